import type { State } from "@taonet/frame/state"
import { keyToBytes } from "@taonet/primitives/bytes"
import type { Hex } from "@taonet/primitives/hex"
import { describe, expect, test } from "vitest"
import { createTransactionChain, keyOf } from "../executive/transactions.testkit.ts"
import { storage as alphaAssets } from "../pallets/alphaAssets/schema.ts"
import { deposit } from "../pallets/balances/currency.ts"
import { calls as balanceCalls, storage as balances } from "../pallets/balances/schema.ts"
import { storage as commitments } from "../pallets/commitments/schema.ts"
import { calls, storage } from "../pallets/subtensor/schema.ts"
import { mintTao, spendTao } from "../pallets/subtensor/staking/tao.ts"
import { subnetAccount } from "../pallets/subtensor/subnets/accounts.ts"
import { calls as sudo } from "../pallets/sudo/schema.ts"
import { storage as swap } from "../pallets/swap/schema.ts"
import { storage as system, calls as systemCalls } from "../pallets/system/schema.ts"
import { devAccounts } from "../specs/devAccounts.ts"
import { createTestChain, type TestChain } from "../testKit.ts"
import { invariants, watchBooks } from "./index.ts"

const { Alice, Bob, Charlie } = devAccounts
const TAO = 1_000_000_000n
const key = (n: number): Hex => `0x${n.toString(16).padStart(64, "0")}`
const [hotA, hotB] = [key(0xa1), key(0xb1)]

function must(chain: TestChain, signer: Hex | "root", call: Parameters<TestChain["call"]>[1]): void {
  const result = chain.call(signer, call)
  if (!result.ok) throw new Error(`${call.value.type}: ${result.error.message}`)
}

/** Two neurons on subnet 1 and on a subnet of Alice's own, with stake of their coldkeys and of others, and root stake. */
function livingChain(): TestChain {
  const chain = createTestChain()
  const { state } = chain
  const backing = mintTao(state, 10n * TAO)
  spendTao(state, subnetAccount(1), backing)
  for (const netuid of [0, 1]) storage.SubtokenEnabled.set(state, netuid, true)
  chain.runBlocks(2)
  must(chain, Alice, calls.register_network.make({ hotkey: hotA }))
  storage.SubtokenEnabled.set(state, 2, true)
  for (const [owner, hotkey] of [
    [Alice, hotA],
    [Bob, hotB],
  ] as const) {
    must(chain, owner, calls.burned_register.make({ netuid: 1, hotkey }))
    for (const netuid of [0, 1, 2])
      for (const coldkey of [owner, Charlie])
        must(chain, coldkey, calls.add_stake.make({ hotkey, netuid, amount_staked: 20n * TAO }))
    must(chain, owner, calls.root_register.make({ hotkey }))
    chain.runBlocks(1)
  }
  must(chain, Bob, calls.burned_register.make({ netuid: 2, hotkey: hotB }))
  chain.runBlocks(3)
  return chain
}

test("a network that lives keeps all of them, through epochs, swaps of keys and its end", () => {
  const chain = livingChain()
  const { state } = chain
  storage.SubnetEmissionEnabled.set(state, 2, true)
  storage.FirstEmissionBlockNumber.set(state, 2, 1n)
  storage.FirstEmissionBlockNumber.set(state, 1, 1n)
  storage.Tempo.set(state, 1, 10)
  storage.Tempo.set(state, 2, 7)
  chain.runBlocks(40)
  must(chain, Charlie, calls.remove_stake.make({ hotkey: hotA, netuid: 1, amount_unstaked: TAO / 2n }))
  must(
    chain,
    Charlie,
    calls.swap_stake.make({ hotkey: hotB, origin_netuid: 1, destination_netuid: 2, alpha_amount: TAO / 10n }),
  )
  must(chain, Bob, calls.lock_stake.make({ hotkey: hotB, netuid: 1, amount: TAO / 10n }))
  must(chain, Bob, calls.burn_alpha.make({ hotkey: hotB, netuid: 2, amount: TAO / 10n }))
  must(chain, Bob, calls.recycle_alpha.make({ hotkey: hotB, netuid: 2, amount: TAO / 10n }))
  chain.runBlocks(20)
  must(chain, Bob, calls.swap_hotkey.make({ hotkey: hotB, new_hotkey: key(0xb2), netuid: undefined }))
  must(chain, Charlie, calls.unstake_all.make({ hotkey: hotA }))
  chain.runBlocks(20)
  must(chain, "root", calls.root_dissolve_network.make({ netuid: 2 }))
  chain.runBlocks(10)
  expect(storage.PendingServerEmission.get(state, 1)).toBeGreaterThan(0n)
  expect(storage.TotalHotkeyAlpha.get(state, hotA, 1)).toBeGreaterThan(20n * TAO)
})

