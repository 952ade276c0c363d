import { Worker } from "node:worker_threads"
import fc from "fast-check"
import { afterEach, describe, expect, it } from "vitest"
import { type AuthScheme, hotkeyFromUri, verifySignatureOf } from "../hotkey.ts"
import { noLog } from "../log.ts"
import { checkTask, packTasks, runTask, unpackTasks } from "./tasks.ts"
import { createSignatureThreads, type SignatureThreads } from "./threads.ts"

type Question = readonly [AuthScheme, Uint8Array, Uint8Array, string]

const alice = hotkeyFromUri("//Alice")
const signers = { sr25519: alice, ed25519: hotkeyFromUri("//Alice", "ed25519") }
const flipped = (bytes: Uint8Array, bit: number): Uint8Array =>
  bytes.map((byte, index) => (index === (bit >> 3) % bytes.length ? byte ^ (1 << (bit & 7)) : byte))

/** True signatures, and what an attacker makes of them. */
const questions = fc
  .record({
    scheme: fc.constantFrom<AuthScheme>("sr25519", "ed25519"),
    message: fc.uint8Array({ maxLength: 300 }),
    bit: fc.nat(511),
    harm: fc.constantFrom("none", "none", "signature", "message", "signer", "noise", "length", "address"),
  })
  .map(({ scheme, message, bit, harm }): Question => {
    const { ss58, sign } = signers[scheme]
    const signature = sign(message)
    if (harm === "signature") return [scheme, flipped(signature, bit), message, ss58]
    if (harm === "message") return [scheme, signature, Uint8Array.from([...message, bit & 255]), ss58]
    if (harm === "signer") return [scheme, signature, message, hotkeyFromUri("//Bob").ss58]
    if (harm === "noise") return [scheme, signature.map((_, i) => (i * 37 + bit) & 255), message, ss58]
    if (harm === "length") return [scheme, signature.subarray(1), message, ss58]
    if (harm === "address") return [scheme, signature, message, ss58.slice(1)]
    return [scheme, signature, message, ss58]
  })

const good = (index: number): Question => {
  const message = Buffer.from(`message ${index}`)
  return ["sr25519", alice.sign(message), message, alice.ss58]
}
const forged = (index: number): Question => {
  const [scheme, signature, message, ss58] = good(index)
  return [scheme, flipped(signature, index), message, ss58]
}

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

function open(threads: number, options: { startAt?: number; script?: string } = {}) {
  const events: string[] = []
  let started = 0
  const { script, startAt = 1 } = options
  const opened = createSignatureThreads(
    { threads, startAt },
    {
      milliseconds: () => 0,
      log: (event) => void events.push(event),
      ...(script === undefined
        ? {}
        : {
            startThread: async () => {
              started++
              return new Worker(`const { parentPort } = require("node:worker_threads"); ${script}`, {
                eval: true,
              })
            },
          }),
    },
  )
  closers.push(() => opened.close())
  return { opened, events, started: () => started }
}

/** Asks until so many threads work. */
async function running(opened: SignatureThreads, count: number): Promise<void> {
  while (opened.running < count) {
    expect(await opened.check(...good(0))).toBe(true)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

it("packs tasks of every length", () => {
  const tasks = fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 6 })
  fc.assert(
    fc.property(tasks, (list) => {
      expect(unpackTasks(packTasks(list))).toEqual(list)
    }),
  )
})

it("has a task only for what has the right lengths, and takes no unknown scheme for a known one", () => {
  const [scheme, signature, message] = good(1)
  const { publicKey } = alice
  expect(checkTask(scheme, signature.subarray(1), message, publicKey)).toBeUndefined()
  expect(checkTask(scheme, signature, message, publicKey.subarray(1))).toBeUndefined()
  const task = checkTask(scheme, signature, message, publicKey) as Uint8Array
  expect(runTask(task)).toBe(true)
  for (const unknown of [1, 2, 255]) expect(runTask(Uint8Array.from(task).fill(unknown, 0, 1))).toBe(false)
})

describe("threads", () => {
  it("start when there is enough to check, and answer as the check on this thread does", {
    timeout: 300_000,
  }, async () => {
    const { opened, events } = open(2, { startAt: 3 })
    expect([opened.check(...good(1)), opened.check(...forged(2))]).toEqual([true, false])
    expect(opened.running).toBe(0)
    await running(opened, 2)
    const list = fc.sample(questions, { seed: 7, numRuns: 300 })
    const answers = list.map((question) => opened.check(...question))
    expect(answers.some((answer) => answer instanceof Promise)).toBe(true)
    expect(await Promise.all(answers)).toEqual(list.map((question) => verifySignatureOf(...question)))
    await opened.close()
    expect(opened.running).toBe(0)
    expect([opened.check(...good(1)), opened.check(...forged(2))]).toEqual([true, false])
    expect(events).toEqual([])
  })

  it("that die leave no question open, and are replaced three times", { timeout: 300_000 }, async () => {
    const dies = `parentPort.on("message", () => { throw new Error("killed") }); parentPort.postMessage(new Uint8Array(0))`
    const { opened, events, started } = open(1, { script: dies })
    for (let life = 1; life <= 4; life++) {
      await opened.check(...good(0))
      while (opened.running === 0) await new Promise((resolve) => setTimeout(resolve, 5))
      expect(started()).toBe(life)
      const asked = Array.from({ length: 30 }, (_, index) => index)
      const answers = asked.map((index) => opened.check(...(index % 3 === 0 ? forged(index) : good(index))))
      expect(answers.every((answer) => answer instanceof Promise)).toBe(true)
      expect(await Promise.all(answers)).toEqual(asked.map((index) => index % 3 !== 0))
      expect(opened.running).toBe(0)
    }
    expect(opened.check(...good(1))).toBe(true)
    expect(opened.check(...forged(1))).toBe(false)
    expect([started(), events.length]).toEqual([4, 4])
  })

  it("that cannot start are done without", async () => {
    const opened = createSignatureThreads(
      { threads: 1, startAt: 1 },
      { milliseconds: () => 0, log: noLog, startThread: () => Promise.reject(new Error("no memory")) },
    )
    expect([opened.check(...good(1)), opened.check(...forged(1))]).toEqual([true, false])
    await opened.close()
    expect([opened.check(...good(2)), opened.check(...forged(2))]).toEqual([true, false])
  })

  it("hold no more than 1,024 questions, and none after the end", { timeout: 300_000 }, async () => {
    const silent = `parentPort.on("message", () => {}); parentPort.postMessage(new Uint8Array(0))`
    const { opened } = open(1, { script: silent })
    await opened.check(...good(0))
    while (opened.running === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    const answers = Array.from({ length: 1_024 }, () => opened.check(...forged(1)))
    expect(answers.every((answer) => answer instanceof Promise)).toBe(true)
    expect([opened.check(...good(1)), opened.check(...forged(1))]).toEqual([true, false])
    // Some are with the thread, the others wait.
    await new Promise((resolve) => setImmediate(resolve))
    await opened.close()
    expect(new Set(await Promise.all(answers))).toEqual(new Set([false]))
    expect(opened.check(...good(1))).toBe(true)
  })
})
