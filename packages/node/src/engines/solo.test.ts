import { expect, it } from "vitest"
import { fakeClock } from "../fakeClock.testkit.ts"
import { fakeExtrinsic, fakeRuntime } from "../fakeRuntime.testkit.ts"
import { noLog } from "../log.ts"
import { type Node, startNode } from "../node.ts"
import type { ConsensusApp } from "./consensusApp.ts"
import { createSoloEngine } from "./solo.ts"

const start = (blockTimeMs: number | "instant" | "manual", clock = fakeClock()) =>
  startNode({ runtime: fakeRuntime(), clock, blockTimeMs })
const number = (node: Node): number => node.chain.head().header.number

it("interval: a block at each multiple of the interval, with transactions or without", async () => {
  const clock = fakeClock(1_800_000_000_100)
  const node = await start(250, clock)
  await clock.advance(149)
  expect(number(node)).toBe(0)
  await clock.advance(1)
  expect(number(node)).toBe(1)
  await clock.advance(1000)
  expect(number(node)).toBe(5)
  await node.close()
  await clock.advance(1000)
  expect(number(node)).toBe(5)
})

it("instant: a block for each transaction, none without", async () => {
  const clock = fakeClock()
  const node = await start("instant", clock)
  await clock.advance(1000)
  expect(number(node)).toBe(0)
  for (let nonce = 0; nonce < 3; nonce++) node.pool.submit(fakeExtrinsic({ signer: 1, nonce }))
  await clock.advance(1)
  expect(number(node)).toBe(3)
  expect(node.chain.head().extrinsics.length).toBe(2)
  node.pool.submit(fakeExtrinsic({ signer: 2, nonce: 0, op: "refusedInBlock" }))
  await clock.advance(1)
  expect(number(node)).toBe(3)
  await node.engine.produce()
  expect(number(node)).toBe(4)
  await node.close()
})

it("manual: blocks on demand only, and requests wait for each other", async () => {
  const clock = fakeClock()
  const node = await start("manual", clock)
  node.pool.submit(fakeExtrinsic({ signer: 1, nonce: 0 }))
  await clock.advance(10_000)
  expect(number(node)).toBe(0)
  await Promise.all([node.engine.produce(2), node.engine.produce(3)])
  expect(number(node)).toBe(5)
  await node.close()
  await expect(node.engine.produce()).rejects.toMatchObject({ code: "engine-stopped" })
})

it("goes on after a block that failed", async () => {
  const clock = fakeClock()
  const runtime = fakeRuntime()
  let broken = true
  const finalizeBlock = (): void => {
    if (broken) throw new Error("a bug of the runtime")
  }
  const errors: string[] = []
  const log = (level: string, message: string): void => {
    if (level === "error") errors.push(message)
  }
  const node = await startNode({ runtime: { ...runtime, finalizeBlock }, clock, blockTimeMs: 250, log })
  await clock.advance(500)
  expect(number(node)).toBe(0)
  expect(errors.length).toBe(2)
  broken = false
  await clock.advance(250)
  expect(number(node)).toBe(1)
  await node.close()
})

it("interval: a block that begins late has less time, never too little, so that the next begins on time", async () => {
  let now = 1_800_000_000_000
  let fire = (): void => {}
  const delays: number[] = []
  const clock = {
    ...fakeClock(),
    unixMs: () => now,
    after(delayMs: number, run: () => void) {
      delays.push(delayMs)
      fire = run
      return () => {}
    },
  }
  const budgets: number[] = []
  const app = {
    nextTurn: () => ({ waits: false }),
    prepareProposal: ({ budgetMs }: { budgetMs: number }) => {
      budgets.push(Math.round(budgetMs))
      return Promise.reject(new Error("enough is known"))
    },
  } as unknown as ConsensusApp
  const pool = { readyCount: 0, onReady: () => () => {} }
  const engine = createSoloEngine({
    app,
    pool,
    clock,
    log: noLog,
    mode: { type: "interval", intervalMs: 300 },
  })
  engine.start()
  for (const lateMs of [0, 120, 290]) {
    now += (delays.at(-1) ?? 0) + lateMs
    fire()
    await fakeClock().advance(0)
  }
  expect(budgets).toEqual([200, 80, 50])
  expect(delays).toEqual([300, 300, 180, 10])
  await engine.stop()
})
