/** What proves a request, when the answer to "does its signature hold?" takes a while. Over real connections. */
import { createServer } from "node:http"
import { type AddressInfo, connect } from "node:net"
import { afterEach, describe, expect, it } from "vitest"
import { signRequest } from "../btauth/signRequest.ts"
import { type Clock, systemClock } from "../clock.ts"
import { type CheckSignature, hotkeyFromUri, verifySignatureOf } from "../hotkey.ts"
import type { SynapseType } from "../synapse/types.ts"
import { writeSynapse } from "../synapse/writeRequest.ts"
import { workingThread } from "../testKit.ts"
import { type Axon, type AxonDeps, createAxon } from "./axon.ts"
import { readBody } from "./readBody.ts"

const alice = hotkeyFromUri("//Alice")
const bob = hotkeyFromUri("//Bob")
const type: SynapseType = { name: "Prompt", hashed: { text: "string" } }
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

let handled = 0
async function start(deps: AxonDeps): Promise<Axon> {
  handled = 0
  const axon = await createAxon(
    {
      hotkey: bob,
      routes: [
        {
          method: "POST",
          path: "/echo",
          handle: async () => {
            handled++
            return { status: 200, body: "{}" }
          },
        },
      ],
      synapses: [
        {
          type,
          handle: async () => {
            handled++
            return { fields: {} }
          },
        },
      ],
      maxConcurrent: 100,
    },
    deps,
  )
  closers.push(() => axon.close())
  return axon
}

interface Written {
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: Uint8Array
}
type Wire = (axon: Axon, nonce: bigint) => Written
const wires: Readonly<Record<string, Wire>> = {
  "btauth/1": (_, nonce) => {
    const body = Buffer.from("hello")
    const request = { method: "POST", target: "/echo", body, receiver: bob.ss58, nonce }
    return { path: "/echo", headers: signRequest(alice, request).headers, body }
  },
  "SDK 10": (axon, nonce) => {
    const to = { hotkey: bob.ss58, ip: axon.host, port: axon.port }
    return writeSynapse(alice, { type, fields: { text: "hello" }, timeoutMs: 12_000, axon: to, uuid: "u" })(
      nonce,
    )
  },
}
const forged = (written: Written): Written => ({
  ...written,
  headers: Object.fromEntries(
    Object.entries(written.headers).map(([name, value]) => [
      name,
      name.endsWith("signature") ? `0x${"1".repeat(128)}` : value,
    ]),
  ),
})

/** The status, and what the refusal says. */
async function send(axon: Axon, { path, headers, body }: Written): Promise<string> {
  const response = await fetch(`${axon.url}${path}`, { method: "POST", headers, body: Buffer.from(body) })
  const text = await response.text()
  return response.ok ? "200" : `${response.status} ${text}`
}
const sorted = async (answers: readonly Promise<string>[]) => {
  const found = { answered: 0, replayed: 0, forged: 0, other: [] as string[] }
  for (const answer of await Promise.all(answers)) {
    if (answer === "200") found.answered++
    else if (/^401.*(ReplayedRequest|a newer one was last processed)/.test(answer)) found.replayed++
    else if (/^401.*(BadSignature|Signature mismatch)/.test(answer)) found.forged++
    else found.other.push(answer)
  }
  return found
}

describe.each(Object.entries(wires))("%s", (_, write) => {
  it("takes each nonce once and no forgery, whatever comes at once and whoever checks it", {
    timeout: 300_000,
  }, async () => {
    const threads = await workingThread()
    closers.push(() => threads.close())
    let promised = 0
    const check: CheckSignature = (...question) => {
      const answer = threads.check(...question)
      if (answer instanceof Promise) promised++
      return answer
    }
    const axon = await start({ verify: check })
    const now = systemClock.unixNanoseconds()
    const requests = Array.from({ length: 10 }, (_, index) => write(axon, now + BigInt(index)))
    const answers = requests.flatMap((request) => [
      send(axon, forged(request)),
      send(axon, request),
      send(axon, request),
      send(axon, request),
    ])
    expect(await sorted(answers)).toEqual({ answered: 10, replayed: 20, forged: 10, other: [] })
    expect([handled, promised]).toEqual([10, 40])
  })

  it("looks at the time again when the proof is complete: until then a nonce may have been forgotten", async () => {
    let late = 0n
    const clock: Clock = { ...systemClock, unixNanoseconds: () => systemClock.unixNanoseconds() + late }
    const axon = await start({
      clock,
      verify: async (...question) => {
        late = 11_000_000_000n
        return verifySignatureOf(...question)
      },
    })
    expect(await send(axon, write(axon, systemClock.unixNanoseconds()))).toMatch(
      /^401.*too old|^401.*StaleRequest/,
    )
    expect(handled).toBe(0)
  })
})

it("does not wait for the body of a client that left meanwhile", { timeout: 60_000 }, async () => {
  let tell = (_: unknown): void => {}
  const refused = new Promise((resolve) => (tell = resolve))
  const server = createServer((request) => {
    request.once("close", () => readBody(request, 100, 600_000).catch(tell))
    socket.resetAndDestroy()
  })
  closers.push(() => new Promise((resolve) => server.close(() => resolve())))
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1")
  socket.on("error", () => {})
  socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\nhell")
  expect(await refused).toMatchObject({ status: 400, code: "BodyIncomplete" })
})
