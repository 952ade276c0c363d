/** For tests of limit orders: a chain with one backed subnet at 0.5 TAO per alpha, people who can sign, and orders with short names. */
import { type Origin, signedOrigin } from "@taonet/frame/origin"
import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { State } from "@taonet/frame/state"
import { type Keypair, keypairFromSeed, sign } from "@taonet/primitives/crypto/sign"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { encode } from "@taonet/primitives/scale/index"
import { createTestChain } from "../../testKit.ts"
import { verdictOf } from "../../verdict.testkit.ts"
import { deposit } from "../balances/currency.ts"
import { storage as balances } from "../balances/schema.ts"
import { createHotkeyIfNew } from "../subtensor/keys/hotkeys.ts"
import { storage as subtensor } from "../subtensor/schema.ts"
import { increaseStake } from "../subtensor/staking/stake.ts"
import { subnetAccount } from "../subtensor/subnets/accounts.ts"
import { storage as system } from "../system/schema.ts"
import { storage as timestamp } from "../timestamp/schema.ts"
import { limitOrdersGenesis } from "./genesis.ts"
import { calls } from "./schema.ts"
import { type OrderV2, type SignedOrder, VersionedOrder } from "./types.ts"

export const TAO = 1_000_000_000n
export const NOW = 1_000_000n
export const netuid = 5
export const account = (n: number): Hex => toHex(new Uint8Array(32).fill(n))
const pair = (n: number, scheme: "sr25519" | "ed25519" = "sr25519"): Keypair =>
  keypairFromSeed(scheme, new Uint8Array(32).fill(n))

/** Three users with 1000 TAO and 1000 alpha each on their hotkeys; Carol signs with ed25519. */
export const [ann, ben, carol] = [pair(1), pair(2), pair(3, "ed25519")] as const
export const users = [ann, ben, carol] as const
export const hotkeyOf = (user: Keypair): Hex => account(100 + users.indexOf(user))
export const [relayer, feeTaker] = [account(50), account(51)] as const

/** A purchase by Ann of 10 TAO's worth without limits, for anybody to submit. */
export const buyOrder: OrderV2 = {
  signer: ann.account,
  hotkey: hotkeyOf(ann),
  netuid,
  order_type: "LimitBuy",
  amount: { type: "Fixed", value: 10n * TAO },
  limit_price: TAO,
  expiry: NOW,
  fee_rate: 0,
  fee_recipient: feeTaker,
  relayer: undefined,
  max_slippage: undefined,
  chain_id: 42n,
  partial_fills_enabled: false,
  has_linked_order: false,
}

export const sellOrder: OrderV2 = { ...buyOrder, order_type: "TakeProfit", limit_price: 0n }

export const orderOf = (
  user: Keypair,
  base: OrderV2,
  change: Partial<OrderV2> & { readonly tao?: bigint } = {},
): OrderV2 => {
  const { tao, ...rest } = change
  const amount = tao === undefined ? base.amount : ({ type: "Fixed", value: tao * TAO } as const)
  return { ...base, signer: user.account, hotkey: hotkeyOf(user), amount, ...rest }
}

export function signed(user: Keypair, value: OrderV2, partial_fill?: bigint): SignedOrder {
  const order: VersionedOrder = { type: "V2", value }
  return { order, signature: signatureOf(user, encode(VersionedOrder, order)), partial_fill }
}

export const signatureOf = (user: Keypair, message: Uint8Array): SignedOrder["signature"] => ({
  type: user.scheme === "ed25519" ? "Ed25519" : "Sr25519",
  value: sign(user, message),
})

export function openOrders() {
  const chain = createTestChain()
  const { state } = chain
  system.Number.set(state, 10)
  timestamp.Now.set(state, NOW)
  limitOrdersGenesis(state)
  addSubnet(state)
  for (const user of users) {
    deposit(state, user.account, 1000n * TAO)
    createHotkeyIfNew(state, user.account, hotkeyOf(user))
    increaseStake(state, hotkeyOf(user), user.account, netuid, 1000n * TAO)
  }
  deposit(state, relayer, TAO)
  state.events.length = 0
  const as = (origin: Origin, call: RuntimeCallValue): string =>
    verdictOf(state.dispatcher.dispatch(state, origin, call))
  const run = (who: Hex, call: RuntimeCallValue): string => as(signedOrigin(who), call)
  return {
    chain,
    state,
    as,
    run,
    takeEvents: chain.takeEvents,
    execute: (orders: SignedOrder[], should_fail = true, who: Hex = relayer) =>
      run(who, calls.execute_orders.make({ orders, should_fail })),
    batch: (orders: SignedOrder[], on = netuid, who: Hex = relayer) =>
      run(who, calls.execute_batched_orders.make({ netuid: on, orders })),
    /** Values of this pallet's events so far, by name; then forgets all. */
    takeValues: () =>
      state.events
        .splice(0)
        .filter(({ event }) => event.type === "LimitOrders")
        .map(({ event }) => [event.value.type, event.value.value] as const),
  }
}

function addSubnet(state: State): void {
  subtensor.NetworksAdded.set(state, netuid, true)
  subtensor.SubtokenEnabled.set(state, netuid, true)
  subtensor.SubnetMechanism.set(state, netuid, 1)
  subtensor.SubnetTAO.set(state, netuid, 10_000n * TAO)
  subtensor.SubnetAlphaIn.set(state, netuid, 20_000n * TAO)
  subtensor.SubnetAlphaOut.set(state, netuid, 3000n * TAO)
  deposit(state, subnetAccount(netuid), 10_000n * TAO)
}

/** What does not add up, in words: TAO on accounts and in the pool, alpha in positions. Empty for sound books. */
export function bookErrors(state: State): string[] {
  const errors: string[] = []
  let held = 0n
  for (const [, { data }] of system.Account.entries(state)) held += data.free + data.reserved
  const issued = balances.TotalIssuance.get(state)
  if (held !== issued) errors.push(`${held} on accounts, ${issued} issued`)
  const cash = system.Account.get(state, subnetAccount(netuid)).data.free
  if (cash < subtensor.SubnetTAO.get(state, netuid)) errors.push(`${cash} behind the pool`)
  let staked = 0n
  for (const [[, net], alpha] of subtensor.TotalHotkeyAlpha.entries(state))
    if (net === netuid) staked += alpha
  if (staked > subtensor.SubnetAlphaOut.get(state, netuid)) errors.push(`${staked} staked`)
  if (staked !== subtensor.TotalAlphaStaked.get(state, netuid)) errors.push(`${staked} is not the total`)
  return errors
}
