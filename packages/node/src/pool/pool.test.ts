import { beforeEach, describe, expect, it } from "vitest"
import { createConsensusApp } from "../chain/app.ts"
import { type Chain, createChain } from "../chain/chain.ts"
import { createMemoryChainStore } from "../chain/store.ts"
import { type FakeClock, fakeClock } from "../fakeClock.testkit.ts"
import {
  type FakeCounts,
  type FakeTransaction,
  fakeAccount,
  fakeExtrinsic,
  fakeRuntime,
} from "../fakeRuntime.testkit.ts"
import { noLog } from "../log.ts"
import type { TransactionStatus } from "./entry.ts"
import { PoolError, refusalText } from "./errors.ts"
import { createPool, defaultPoolLimits, type Pool, type PoolLimits } from "./pool.ts"

let clock: FakeClock
let chain: Chain
let pool: Pool
let counts: FakeCounts

async function open(limits: Partial<PoolLimits> = {}): Promise<void> {
  clock = fakeClock()
  counts = { validated: 0, initialized: 0 }
  chain = await createChain({ runtime: fakeRuntime(counts), store: createMemoryChainStore(), log: noLog })
  pool = createPool({ chain, clock, log: noLog, limits: { ...defaultPoolLimits, ...limits } })
}
beforeEach(() => open())

/** Makes a block of what the pool has; answers how many of its transactions went in. */
async function makeBlock(maxTransactions = 1000): Promise<number> {
  const app = createConsensusApp({ chain, pool, clock, log: noLog, author: undefined })
  const proposal = await app.prepareProposal({
    nowMs: BigInt(clock.unixMs()),
    budgetMs: 1000,
    maxTransactions,
  })
  await app.finalizeBlock(proposal)
  await app.commit()
  await clock.advance(100)
  return proposal.transactions
}

function watch(transaction: FakeTransaction): TransactionStatus[] {
  const statuses: TransactionStatus[] = []
  pool.submit(fakeExtrinsic(transaction), (status) => statuses.push(status))
  return statuses
}

function refusal(transaction: FakeTransaction | Uint8Array): unknown {
  try {
    pool.submit(transaction instanceof Uint8Array ? transaction : fakeExtrinsic(transaction))
    return "taken"
  } catch (error) {
    if (error instanceof PoolError) return refusalText(error.refusal)
    throw error
  }
}

describe("statuses", () => {
  it("of a transaction: ready, in a block, final", async () => {
    const statuses = watch({ signer: 1, nonce: 0 })
    expect(statuses).toEqual(["ready"])
    await makeBlock()
    const { hash } = chain.head()
    expect(statuses).toEqual(["ready", { inBlock: hash }, { finalized: hash }])
    expect(pool.readyCount).toBe(0)
  })
  it("of one that comes too early: future, then ready when the gap is filled", async () => {
    const early = watch({ signer: 1, nonce: 2 })
    const between = watch({ signer: 1, nonce: 1 })
    expect([early, between]).toEqual([["future"], ["future"]])
    expect(pool.nextNonce(fakeAccount(1), 0)).toBe(0)
    watch({ signer: 1, nonce: 0 })
    expect([early, between]).toEqual([
      ["future", "ready"],
      ["future", "ready"],
    ])
    expect(pool.nextNonce(fakeAccount(1), 0)).toBe(3)
    expect(await makeBlock()).toBe(3)
  })
  it("of one whose gap a block filled", async () => {
    watch({ signer: 1, nonce: 0 })
    await makeBlock()
    const early = watch({ signer: 1, nonce: 2 })
    watch({ signer: 1, nonce: 1 })
    await makeBlock(1)
    expect(early).toEqual(["future", "ready"])
    expect(await makeBlock()).toBe(1)
  })
  it("of one that is outbid: usurped, and what came after it too", () => {
    const first = watch({ signer: 1, nonce: 0 })
    const after = watch({ signer: 1, nonce: 1 })
    const { hash } = pool.submit(fakeExtrinsic({ signer: 1, nonce: 0, op: "priority", operand: 9 }))
    expect(first).toEqual(["ready", { usurped: hash }])
    expect(after).toEqual(["ready", { usurped: hash }])
    expect(pool.readyCount).toBe(1)
  })
  it("of one that the block refuses: invalid, with what requires it, and banned", async () => {
    const refused = watch({ signer: 1, nonce: 0, op: "refusedInBlock" })
    const after = watch({ signer: 1, nonce: 1 })
    const other = watch({ signer: 2, nonce: 0 })
    expect(await makeBlock()).toBe(1)
    expect([refused, after]).toEqual([
      ["ready", "invalid"],
      ["ready", "invalid"],
    ])
    expect(other.length).toBe(3)
    expect(refusal({ signer: 1, nonce: 0, op: "refusedInBlock" })).toMatchObject({ code: 1012 })
  })
  it("of one whose time is over: invalid", async () => {
    const mortal = watch({ signer: 1, nonce: 5, op: "until", operand: 2 })
    const immortal = watch({ signer: 2, nonce: 5 })
    await makeBlock()
    await makeBlock()
    expect([mortal, immortal]).toEqual([["future"], ["future"]])
    await makeBlock()
    expect([mortal, immortal]).toEqual([["future", "invalid"], ["future"]])
  })
  it("are not told to who stopped watching", async () => {
    const statuses: TransactionStatus[] = []
    const { unwatch } = pool.submit(fakeExtrinsic({ signer: 1, nonce: 0 }), (status) => statuses.push(status))
    unwatch()
    await makeBlock()
    expect(statuses).toEqual(["ready"])
  })
})

