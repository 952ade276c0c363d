import { describe, expect, test } from "vitest"
import {
  createTransactionChain,
  issuance,
  keyOf,
  sumOfAccounts,
  type TransactionChain,
} from "../executive/transactions.testkit.ts"
import type { RuntimeCallValue } from "../outer.ts"
import { deposit, freeBalance } from "../pallets/balances/currency.ts"
import { lockStake } from "../pallets/subtensor/locks/lockStake.ts"
import { calls, storage } from "../pallets/subtensor/schema.ts"
import { stakeOf } from "../pallets/subtensor/staking/stake.ts"
import { stakeIntoSubnet } from "../pallets/subtensor/staking/swapping.ts"
import { burnAccount, subnetAccount } from "../pallets/subtensor/subnets/accounts.ts"
import { alphaWorth, MAX_PRICE_RAO } from "../pallets/swap/pool.ts"
import { calls as system, storage as systemStorage } from "../pallets/system/schema.ts"

/* Fees in alpha: behaviour/keys-and-fees.md section 3; the reference's tests are transaction-fee/src/tests. */

const TAO = 1_000_000_000n
const staker = keyOf("//Staker")
const who = staker.account
const hotkey = keyOf("//Staker_hk").account
const existence = 500n

/** A coldkey with stake on subnet 1 (alpha at half a TAO), and nothing but its existential deposit. */
function chainOfPoorStaker(netuids: readonly number[] = [1]): TransactionChain {
  const chain = createTransactionChain()
  chain.nextBlock()
  const { state } = chain
  for (const netuid of [1, 2]) {
    storage.NetworksAdded.set(state, netuid, true)
    storage.SubtokenEnabled.set(state, netuid, true)
    storage.SubnetMechanism.set(state, netuid, 1)
    storage.SubnetTAO.set(state, netuid, 100n * TAO)
    storage.SubnetAlphaIn.set(state, netuid, 200n * TAO)
    storage.TotalStake.mutate(state, (total) => total + 100n * TAO)
    deposit(state, subnetAccount(netuid), 100n * TAO)
  }
  storage.Owner.set(state, hotkey, who)
  deposit(state, who, BigInt(netuids.length) * TAO + existence)
  const terms = { limitPrice: MAX_PRICE_RAO, dropFees: true }
  for (const netuid of netuids) stakeIntoSubnet(state, hotkey, who, netuid, TAO, terms)
  expect(freeBalance(state, who)).toBe(existence)
  chain.takeEvents()
  return chain
}

const removeStake = (alpha: bigint) => calls.remove_stake.make({ hotkey, netuid: 1, amount_unstaked: alpha })
const refused = { ok: false, error: { type: "Invalid", value: { type: "Payment" } } }

test("a staker without TAO pays for unstaking in alpha, whose TAO goes to the burn account", () => {
  const chain = chainOfPoorStaker()
  const { state } = chain
  const [stake, issued] = [stakeOf(state, hotkey, who, 1), issuance(state)]
  const bytes = chain.signed(staker, removeStake(TAO))
  expect(chain.validate(bytes).ok).toBe(true)
  expect(chain.apply(bytes)).toEqual({ ok: true, dispatched: true })

  const events = chain.takeEvents()
  expect(events.map(({ name }) => name)).toEqual([
    "System.NewAccount",
    "Balances.Endowed",
    "Balances.Transfer",
    // The author's swap fee: nothing for what pays a fee.
    "Balances.Transfer",
    "SubtensorModule.StakeRemoved",
    "Balances.Transfer",
    "Balances.Transfer",
    "SubtensorModule.StakeRemoved",
    "SubtensorModule.TransactionFeePaidWithAlpha",
    "TransactionPayment.TransactionFeePaid",
    "System.ExtrinsicSuccess",
  ])
  const inAlpha = events[8]?.value as { netuid: number; alpha_fee: bigint; tao_amount: bigint }
  const inTao = events[9]?.value as { who: string; actual_fee: bigint; tip: bigint }
  expect(inAlpha).toMatchObject({ who, netuid: 1 })
  expect(inTao).toMatchObject({ who, tip: 0n })
  // Half a TAO an alpha, less what its sale moves the price.
  expect(inAlpha.alpha_fee).toBeGreaterThan((inTao.actual_fee * 19n) / 10n)
  expect(inAlpha.alpha_fee).toBeLessThan(inTao.actual_fee * 2n)
  expect(freeBalance(state, burnAccount)).toBe(inAlpha.tao_amount)
  expect(stake - stakeOf(state, hotkey, who, 1)).toBe(TAO + inAlpha.alpha_fee)
  expect(issuance(state)).toBe(issued)
  expect(sumOfAccounts(state)).toBe(issued)
})

