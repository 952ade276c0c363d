import type { Hex } from "@taonet/primitives/hex"
import { encode } from "@taonet/primitives/scale/index"
import { beforeEach, describe, expect, it } from "vitest"
import { violationText, watchBooks } from "../../../invariants/index.ts"
import { createRuntime } from "../../../runtime.ts"
import { palletSchemas } from "../../../schemas.ts"
import { devAccounts } from "../../../specs/devAccounts.ts"
import { finney } from "../../../specs/finney.ts"
import { local } from "../../../specs/local.ts"
import { thesis } from "../../../specs/thesis.ts"
import { createTestChain, type TestChain } from "../../../testKit.ts"
import { freeBalance } from "../../balances/currency.ts"
import { storage as balances } from "../../balances/schema.ts"
import { storage as system } from "../../system/schema.ts"
import { sealBinding, trySeals } from "../pow/seal.ts"
import { calls, errors, storage } from "../schema.ts"
import { stakeOf, totalHotkeyAlpha } from "../staking/stake.ts"
import { subnetAccount } from "../subnets/accounts.ts"
import { lockCost } from "../subnets/lockCost.ts"
import { createNetwork } from "../subnets/newNetwork.ts"
import { purgeSubnet } from "../subnets/purge.ts"
import { splitByRootWeights } from "./rootWeights.ts"

const { Alice, Bob } = devAccounts
const TAO = 10n ** 9n
const netuid = 1
const hotkey = (n: number): Hex => `0x${n.toString(16).padStart(64, "0")}`

describe.each([
  ["finney", finney],
  ["thesis", thesis],
] as const)("%s", (_name, spec) => {
  it("sets constants that exist, to values of their types", () => {
    for (const [path, value] of spec.constants) {
      const [pallet, name = ""] = path.split(".")
      if (pallet === "Thesis") continue
      const constant = palletSchemas.find((schema) => schema.name === pallet)?.tables.constants[name]
      expect([path, constant !== undefined]).toEqual([path, true])
      if (constant) expect(() => encode(constant.codec, value)).not.toThrow()
    }
  })

  it("starts without any TAO, at 12 s a block", () => {
    const chain = createTestChain(spec)
    expect(balances.TotalIssuance.get(chain.state)).toBe(0n)
    expect(createRuntime(spec).slotDurationMs).toBe(12_000)
    expect([...system.Account.keys(chain.state)]).toEqual([])
  })
})

it("gives nobody anything unearned: no balance, no stake, no pool", () => {
  const { state } = createTestChain(thesis)
  expect([storage.TotalIssuance.get(state), storage.TotalStake.get(state)]).toEqual([0n, 0n])
  for (const item of [storage.TotalHotkeyAlpha, storage.AlphaV2, storage.SubnetTAO, storage.SubnetAlphaIn])
    expect([...item.keys(state)]).toEqual([])
})

it("keeps its own rules out of the metadata", () => {
  const bare = {
    ...thesis,
    constants: new Map([...thesis.constants].filter(([key]) => !key.startsWith("Thesis."))),
  }
  expect(createRuntime(thesis).metadata(15)).toEqual(createRuntime(bare).metadata(15))
  expect(createRuntime(local).metadata(15)).not.toEqual(createRuntime(thesis).metadata(15))
})

