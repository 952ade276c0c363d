import { setTimeout } from "node:timers/promises"
import { Worker } from "node:worker_threads"
import { keypairFromUri } from "@taonet/primitives/crypto/suri"
import fc from "fast-check"
import { afterEach, expect, it } from "vitest"
import { createSignaturePool, type SignaturePool } from "./pool.ts"
import type { Statement } from "./statement.ts"
import { flipped, portable, signed, statements } from "./statements.testkit.ts"

const timeout = 300_000
const good = (index: number): Statement => signed("sr25519", Buffer.from(`message ${index}`))
const forged = (index: number): Statement => {
  const statement = good(index)
  return { ...statement, signature: flipped(statement.signature, index) }
}
/** Every third is forged. */
const mixed = (count: number): Statement[] =>
  Array.from({ length: count }, (_, index) => (index % 3 === 0 ? forged(index) : good(index)))

const closers: SignaturePool[] = []
afterEach(async () => {
  for (const pool of closers.splice(0)) await pool.close()
})

/** With threads that run `script` instead of ours, where there is one. */
function open(size: number, script?: string) {
  const troubles: unknown[] = []
  let started = 0
  const body = `const { parentPort } = require("node:worker_threads"); ${script}`
  const startThread = async (): Promise<Worker> => {
    started++
    return new Worker(body, { eval: true })
  }
  const pool = createSignaturePool({
    size,
    onTrouble: (error) => troubles.push(error),
    ...(script === undefined ? {} : { startThread }),
  })
  closers.push(pool)
  return { pool, troubles, started: () => started }
}

async function running(pool: SignaturePool, count: number): Promise<void> {
  pool.grow()
  while (pool.running < count) await setTimeout(5)
}

const ready = "parentPort.postMessage(new Uint8Array(0))"

it("answers as the portable code does, on threads and before they work", { timeout }, async () => {
  const { pool, troubles } = open(2)
  expect(await Promise.all(mixed(4).map((each) => pool.ask(each)))).toEqual([false, true, true, false])
  expect(pool.running).toBe(0)
  await running(pool, 2)
  const list = fc.sample(statements, { seed: 7, numRuns: 300 })
  const answers = list.map((each) => pool.ask(each))
  expect(pool.pending).toBe(300)
  expect(await Promise.all(answers)).toEqual(list.map(portable))
  expect([pool.pending, troubles.length]).toEqual([0, 0])
})

it("signs on threads, between checks, and before they work", { timeout }, async () => {
  const { pool, troubles } = open(1)
  const { publicKey, secretKey } = keypairFromUri("//Alice", "sr25519")
  const signs = async (index: number) => {
    const message = Uint8Array.of(index)
    const signature = await pool.sign({ publicKey, secretKey, message })
    return portable({ scheme: "sr25519", signature, message, account: publicKey })
  }
  expect(await signs(1)).toBe(true)
  await expect(
    pool.sign({ publicKey, secretKey: secretKey.subarray(1), message: publicKey }),
  ).rejects.toThrow()
  await running(pool, 1)
  const list = mixed(40)
  const [checks, signatures] = await Promise.all([
    Promise.all(list.map((each) => pool.ask(each))),
    Promise.all(list.map((_, index) => signs(index))),
  ])
  expect(checks).toEqual(list.map(portable))
  expect(new Set(signatures)).toEqual(new Set([true]))
  expect([pool.pending, troubles.length]).toEqual([0, 0])
})

it("leaves no question open when threads die, and replaces them three times", { timeout }, async () => {
  const { pool, troubles, started } = open(
    1,
    `parentPort.on("message", () => { throw new Error("killed") }); ${ready}`,
  )
  for (let life = 1; life <= 4; life++) {
    await running(pool, 1)
    expect(started()).toBe(life)
    expect(await Promise.all(mixed(30).map((each) => pool.ask(each)))).toEqual(mixed(30).map(portable))
    expect(pool.running).toBe(0)
  }
  pool.grow()
  expect(await pool.ask(good(1))).toBe(true)
  expect([started(), troubles.length]).toEqual([4, 4])
})

it("does without threads that cannot start", async () => {
  const troubles: unknown[] = []
  const startThread = () => Promise.reject(new Error("no memory"))
  const pool = createSignaturePool({ size: 1, onTrouble: (error) => troubles.push(error), startThread })
  pool.grow()
  expect([await pool.ask(good(1)), await pool.ask(forged(1))]).toEqual([true, false])
  pool.grow()
  await pool.close()
  expect(await pool.ask(good(2))).toBe(true)
  expect(troubles).toEqual([new Error("no memory")])
})

it("answers what waits when it ends", { timeout }, async () => {
  const { pool } = open(1, `parentPort.on("message", () => {}); ${ready}`)
  await running(pool, 1)
  const answers = Promise.all(mixed(200).map((each) => pool.ask(each)))
  // Some are with the thread, the others wait.
  await new Promise((resolve) => setImmediate(resolve))
  await pool.close()
  expect(await answers).toEqual(mixed(200).map(portable))
})