test("a tip is paid in alpha too, and a failing call pays as well", () => {
  const chain = chainOfPoorStaker()
  const before = stakeOf(chain.state, hotkey, who, 1)
  chain.apply(chain.signed(staker, removeStake(1n), { tip: 1_000_000n }))
  const [inAlpha, inTao, outcome] = chain.takeEvents().slice(-3)
  const alpha_fee = before - stakeOf(chain.state, hotkey, who, 1)
  expect(outcome?.name).toBe("System.ExtrinsicFailed")
  expect(inTao?.value).toMatchObject({ tip: 1_000_000n })
  expect(inAlpha?.value).toMatchObject({ netuid: 1, alpha_fee })
  expect(alpha_fee).toBeGreaterThan(2_000_000n)
})

describe("the alpha of one position alone pays", () => {
  const all: readonly [string, RuntimeCallValue, boolean][] = [
    [
      "remove_stake_full_limit",
      calls.remove_stake_full_limit.make({ hotkey, netuid: 1, limit_price: undefined }),
      true,
    ],
    ["unstake_all", calls.unstake_all.make({ hotkey }), true],
    ["burn_alpha", calls.burn_alpha.make({ hotkey, netuid: 1, amount: 5n }), true],
    ["recycle_alpha", calls.recycle_alpha.make({ hotkey, netuid: 1, amount: 5n }), true],
    [
      "move_stake",
      calls.move_stake.make({
        origin_hotkey: hotkey,
        destination_hotkey: hotkey,
        origin_netuid: 1,
        destination_netuid: 2,
        alpha_amount: 5n,
      }),
      true,
    ],
    [
      "a position on another subnet",
      calls.remove_stake.make({ hotkey, netuid: 2, amount_unstaked: 5n }),
      false,
    ],
    ["add_stake", calls.add_stake.make({ hotkey, netuid: 1, amount_staked: 5n }), false],
    ["remark", system.remark.make({ remark: new Uint8Array(1) }), false],
  ]
  test.each(all)("%s", (_name, call, pays) => {
    const chain = chainOfPoorStaker()
    const verdict = chain.validate(chain.signed(staker, call))
    if (pays) expect(verdict.ok).toBe(true)
    else expect(verdict).toEqual(refused)
  })

  test("unstake_all with positions on two subnets is refused", () => {
    const chain = chainOfPoorStaker([1, 2])
    const bytes = chain.signed(staker, calls.unstake_all.make({ hotkey }))
    expect(chain.validate(bytes)).toEqual(refused)
    expect(chain.apply(bytes)).toEqual(refused)
    // A subnet whose alpha does not trade does not count.
    storage.SubtokenEnabled.set(chain.state, 2, false)
    expect(chain.validate(bytes).ok).toBe(true)
  })
})

test("locked alpha and collateral pay no fees", () => {
  const chain = chainOfPoorStaker()
  const { state } = chain
  const stake = stakeOf(state, hotkey, who, 1)
  const bytes = chain.signed(staker, removeStake(5n))
  const row = { locked: stake - 1000n, drain_ratio: 0n, min_locked: 0n, earned: 0n }
  storage.MinerCollateral.set(state, 1, hotkey, who, row as never)
  expect(chain.validate(bytes)).toEqual(refused)
  storage.MinerCollateral.delete(state, 1, hotkey, who)
  expect(chain.validate(bytes).ok).toBe(true)
  lockStake(state, who, 1, hotkey, stake - 1000n)
  expect(chain.validate(bytes)).toEqual(refused)
  expect(chain.apply(bytes)).toEqual(refused)
})

test("TAO pays where there is enough of it, also when alpha would do", () => {
  const chain = chainOfPoorStaker()
  deposit(chain.state, who, TAO)
  chain.takeEvents()
  chain.apply(chain.signed(staker, removeStake(TAO)))
  const names = chain.takeEvents().map(({ name }) => name)
  expect(names[0]).toBe("Balances.Withdraw")
  expect(names).not.toContain("SubtensorModule.TransactionFeePaidWithAlpha")
})

test("alpha without price pays nothing", () => {
  const chain = chainOfPoorStaker()
  storage.SubnetAlphaIn.set(chain.state, 1, 0n)
  expect(alphaWorth(chain.state, 1, TAO)).toBe(0n)
  expect(chain.validate(chain.signed(staker, removeStake(5n)))).toEqual(refused)
  expect(systemStorage.Account.get(chain.state, who).nonce).toBe(0)
})
