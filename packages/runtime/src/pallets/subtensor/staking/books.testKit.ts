/** For tests of what moves stake: a bare state with funds and subnets, and the books that must always balance. */
import { createState, type State } from "@taonet/frame/state"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { SafeFloat } from "@taonet/primitives/safeFloat"
import { createMemoryStore } from "@taonet/state/memoryStore"
import { createOverlay } from "@taonet/state/overlay"
import "../../../schemas.ts"
import { deposit } from "../../balances/currency.ts"
import { storage as balances } from "../../balances/schema.ts"
import { storage as system } from "../../system/schema.ts"
import { createHotkeyIfNew } from "../keys/hotkeys.ts"
import { storage } from "../storage.ts"
import { subnetAccount } from "../subnets/accounts.ts"
import { allNetuids } from "../subnets/subnets.ts"
import { shareOf, sharePool, stakeOf } from "./stake.ts"

export const TAO = 1_000_000_000n
export const key = (n: number): Hex => toHex(new Uint8Array(32).fill(n))
export const [alice, bob, author] = [key(1), key(2), key(9)] as const
export const [hotA, hotB] = [key(101), key(102)] as const

export interface Subnet {
  readonly netuid: number
  readonly tao: bigint
  readonly alpha: bigint
}

/** Alice and Bob with 1000 TAO each and a hotkey each, root, and dynamic subnets whose pools are backed by cash. */
export function openBooks(
  subnets: readonly Subnet[] = [{ netuid: 1, tao: 100n * TAO, alpha: 200n * TAO }],
): State {
  const never = () => {
    throw new Error("nothing is dispatched here")
  }
  const overlay = createOverlay(createMemoryStore(new Map()))
  const state = createState(overlay, new Map(), { dispatch: never, info: never })
  state.author = author
  system.Number.set(state, 10)
  mint(state, alice, 1000n * TAO)
  mint(state, bob, 1000n * TAO)
  storage.NetworksAdded.set(state, 0, true)
  storage.SubtokenEnabled.set(state, 0, true)
  for (const { netuid, tao, alpha } of subnets) {
    storage.NetworksAdded.set(state, netuid, true)
    storage.SubtokenEnabled.set(state, netuid, true)
    storage.SubnetMechanism.set(state, netuid, 1)
    storage.SubnetTAO.set(state, netuid, tao)
    storage.SubnetAlphaIn.set(state, netuid, alpha)
    mint(state, subnetAccount(netuid), tao)
  }
  createHotkeyIfNew(state, alice, hotA)
  createHotkeyIfNew(state, bob, hotB)
  state.events.length = 0
  return state
}

function mint(state: State, who: Hex, amount: bigint): void {
  deposit(state, who, amount)
  storage.TotalIssuance.mutate(state, (total) => total + amount)
}

/** What does not add up, in words; empty for sound books. Roundings of shares are allowed one rao per position. */
export function bookErrors(state: State): string[] {
  return [...issuanceErrors(state), ...subnetErrors(state), ...poolErrors(state)]
}

/** All TAO is on accounts, and both pallets agree on how much there is. */
function issuanceErrors(state: State): string[] {
  let held = 0n
  for (const [, { data }] of system.Account.entries(state)) held += data.free + data.reserved
  const counted = {
    Balances: balances.TotalIssuance.get(state),
    SubtensorModule: storage.TotalIssuance.get(state),
  }
  return Object.entries(counted)
    .filter(([, total]) => total !== held)
    .map(([pallet, total]) => `${pallet}.TotalIssuance is ${total}, accounts hold ${held}`)
}

/** A pool's TAO is in cash on the subnet's account; staked alpha is outside the pool. */
function subnetErrors(state: State): string[] {
  const errors: string[] = []
  for (const netuid of allNetuids(state)) {
    const cash = system.Account.get(state, subnetAccount(netuid)).data.free
    const tao = storage.SubnetTAO.get(state, netuid)
    if (cash < tao) errors.push(`subnet ${netuid} holds ${cash} for a reserve of ${tao}`)
    let staked = 0n
    for (const [[, net], alpha] of storage.TotalHotkeyAlpha.entries(state))
      if (net === netuid) staked += alpha
    if (staked > storage.SubnetAlphaOut.get(state, netuid))
      errors.push(`subnet ${netuid} has more alpha staked than out`)
    if (staked !== storage.TotalAlphaStaked.get(state, netuid))
      errors.push(`TotalAlphaStaked of ${netuid} is not ${staked}`)
  }
  return errors
}

/** The shares of a pool add up to its denominator, the positions to its value. */
function poolErrors(state: State): string[] {
  const errors: string[] = []
  for (const [[hotkey, netuid], total] of storage.TotalHotkeyAlpha.entries(state)) {
    let [positions, count, shares] = [0n, 0n, SafeFloat.ZERO]
    for (const [owner, coldkey, net] of storage.AlphaV2.keys(state, hotkey)) {
      if (owner !== hotkey || net !== netuid) continue
      positions += stakeOf(state, hotkey, coldkey, netuid)
      shares = SafeFloat.add(shares, shareOf(state, hotkey, coldkey, netuid)) ?? shares
      count++
    }
    if (positions > total || positions + count < total)
      errors.push(`positions on ${hotkey} sum to ${positions} of ${total}`)
    const { denominator } = sharePool(state, hotkey, netuid)
    const [a, b] = [SafeFloat.toU64(shares), SafeFloat.toU64(denominator)]
    if ((a > b ? a - b : b - a) > count) errors.push(`shares on ${hotkey} sum to ${a} of ${b}`)
  }
  return errors
}
