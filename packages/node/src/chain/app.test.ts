import { beforeEach, expect, it } from "vitest"
import type { ConsensusApp } from "../engines/consensusApp.ts"
import { fakeClock } from "../fakeClock.testkit.ts"
import { fakeExtrinsic, fakeRuntime } from "../fakeRuntime.testkit.ts"
import { noLog } from "../log.ts"
import { createPool, type Pool } from "../pool/pool.ts"
import { createConsensusApp } from "./app.ts"
import { createChain } from "./chain.ts"
import { createMemoryChainStore } from "./store.ts"

interface Machine {
  readonly app: ConsensusApp
  readonly pool: Pool
}

async function machine(): Promise<Machine> {
  const clock = fakeClock()
  const chain = await createChain({ runtime: fakeRuntime(), store: createMemoryChainStore(), log: noLog })
  const pool = createPool({ chain, clock, log: noLog })
  return { app: createConsensusApp({ chain, pool, clock, log: noLog, author: undefined }), pool }
}

const request = { nowMs: 1_800_000_000_000n, budgetMs: 1000 }
let proposer: Machine
let other: Machine

beforeEach(async () => {
  proposer = await machine()
  other = await machine()
})

it("comes to the same block on every machine", async () => {
  proposer.pool.submit(fakeExtrinsic({ signer: 1, nonce: 0 }))
  const proposal = await proposer.app.prepareProposal(request)
  expect(await other.app.processProposal(proposal)).toEqual({ accepted: true })
  const decided = await Promise.all([proposer, other].map(({ app }) => app.finalizeBlock(proposal)))
  expect(decided[0]).toEqual(decided[1])
  expect(other.app.info().number).toBe(0)
  expect((await other.app.commit()).hash).toBe((await proposer.app.commit()).hash)
  expect(other.app.info()).toEqual(decided[0])
})

it("accepts no proposal that breaks the rules", async () => {
  const proposal = await proposer.app.prepareProposal(request)
  const { extrinsics } = proposal
  const bad = [
    { ...proposal, parentHash: `0x${"11".repeat(32)}` as const },
    { ...proposal, extrinsics: [] },
    { ...proposal, extrinsics: [...extrinsics, fakeExtrinsic({ signer: 1, nonce: 3 })] },
    { ...proposal, timestampMs: proposal.timestampMs + 1000n },
  ]
  for (const one of bad)
    expect(await other.app.processProposal(one)).toMatchObject({
      accepted: false,
      reason: expect.any(String),
    })
  await expect(other.app.finalizeBlock({ ...proposal, extrinsics: [] })).rejects.toThrow()
  await expect(other.app.commit()).rejects.toThrow()
})

it("does not accept a slot that is not later", async () => {
  const proposal = await proposer.app.prepareProposal(request)
  await proposer.app.finalizeBlock(proposal)
  const block = await proposer.app.commit()
  const next = await proposer.app.prepareProposal(request)
  expect(next.timestampMs).toBe(request.nowMs + 250n)
  const early = { ...next, timestampMs: request.nowMs + 1n }
  expect(next.parentHash).toBe(block.hash)
  expect(await proposer.app.processProposal(early)).toMatchObject({ accepted: false })
})

it("goes on without a transaction on which the runtime breaks", async () => {
  proposer.pool.submit(fakeExtrinsic({ signer: 1, nonce: 0, op: "breaksInBlock" }))
  proposer.pool.submit(fakeExtrinsic({ signer: 2, nonce: 0 }))
  const { extrinsics } = await proposer.app.prepareProposal(request)
  expect(extrinsics.slice(1)).toEqual([fakeExtrinsic({ signer: 2, nonce: 0 })])
  expect(proposer.pool.ready().map(({ bytes }) => bytes)).toEqual([fakeExtrinsic({ signer: 2, nonce: 0 })])
})

it("ends a block in its time, whatever the time went into, and always takes some transactions", async () => {
  let now = 0
  let initializingMs = 600
  const clock = { ...fakeClock(), monotonicMs: () => now }
  const plain = fakeRuntime()
  const runtime: typeof plain = {
    ...plain,
    initializeBlock(...args) {
      now += initializingMs
      plain.initializeBlock(...args)
    },
    applyExtrinsic(...args) {
      now += 100
      return plain.applyExtrinsic(...args)
    },
  }
  const chain = await createChain({ runtime, store: createMemoryChainStore(), log: noLog })
  const pool = createPool({ chain, clock, log: noLog })
  const app = createConsensusApp({ chain, pool, clock, log: noLog, author: undefined })
  for (let signer = 0; signer < 20; signer++) pool.submit(fakeExtrinsic({ signer, nonce: 0 }))
  // The inherent takes 100 ms as well.
  expect((await app.prepareProposal(request)).transactions).toBe(3)
  initializingMs = 5000
  expect((await app.prepareProposal(request)).transactions).toBe(2)
})