describe("what breaks an invariant is found", () => {
  const cases: readonly [invariant: string, subject: string, (state: State) => void][] = [
    ["Balances.TotalIssuance = all accounts", "TAO", (s) => balances.TotalIssuance.mutate(s, (x) => x - 1n)],
    [
      "SubtensorModule.TotalIssuance follows Balances.TotalIssuance",
      "TAO",
      (s) => storage.TotalIssuance.mutate(s, (x) => x - 1n),
    ],
    [
      "System.Account references",
      Alice,
      (s) => system.Account.mutate(s, Alice, (info) => ({ ...info, providers: 0 })),
    ],
    [
      "Balances: reserved ≥ named reserves + holds",
      Bob,
      (s) => balances.Reserves.set(s, Bob, [{ id: new Uint8Array(8), amount: 1n }]),
    ],
    [
      "Balances: frozen = greatest lock or freeze",
      Bob,
      (s) => balances.Locks.set(s, Bob, [{ id: new Uint8Array(8), amount: 5n, reasons: "All" }]),
    ],
    [
      "SubtensorModule.SubnetTAO ≤ cash of the subnet",
      "subnet 2",
      (s) => storage.SubnetTAO.mutate(s, 2, (x) => x + 10n ** 15n),
    ],
    [
      "SubtensorModule.TotalAlphaStaked = all TotalHotkeyAlpha",
      "subnet 2",
      (s) => storage.TotalAlphaStaked.mutate(s, 2, (x) => x - 1n),
    ],
    [
      "SubtensorModule.SubnetAlphaOut ≥ all claims",
      "subnet 2",
      (s) => storage.PendingOwnerCut.mutate(s, 2, (x) => x + 10n ** 15n),
    ],
    [
      "AlphaAssets.TotalAlphaIssuance follows alpha in, out and waiting",
      "subnet 2",
      (s) => swap.BalancerAlphaReservoir.mutate(s, 2, (x) => x + 1n),
    ],
    [
      "SubtensorModule: shares and positions of stake pools",
      `${hotB} on subnet 1`,
      (s) => storage.AlphaV2.delete(s, hotB, Charlie, 1),
    ],
    ["SubtensorModule: uids ↔ keys", "uid 1 of subnet 1", (s) => storage.Uids.set(s, 1, hotA, 2)],
    [
      "SubtensorModule: lengths of vectors by uid",
      "Dividends of subnet 1",
      (s) => storage.Dividends.mutate(s, 1, (values) => values.slice(1)),
    ],
    ["SubtensorModule: weights and bonds", "Weights at 1, 0", (s) => storage.Weights.set(s, 1, 0, [[3, 1]])],
    ["SubtensorModule: Owner ↔ OwnedHotkeys", hotA, (s) => storage.Owner.set(s, hotA, Bob)],
    [
      "SubtensorModule: ChildKeys ↔ ParentKeys",
      `${hotA} → ${hotB} on 1`,
      (s) => storage.ChildKeys.set(s, hotA, 1, [[5n, hotB]]),
    ],
    [
      "SubtensorModule: StakingColdkeys ↔ StakingColdkeysByIndex",
      "all coldkeys",
      (s) => storage.NumStakingColdkeys.mutate(s, (x) => x + 1n),
    ],
    [
      "SubtensorModule: Lock ↔ LockingColdkeys",
      "all locks",
      (s) => storage.LockingColdkeys.set(s, 1, hotA, Bob, undefined),
    ],
    [
      "SubtensorModule: MinerCollateral ↔ its totals and lists",
      `${Bob} on subnet 1`,
      (s) => storage.ColdkeyMinerCollateral.set(s, 1, Bob, 5n),
    ],
    [
      "stored sets in order",
      `RootClaimable of ${hotA}`,
      (s) =>
        s.set(
          storage.RootClaimable.key(hotA),
          Uint8Array.of(8, 2, 0, ...new Uint8Array(16), 1, 0, ...new Uint8Array(16)),
        ),
    ],
    ["SubtensorModule: counters", "TotalNetworks", (s) => storage.TotalNetworks.set(s, 9)],
    [
      "amounts < 2^62 rao",
      "AlphaAssets.AlphaBurned(1)",
      (s) => alphaAssets.AlphaBurned.set(s, 1, 2n ** 64n - 5n),
    ],
  ]

  test("all invariants have a case", () => {
    expect(cases.map(([name]) => name)).toEqual(invariants.map(({ name }) => name))
  })

  test.each(cases)("%s", (invariant, subject, breakIt) => {
    const { state } = livingChain()
    const books = watchBooks(state)
    expect(books.look(state)).toEqual([])
    breakIt(state)
    expect(books.look(state)).toContainEqual(expect.objectContaining({ invariant, subject }))
    // Told once; only what gets worse is told again.
    expect(books.look(state)).toEqual([])
  })
})

test("the local genesis is accepted as it is, but not what makes it worse", () => {
  const { state } = createTestChain()
  const books = watchBooks(state)
  expect(books.look(state)).toEqual([])
  storage.SubnetTAO.mutate(state, 1, (rao) => rao + 1n)
  expect(books.look(state)).toMatchObject([
    { invariant: "SubtensorModule.SubnetTAO ≤ cash of the subnet", subject: "subnet 1", by: 10n * TAO + 1n },
  ])
  expect(commitments.TimelockedIndex.get(state)).toEqual([])
})

test("root may set balances, which SubtensorModule does not count", () => {
  const chain = livingChain()
  const call = balanceCalls.force_set_balance.make({ who: { type: "Id", value: Bob }, new_free: 7n * TAO })
  const books = watchBooks(chain.state)
  must(chain, Alice, sudo.sudo.make({ call }))
  system.Events.set(chain.state, chain.state.events as never)
  expect(books.look(chain.state)).toEqual([])
  deposit(chain.state, Bob, 1n)
  system.Events.delete(chain.state)
  // Perhaps a block that was missed did it.
  expect(books.look(chain.state, true)).toEqual([])
  deposit(chain.state, Bob, 1n)
  expect(books.look(chain.state)).toHaveLength(1)
})

test("a block that breaks one fails the tests of whoever runs it", () => {
  const chain = createTransactionChain()
  chain.nextBlock()
  const item = [keyToBytes(balances.TotalIssuance.key()), new Uint8Array(8)] as const
  const call = systemCalls.set_storage.make({ items: [item] })
  expect(chain.apply(chain.signed(keyOf("//Alice"), sudo.sudo.make({ call }))).ok).toBe(true)
  expect(() => chain.endBlock()).toThrow("Balances.TotalIssuance = all accounts TAO")
})
