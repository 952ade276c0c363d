import { afterEach, expect, it } from "vitest"
import { type AuthScheme, hotkeyFromUri, verifySignatureOf } from "../hotkey.ts"
import { createSignatureThreads, type SignatureThreads } from "./signatureThreads.ts"

type Question = readonly [AuthScheme, Uint8Array, Uint8Array, string]

const alice = hotkeyFromUri("//Alice")
const good = (index: number): Question => {
  const message = Buffer.from(`message ${index}`)
  return ["sr25519", alice.sign(message), message, alice.ss58]
}
const forged = (index: number): Question => {
  const [scheme, signature, message, ss58] = good(index)
  return [scheme, signature.map((byte, at) => (at === index % 64 ? byte ^ 1 : byte)), message, ss58]
}
const malformed: readonly Question[] = [
  ["sr25519", good(1)[1].subarray(1), good(1)[2], alice.ss58],
  ["sr25519", good(1)[1], good(1)[2], alice.ss58.slice(1)],
]

let opened: SignatureThreads | undefined
let now = 0
const events: string[] = []
afterEach(async () => {
  await opened?.close()
  expect(events).toEqual([])
})
const open = (threads: number, startAt: number): SignatureThreads => {
  opened = createSignatureThreads(
    { threads, startAt },
    { milliseconds: () => now, log: (event) => void events.push(event) },
  )
  return opened
}

it("start when there is enough to check within a second, and answer as before", {
  timeout: 300_000,
}, async () => {
  const threads = open(1, 3)
  for (let second = 0; second < 5; second++) {
    now += 1_000
    expect([threads.check(...good(1)), threads.check(...forged(2))]).toEqual([true, false])
  }
  expect(threads.running).toBe(0)
  // The third within its second.
  threads.check(...good(3))
  while (threads.running === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  const list = Array.from({ length: 90 }, (_, index) => (index % 3 === 0 ? forged(index) : good(index)))
  const answers = list.map((question) => threads.check(...question))
  expect(answers.every((answer) => answer instanceof Promise)).toBe(true)
  expect(await Promise.all(answers)).toEqual(list.map((question) => verifySignatureOf(...question)))
  for (const question of malformed) expect(threads.check(...question)).toBe(false)
  await threads.close()
  expect(threads.running).toBe(0)
  expect([threads.check(...good(1)), threads.check(...forged(2))]).toEqual([true, false])
})

it("sign while they have time, and leave it to the caller's thread when they have much to check", {
  timeout: 300_000,
}, async () => {
  const threads = open(1, 1)
  const signer = threads.signerOf(alice)
  const message = Buffer.from("an answer")
  const holds = async (signature: Uint8Array | Promise<Uint8Array>) =>
    verifySignatureOf("sr25519", await signature, message, signer.ss58)
  const atOnce = signer.sign(message)
  expect([atOnce instanceof Uint8Array, await holds(atOnce)]).toEqual([true, true])
  threads.check(...good(0))
  while (threads.running === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  const soon = signer.sign(message)
  expect([soon instanceof Promise, await holds(soon)]).toEqual([true, true])
  const checks = Array.from({ length: 32 }, (_, index) => threads.check(...good(index)))
  expect(signer.sign(message)).toBeInstanceOf(Uint8Array)
  expect(await Promise.all(checks)).toEqual(checks.map(() => true))
  const { signOn: _, ...itself } = alice
  expect(threads.signerOf(itself).sign(message)).toBeInstanceOf(Uint8Array)
})

it("hold no more than 1,024 questions, and answer them at the end", { timeout: 300_000 }, async () => {
  const threads = open(1, 1)
  threads.check(...good(0))
  while (threads.running === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  const [right, wrong] = [good(1), forged(1)]
  const answers = Array.from({ length: 1_024 }, (_, index) => threads.check(...(index % 2 ? right : wrong)))
  expect(answers.every((answer) => answer instanceof Promise)).toBe(true)
  expect([threads.check(...right), threads.check(...wrong)]).toEqual([true, false])
  await threads.close()
  expect(await Promise.all(answers)).toEqual(answers.map((_, index) => index % 2 === 1))
})

it("are none where none are wanted", () => {
  const threads = open(0, 1)
  expect([threads.check(...good(1)), threads.check(...forged(1))]).toEqual([true, false])
})
