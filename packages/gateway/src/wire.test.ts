import { createServer, request as httpRequest, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { type Axon, createAxon } from "@taonet/neuron/axon/axon"
import type { AxonRequest } from "@taonet/neuron/axon/types"
import { checkEvidence } from "@taonet/neuron/btauth/evidence"
import { createDendrite } from "@taonet/neuron/dendrite/dendrite"
import { hotkeyFromUri, verifySignatureOf } from "@taonet/neuron/hotkey"
import { afterAll, beforeAll, expect, it } from "vitest"
import { dendriteQuery } from "./dendriteQuery.ts"
import type { GatewayLimits } from "./options.ts"
import { ask, completion, goodStream, honest, question, route, startGateway, words } from "./testKit.ts"

/** The whole way over real sockets: client, gateway, dendrite, (a man in the middle,) axon. */

const bob = hotkeyFromUri("//Bob")
const dendrite = createDendrite({ hotkey: hotkeyFromUri("//Alice") })
let axon: Axon
let middle: Server

beforeAll(async () => {
  const handle = async (request: AxonRequest) => {
    const { stream } = JSON.parse(Buffer.from(request.body).toString()) as { stream: boolean }
    return stream ? { status: 200, events: events() } : { status: 200, body: JSON.stringify(completion()) }
  }
  const chat = { method: "POST", path: "/v1/chat/completions", handle } as const
  axon = await createAxon({ hotkey: bob, routes: [chat], drainMs: 10 })
  middle = createServer((request, response) => {
    const { method, url: path, headers } = request
    const onward = httpRequest({ port: axon.port, method, path, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.on("data", (part: Buffer) => response.write(part.toString().replaceAll("fox", "cat")))
      answer.on("end", () => response.end())
    })
    request.pipe(onward)
  })
  await new Promise<void>((resolve) => middle.listen(0, "127.0.0.1", resolve))
})
afterAll(async () => {
  middle.closeAllConnections()
  middle.close()
  await dendrite.close()
  await axon.close()
})

async function* events() {
  yield* goodStream()
}

/** The way through the man in the middle is worth most; `honestToo` adds the direct one. */
function open(
  honestToo: boolean,
  tampered: boolean,
  limits: Partial<GatewayLimits> = {},
  now = () => Date.now(),
) {
  const { port } = middle.address() as AddressInfo
  const hotkey = bob.ss58
  const through = route(0, 1, { hotkey, url: `http://127.0.0.1:${port}` })
  const direct = route(1, 1, { hotkey, url: axon.url })
  const miners = [...(tampered ? [through] : []), ...(honestToo ? [direct] : [])]
  return startGateway(
    miners.map((miner) => [miner, honest]),
    { limits, deps: { query: dendriteQuery(dendrite), now } },
  )
}

it("brings a signed answer and a signed stream to the client", async () => {
  const gateway = await open(true, false)
  expect(await (await ask(gateway.url, question)).json()).toMatchObject({
    taonet: { uid: 1, hotkey: bob.ss58 },
  })
  const text = await (await ask(gateway.url, { ...question, stream: true })).text()
  expect(text).toContain("fox")
  expect(text.endsWith("data: [DONE]\n\n")).toBe(true)
  expect(text).not.toContain("btauth")
  expect(gateway.records.map((record) => record.completionTokens)).toEqual([words.length, words.length])
  await gateway.close(0)
})

it("keeps the evidence of what miners said, for who asked", async () => {
  const gateway = await open(true, false)
  const evidenceOf = async (response: Response) => {
    const path = response.headers.get("x-taonet-evidence") ?? ""
    expect(path).toMatch(/^\/v1\/evidence\/[0-9a-f]{32}$/)
    return fetch(gateway.url + path)
  }
  const plain = await ask(gateway.url, question)
  const record = checkEvidence(await (await evidenceOf(plain)).json(), verifySignatureOf)
  expect(record).toMatchObject({ responder: bob.ss58, status: 200, request: { sender: dendrite.hotkey } })
  expect(JSON.parse(Buffer.from(record.body).toString())).toEqual(completion())
  expect(JSON.parse(Buffer.from(record.request.body).toString())).toMatchObject({
    messages: question.messages,
  })

  const streaming = await ask(gateway.url, { ...question, stream: true })
  await streaming.text()
  const { body } = checkEvidence(await (await evidenceOf(streaming)).json(), verifySignatureOf)
  expect(Buffer.from(body).toString()).toBe([...goodStream()].join(""))

  const unknown = await fetch(`${gateway.url}/v1/evidence/${"0".repeat(32)}`)
  expect([unknown.status, await unknown.json()]).toMatchObject([404, { error: { code: "unknown_url" } }])
  // Nobody else is told where it is.
  expect(JSON.stringify([gateway.log, gateway.records])).not.toContain("evidence")
  await gateway.close(0)
})

it("forgets evidence that is too much or too old", async () => {
  let now = 1_700_000_000_000
  const gateway = await open(true, false, { evidenceBytesMax: 3_500, evidenceMaxAgeMs: 1_000 }, () => now)
  const paths: string[] = []
  for (let i = 0; i < 4; i++) {
    const response = await ask(gateway.url, question)
    paths.push(response.headers.get("x-taonet-evidence") ?? "")
    await response.text()
  }
  const there = async () =>
    Promise.all(paths.map(async (path) => (await fetch(gateway.url + path)).status === 200))
  const kept = await there()
  expect([kept[0], kept[3]]).toEqual([false, true])
  now += 1_000
  expect(await there()).toEqual([false, false, false, false])
  await gateway.close(0)

  const tiny = await open(true, false, { evidenceBytesMax: 100 })
  const { headers } = await ask(tiny.url, question)
  expect((await fetch(tiny.url + headers.get("x-taonet-evidence"))).status).toBe(404)
  await tiny.close(0)
})

it("does not hand on an answer that was changed on the way: the next miner answers", async () => {
  const gateway = await open(true, true)
  const answer = await ask(gateway.url, question)
  expect(await answer.text()).toContain("fox")
  expect(answer.headers.get("x-taonet-miner-uid")).toBe("1")
  expect(gateway.log[0]).toMatchObject({ event: "miner_failure", uid: 0, kind: "lied" })
  expect(gateway.stats().miners[0]?.failures).toBeGreaterThan(1)
  await gateway.close(0)
})

it("ends a stream that was changed on the way with an error, not with [DONE]", async () => {
  const gateway = await open(false, true)
  const text = await (await ask(gateway.url, { ...question, stream: true })).text()
  expect(text).toContain('"code":"miners_failed"')
  expect(text).not.toContain("[DONE]")
  expect(gateway.log[0]).toMatchObject({ kind: "lied" })
  await gateway.close(0)
})

it("does not take an answer from an axon with another key", async () => {
  const charlie = hotkeyFromUri("//Charlie").ss58
  const miner = route(0, 1, { hotkey: charlie, url: axon.url })
  const gateway = await startGateway([[miner, honest]], { deps: { query: dendriteQuery(dendrite) } })
  expect((await ask(gateway.url, question)).status).toBe(502)
  await gateway.close(0)
})