describe("refusals", () => {
  it.each([
    ["bad format", Uint8Array.of(16, 1, 2), { code: 1001 }],
    ["trailing bytes", Uint8Array.of(4, 1, 2), { code: 1001 }],
    ["nothing", new Uint8Array(), { code: 1001 }],
    [
      "custom",
      { signer: 1, nonce: 0, op: "fail", operand: 6 },
      { code: 1010, message: "Invalid Transaction", data: "Custom error: 6" },
    ],
    ["a bug of the runtime", { signer: 1, nonce: 0, op: "throws" }, { code: 1002 }],
  ] as const)("%s", (_name, transaction, expected) => {
    expect(refusal(transaction as FakeTransaction)).toMatchObject(expected)
    expect(refusal({ signer: 9, nonce: 0 })).toBe("taken")
  })
  it("stale", async () => {
    watch({ signer: 1, nonce: 0 })
    await makeBlock()
    expect(refusal({ signer: 1, nonce: 0, operand: 2 })).toEqual({
      code: 1010,
      message: "Invalid Transaction",
      data: "Transaction is outdated",
    })
  })
  it("already imported, ready or future", () => {
    const { hash } = pool.submit(fakeExtrinsic({ signer: 1, nonce: 0 }))
    expect(refusal({ signer: 1, nonce: 0 })).toEqual({
      code: 1013,
      message: "Transaction Already Imported",
      data: hash,
    })
    watch({ signer: 2, nonce: 4 })
    expect(refusal({ signer: 2, nonce: 4 })).toMatchObject({ code: 1013 })
  })
  it("already included", async () => {
    watch({ signer: 1, nonce: 0 })
    await makeBlock()
    expect(refusal({ signer: 1, nonce: 0 })).toMatchObject({
      code: 1012,
      message: "Transaction is temporarily banned",
    })
  })
  it("invalid ones are not looked at again for half an hour", async () => {
    const bad = { signer: 1, nonce: 0, op: "fail" } as const
    refusal(bad)
    const before = counts.validated
    expect(refusal(bad)).toMatchObject({ code: 1012 })
    expect(counts.validated).toBe(before)
    await clock.advance(31 * 60_000)
    expect(refusal(bad)).toMatchObject({ code: 1010 })
  })
  it("too low a priority", () => {
    watch({ signer: 1, nonce: 0 })
    expect(refusal({ signer: 1, nonce: 0, operand: 2 })).toMatchObject({
      code: 1014,
      message: "Priority is too low: (1 vs 1)",
    })
  })
  it("too long", async () => {
    await open({ extrinsicBytes: 100 })
    expect(refusal({ signer: 1, nonce: 0, padding: 200 })).toMatchObject({
      code: 1010,
      data: "Transaction would exhaust the block limits",
    })
  })
  it("too many ready: the least worth goes, the newest of equals", async () => {
    await open({ readyCount: 2 })
    const first = watch({ signer: 1, nonce: 0 })
    const second = watch({ signer: 2, nonce: 0 })
    expect(refusal({ signer: 3, nonce: 0 })).toMatchObject({ code: 1016 })
    expect(refusal({ signer: 4, nonce: 0, op: "priority", operand: 5 })).toBe("taken")
    expect([first, second]).toEqual([["ready"], ["ready", "dropped"]])
  })
  it("too many bytes", async () => {
    await open({ readyBytes: 300 })
    expect(refusal({ signer: 1, nonce: 0, padding: 200 })).toBe("taken")
    expect(refusal({ signer: 2, nonce: 0, padding: 200 })).toMatchObject({ code: 1016 })
  })
  it("too many that come too early: the oldest goes", async () => {
    await open({ futureCount: 2 })
    const oldest = watch({ signer: 1, nonce: 9 })
    watch({ signer: 2, nonce: 9 })
    watch({ signer: 3, nonce: 9 })
    expect(oldest).toEqual(["future", "dropped"])
    expect(pool.futureCount).toBe(2)
  })
})

it("gives transactions by priority, then by arrival, and never before what they require", () => {
  watch({ signer: 1, nonce: 0 })
  watch({ signer: 2, nonce: 0, op: "priority", operand: 7 })
  watch({ signer: 1, nonce: 1, op: "priority", operand: 9 })
  watch({ signer: 3, nonce: 0 })
  const order = pool.ready().map(({ bytes }) => `${bytes[1]}:${bytes[2]}`)
  expect(order).toEqual(["2:0", "1:0", "1:1", "3:0"])
})

it("leaves what does not fit for the next block", async () => {
  for (let signer = 1; signer <= 3; signer++) watch({ signer, nonce: 0, op: "fillsBlock" })
  expect([await makeBlock(), await makeBlock(), await makeBlock()]).toEqual([1, 1, 1])
})

it("says when something becomes ready", () => {
  let times = 0
  const stop = pool.onReady(() => times++)
  watch({ signer: 1, nonce: 1 })
  expect(times).toBe(0)
  watch({ signer: 1, nonce: 0 })
  expect(times).toBe(1)
  stop()
  watch({ signer: 2, nonce: 0 })
  expect(times).toBe(1)
})