describe("a chain that starts with nothing", () => {
  let chain: TestChain
  let books: ReturnType<typeof watchBooks>
  beforeEach(() => {
    chain = createTestChain(thesis)
    books = watchBooks(chain.state)
    storage.Difficulty.set(chain.state, netuid, 10n)
  })

  function mine(key: Hex, coldkey: Hex, on = netuid): void {
    const block = system.Number.get(chain.state) - 1
    const { nonce, seal } = trySeals(
      sealBinding(system.BlockHash.get(chain.state, block), key),
      10n,
      0n,
      10_000,
    )!
    const args = { netuid: on, block_number: BigInt(block), nonce, work: seal, hotkey: key, coldkey }
    expect(chain.call(coldkey, calls.register.make(args)).ok).toBe(true)
  }
  const issuance = () => balances.TotalIssuance.get(chain.state)
  const block = () => system.Number.get(chain.state)
  const toEpoch = () => {
    const last = storage.LastEpochBlock.get(chain.state, netuid)
    do {
      chain.runBlocks(1)
      expect(books.look(chain.state).map(violationText)).toEqual([])
    } while (storage.LastEpochBlock.get(chain.state, netuid) === last)
  }
  /** Alpha is TAO: what the subnet's account holds is what its people can claim, and what the owner locked. */
  const expectBacked = (id = netuid) => {
    const { state } = chain
    const claimed = storage.SubnetAlphaOut.get(state, id) + storage.SubnetLocked.get(state, id)
    expect(storage.SubnetTAO.get(state, id)).toBe(claimed)
    expect(freeBalance(state, subnetAccount(id))).toBe(claimed)
    expect(storage.TotalIssuance.get(state)).toBe(issuance())
  }

  it("issues nothing while nobody mines, then a TAO a block", () => {
    chain.runBlocks(10)
    expect(issuance()).toBe(0n)
    mine(hotkey(1), Alice)
    const start = block()
    chain.runBlocks(7)
    expect(issuance()).toBe(BigInt(block() - start) * TAO)
    expectBacked()
  })

  it("pays the first epoch to those who did work, the next by stake, and lets a founder take TAO out", () => {
    chain.runBlocks(3)
    mine(hotkey(1), Alice)
    mine(hotkey(2), Bob)
    toEpoch()
    const first = stakeOf(chain.state, hotkey(1), Alice, netuid)
    expect(first).toBeGreaterThan(0n)
    expect(stakeOf(chain.state, hotkey(2), Bob, netuid)).toBe(first)
    expectBacked()

    toEpoch()
    expect(totalHotkeyAlpha(chain.state, hotkey(1), netuid)).toBeGreaterThan(first)
    const take = calls.remove_stake.make({ hotkey: hotkey(1), netuid, amount_unstaked: TAO })
    expect(chain.call(Alice, take).ok).toBe(true)
    expect(freeBalance(chain.state, Alice)).toBe(TAO)
    expectBacked()
    // All that the blocks paid is with the two, but for what rounding left of each.
    toEpoch()
    const held =
      totalHotkeyAlpha(chain.state, hotkey(1), netuid) + totalHotkeyAlpha(chain.state, hotkey(2), netuid)
    expect(storage.SubnetAlphaOut.get(chain.state, netuid) - held).toBeLessThan(TAO + 1000n)
  })

  it("pays a newcomer by the weights of whoever has stake, not for being there", () => {
    chain.runBlocks(3)
    mine(hotkey(1), Alice)
    toEpoch()
    mine(hotkey(2), Bob)
    mine(hotkey(3), Bob)
    toEpoch()
    expect(totalHotkeyAlpha(chain.state, hotkey(2), netuid)).toBe(0n)
    const weights = calls.set_weights.make({ netuid, dests: [1], weights: [1], version_key: 0n })
    expect(chain.call(hotkey(1), weights).ok).toBe(true)
    const before = totalHotkeyAlpha(chain.state, hotkey(1), netuid)
    for (let epochs = 0; epochs < 3; epochs++) toEpoch()
    const earned = totalHotkeyAlpha(chain.state, hotkey(2), netuid)
    expect(earned).toBeGreaterThan(10n * TAO)
    expect(totalHotkeyAlpha(chain.state, hotkey(1), netuid) - before).toBeGreaterThan(10n * TAO)
    expect(totalHotkeyAlpha(chain.state, hotkey(3), netuid)).toBe(0n)
    expectBacked()
  })

  it("lets a newcomer open a subnet with what it mined, and whoever works there earns", () => {
    const { state } = chain
    chain.runBlocks(3)
    mine(hotkey(1), Alice)
    const open = calls.register_network.make({ hotkey: hotkey(5) })
    expect(chain.call(Alice, open)).toMatchObject({ ok: false, error: { def: errors.CannotAffordLockCost } })
    // A hundred blocks of the whole network's work; as many TAO as are locked.
    for (let epochs = 0; epochs < 6; epochs++) toEpoch()
    const out = calls.remove_stake.make({ hotkey: hotkey(1), netuid, amount_unstaked: 102n * TAO })
    expect(chain.call(Alice, out).ok).toBe(true)
    expect(chain.call(Alice, open).ok).toBe(true)
    expect(storage.SubnetOwner.get(state, 2)).toBe(Alice)
    expect(storage.SubnetLocked.get(state, 2)).toBe(100n * TAO)
    expectBacked(2)
    // The next one costs twice as much, and comes a day later.
    expect(lockCost(state)).toBe(200n * TAO)
    expect(chain.call(Alice, open)).toMatchObject({
      ok: false,
      error: { def: errors.NetworkTxRateLimitExceeded },
    })

    chain.runBlocks(Number(storage.StartCallDelay.get(state)))
    expect(chain.call(Alice, calls.start_call.make({ netuid: 2 })).ok).toBe(true)
    storage.Difficulty.set(state, 2, 10n)
    mine(hotkey(6), Bob, 2)
    const start = block()
    const before = issuance()
    while (totalHotkeyAlpha(state, hotkey(6), 2) === 0n && block() < start + 1000) {
      chain.runBlocks(1)
      expect(books.look(state).map(violationText)).toEqual([])
    }
    expect(totalHotkeyAlpha(state, hotkey(6), 2)).toBeGreaterThan(TAO)
    expect(issuance() - before).toBe(BigInt(block() - start) * TAO)
    expectBacked(2)
  })

  it("creates stable subnets and divides by what root's members say", () => {
    chain.runBlocks(3)
    mine(hotkey(1), Alice)
    mine(hotkey(2), Bob)
    toEpoch()
    toEpoch()
    const { state } = chain
    for (const [key, coldkey, part] of [
      [hotkey(1), Alice, 6n],
      [hotkey(2), Bob, 3n],
    ] as const) {
      expect(
        chain.call(
          coldkey,
          calls.remove_stake.make({ hotkey: key, netuid, amount_unstaked: part * TAO + TAO / 2n }),
        ).ok,
      ).toBe(true)
      expect(chain.call(coldkey, calls.root_register.make({ hotkey: key })).ok).toBe(true)
      chain.runBlocks(1)
    }
    const second = createNetwork(state, {
      coldkey: Bob,
      hotkey: hotkey(9),
      identity: undefined,
      lock: TAO,
      price: 1n << 64n,
    })
    expect(second).toBe(2)
    expect(storage.SubnetMechanism.get(state, 2)).toBe(0)
    expectBacked(2)
    expect(splitByRootWeights(state, [1, 2], 10n * TAO + 1n)).toEqual([5n * TAO + 1n, 5n * TAO])

    for (const [key, coldkey, part] of [
      [hotkey(1), Alice, 2n],
      [hotkey(2), Bob, 1n],
    ] as const)
      expect(
        chain.call(coldkey, calls.add_stake.make({ hotkey: key, netuid: 0, amount_staked: part * TAO })).ok,
      ).toBe(true)
    storage.WeightsSetRateLimit.set(state, 0, 0n)
    const set = (key: Hex, dests: number[], weights: number[]) =>
      chain.call(key, calls.set_weights.make({ netuid: 0, dests, weights, version_key: 0n }))
    expect(set(hotkey(1), [2], [1]).ok).toBe(true)
    expect(splitByRootWeights(state, [1, 2], TAO)).toEqual([0n, TAO])
    expect(set(hotkey(2), [1, 2], [1, 1]).ok).toBe(true)
    // Two TAO for subnet 2; one for both, in halves.
    expect(splitByRootWeights(state, [1, 2], 6n * TAO)).toEqual([TAO, 5n * TAO])
    expect(set(hotkey(2), [0], [1]).ok).toBe(false)
    expect(set(hotkey(3), [1], [1]).ok).toBe(false)

    storage.FirstEmissionBlockNumber.set(state, 2, BigInt(block()))
    storage.SubtokenEnabled.set(state, 2, true)
    const before = issuance()
    const start = block()
    chain.runBlocks(3)
    expect(issuance() - before).toBe(BigInt(block() - start) * TAO)
    for (let epochs = 0; epochs < 3; epochs++) toEpoch()
    expectBacked(1)
    expectBacked(2)

    purgeSubnet(state, 2)
    storage.NetworksAdded.delete(state, 2)
    expect(storage.Weights.get(state, 0, 0)).toEqual([[2, 0]])
    expect(splitByRootWeights(state, [1], TAO)).toEqual([TAO])
  })
})
