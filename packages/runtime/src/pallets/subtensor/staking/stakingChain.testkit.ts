/** For tests of calls that move stake: a chain whose books have something on every page. Never imported by product code. */
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { createTestChain, type TestChain } from "../../../testKit.ts"
import { deposit } from "../../balances/currency.ts"
import { MAX_PRICE_RAO } from "../../swap/pool.ts"
import { storage as swap } from "../../swap/storage.ts"
import { storage as system } from "../../system/schema.ts"
import { flushBasketDeposits } from "../baskets/deposits.ts"
import { createHotkeyIfNew } from "../keys/hotkeys.ts"
import { storage } from "../storage.ts"
import { subnetAccount } from "../subnets/accounts.ts"
import { alice, author, bob, hotA, hotB, key, TAO } from "./books.testKit.ts"
import { increaseStake } from "./stake.ts"
import { stakeIntoSubnet } from "./swapping.ts"

export const [carol, nobody] = [key(3), key(77)]
/** A stable subnet; 1 and 2 are dynamic. */
export const STABLE = 3
/** No such subnet. */
export const MISSING = 9

const pools = [
  { netuid: 1, tao: 100n * TAO, alpha: 200n * TAO },
  { netuid: 2, tao: 300n * TAO, alpha: 100n * TAO },
]

/**
 * Alice owns hotkey A, Bob hotkey B. Bob has 10 TAO of stake on hotkey A on each of root, the dynamic subnets 1 and 2 and the stable subnet
 * 3, and 960 TAO besides. Block 10.
 */
export function openStakingChain(): TestChain {
  const chain = createTestChain()
  const { state } = chain
  state.author = author
  system.Number.set(state, 10)
  for (const who of [alice, bob, author]) deposit(state, who, 1000n * TAO)
  for (const netuid of [0, 1, 2, STABLE]) {
    storage.NetworksAdded.set(state, netuid, true)
    storage.SubtokenEnabled.set(state, netuid, true)
    // So that no subnet's account dies when the last stake leaves.
    deposit(state, subnetAccount(netuid), TAO)
  }
  for (const { netuid, tao, alpha } of pools) {
    storage.SubnetMechanism.set(state, netuid, 1)
    storage.SubnetTAO.set(state, netuid, tao)
    storage.SubnetAlphaIn.set(state, netuid, alpha)
    deposit(state, subnetAccount(netuid), tao)
  }
  createHotkeyIfNew(state, alice, hotA)
  createHotkeyIfNew(state, bob, hotB)
  for (const netuid of [0, 1, 2, STABLE])
    stakeIntoSubnet(state, hotA, bob, netuid, 10n * TAO, { limitPrice: MAX_PRICE_RAO })
  chain.takeEvents()
  return chain
}

type Arrange = (chain: TestChain) => void

export const stopToken =
  (netuid: number): Arrange =>
  ({ state }) =>
    storage.SubtokenEnabled.set(state, netuid, false)

/** As dissolution leaves a subnet until its rows are cleaned up. */
export const dissolve =
  (netuid: number): Arrange =>
  ({ state }) =>
    storage.NetworksAdded.delete(state, netuid)

export const disown =
  (hotkey: Hex): Arrange =>
  ({ state }) =>
    storage.Owner.delete(state, hotkey)

export const setFree = (state: State, who: Hex, free: bigint): void =>
  system.Account.mutate(state, who, (info) => ({ ...info, data: { ...info.data, free } }))

/** The subnet's account holds less than its pool says, as that of the genesis pool does. */
export const loseCash =
  (netuid: number): Arrange =>
  ({ state }) =>
    setFree(state, subnetAccount(netuid), 1_000n)

/** The coldkey has locked all that it has on the subnet. */
export const lockAll =
  (coldkey: Hex, netuid: number): Arrange =>
  ({ state }) =>
    storage.Lock.set(state, coldkey, netuid, hotA, {
      locked_mass: 1_000n * TAO,
      conviction: 0n,
      last_update: 10n,
    })

/** Root stake has to lie before it may leave. */
export const holdRootStake: Arrange = ({ state }) => storage.RootStakeUnlockInterval.set(state, 5n)

/** Fees so small that an author without account cannot take them. */
export const pennyFees =
  (netuid: number): Arrange =>
  ({ state }) => {
    state.author = nobody
    swap.FeeRate.set(state, netuid, 1)
  }

/** A position whose sale's fee, in alpha, is worth less than a rao. */
export function giveCrumbs(state: State, hotkey: Hex, coldkey: Hex, netuid: number): bigint {
  swap.FeeRate.set(state, netuid, 1)
  storage.SubnetTAO.set(state, netuid, 100n * TAO)
  storage.SubnetAlphaIn.set(state, netuid, 200n * TAO)
  increaseStake(state, hotkey, coldkey, netuid, CRUMBS)
  storage.SubnetAlphaOut.mutate(state, netuid, (alpha) => alpha + CRUMBS)
  return CRUMBS
}
export const CRUMBS = 100_000n

/** Hotkey A, on root, has a queued dividend that cannot be priced: its basket has shares and is worth nothing. Touches subnet 2 and 1. */
export const jamBasket: Arrange = ({ state }) => {
  storage.Uids.set(state, 0, hotA, 0)
  storage.SubnetAlphaOut.mutate(state, 2, (alpha) => alpha + 2n * TAO)
  storage.SubnetAlphaOut.mutate(state, 1, (alpha) => alpha + TAO)
  storage.PendingBasketDeposits.set(state, hotA, 2, 2n * TAO)
  flushBasketDeposits(state, hotA)
  storage.SubnetTAO.set(state, 2, 0n)
  storage.PendingBasketDeposits.set(state, hotA, 1, TAO)
}
