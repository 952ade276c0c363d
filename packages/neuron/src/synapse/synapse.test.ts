import { Agent, request as httpRequest } from "node:http"
import { afterEach, describe, expect, it } from "vitest"
import { type Axon, type AxonDeps, type AxonOptions, createAxon } from "../axon/axon.ts"
import { verifyEvidence } from "../btauth/response.ts"
import { systemClock } from "../clock.ts"
import { createDendrite } from "../dendrite/dendrite.ts"
import type { DendriteError } from "../dendrite/errors.ts"
import { synapseStatus } from "../dendrite/synapseCall.ts"
import { hotkeyFromUri, verifySignatureOf } from "../hotkey.ts"
import { rawExchange } from "../testKit.ts"
import type { SynapseRequest, SynapseRoute, SynapseType } from "./types.ts"
import { synapseRequestId } from "./wire.ts"
import { writeSynapse } from "./writeRequest.ts"

const alice = hotkeyFromUri("//Alice")
const bob = hotkeyFromUri("//Bob")
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const prompt: SynapseType = {
  name: "Prompt",
  hashed: { text: "string", roles: "list" },
  uncovered: ["temperature"],
  answer: ["completion"],
}
const sent = { text: "hello", roles: ["user", "it's"] }
let seen: SynapseRequest | undefined
const echo: SynapseRoute = {
  type: prompt,
  handle: async (request) => {
    seen = request
    return { fields: { completion: `you said ${String(request.fields["text"])}` } }
  },
}
const counting: SynapseRoute = {
  type: { name: "Counting", hashed: { to: "integer" } },
  handle: async ({ fields }) => ({
    chunks: (async function* () {
      for (let i = 1; i <= Number(fields["to"]); i++) yield `${i} `
      if (fields["to"] === 3) throw new Error("secret detail")
    })(),
  }),
}

async function start(options: Partial<AxonOptions> = {}, deps: AxonDeps = {}): Promise<Axon> {
  seen = undefined
  const axon = await createAxon(
    { hotkey: bob, routes: [], synapses: [echo, counting], drainMs: 50, ...options },
    deps,
  )
  closers.push(() => axon.close())
  return axon
}
const target = (axon: Axon) => ({ hotkey: bob.ss58, ip: axon.host, port: axon.port })
function client() {
  const dendrite = createDendrite({ hotkey: alice })
  closers.unshift(() => dendrite.close())
  return dendrite
}

interface Change {
  readonly headers?: Readonly<Record<string, string | string[] | undefined>>
  readonly body?: (text: string) => string
  readonly path?: string
  readonly nonce?: bigint
  readonly receiver?: string
  readonly method?: string
}

/** A request of ours, spoiled after it was signed. */
function post(axon: Axon, change: Change = {}) {
  const { receiver = bob.ss58, nonce = systemClock.unixNanoseconds() } = change
  const to = { hotkey: receiver, ip: "127.0.0.1", port: axon.port }
  const written = writeSynapse(alice, { type: prompt, fields: sent, timeoutMs: 12_000, axon: to, uuid: "u" })
  const { headers, body, path } = written(nonce)
  const merged = Object.fromEntries(
    Object.entries({ ...headers, ...change.headers }).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])),
  )
  const text = body.toString()
  return new Promise<{ status: number; message: string; text: string; signed: boolean }>(
    (resolve, reject) => {
      httpRequest(
        `${axon.url}${change.path ?? path}`,
        { method: change.method ?? "POST", headers: merged, agent: new Agent() },
        (response) => {
          let answer = ""
          response.on("data", (chunk) => {
            answer += chunk
          })
          response.on("end", () =>
            resolve({
              status: response.statusCode ?? 0,
              message: (JSON.parse(answer) as { message?: string }).message ?? "",
              text: answer,
              signed: response.headers["x-bittensor-signature"] !== undefined,
            }),
          )
        },
      )
        .on("error", reject)
        .end(change.body?.(text) ?? text)
    },
  )
}

describe("a synapse", () => {
  it("is answered, and the answer is evidence", async () => {
    const axon = await start()
    const answer = await client().synapse(target(axon), prompt, { fields: sent, requireSigned: true })
    expect(answer).toMatchObject({
      fields: { ...sent, completion: "you said hello" },
      statusCode: 200,
      statusMessage: "Success",
      evidence: { responder: bob.ss58, status: 200 },
    })
    expect(answer.processSeconds).toBeGreaterThanOrEqual(0)
    if (answer.evidence === undefined) throw new Error("unsigned")
    const { headers, body } = answer.sent
    const signed = [
      headers["bt_header_dendrite_nonce"],
      alice.ss58,
      bob.ss58,
      headers["bt_header_dendrite_uuid"],
      headers["computed_body_hash"],
    ].join(".")
    expect(answer.evidence.requestId).toBe(synapseRequestId("Prompt", body, Buffer.from(signed)))
    expect(verifyEvidence(answer.evidence, verifySignatureOf)).toBe(true)
    expect(verifyEvidence({ ...answer.evidence, requestId: "0".repeat(64) }, verifySignatureOf)).toBe(false)
  })

  it("keeps what is proven apart from what is not", async () => {
    const axon = await start()
    const fields = { ...sent, temperature: 0.5 }
    await client().synapse(target(axon), prompt, { fields })
    expect(seen).toMatchObject({
      fields: sent,
      uncovered: { temperature: 0.5 },
      caller: { hotkey: alice.ss58 },
    })
    expect(seen?.fields).not.toHaveProperty("temperature")
  })

  it("streams bytes and proves them with trailers", async () => {
    const axon = await start()
    const stream = await client().synapseStream(target(axon), counting.type, { fields: { to: 4 } })
    let text = ""
    for await (const chunk of stream.chunks) text += Buffer.from(chunk).toString()
    expect(text).toBe("1 2 3 4 ")
    expect(stream.evidence()).toMatchObject({ responder: bob.ss58, status: 200 })
  })

  it("breaks a stream that fails, so that its end cannot pass for the whole", async () => {
    const axon = await start()
    const stream = await client().synapseStream(target(axon), counting.type, { fields: { to: 3 } })
    const read = async () => {
      for await (const chunk of stream.chunks) expect(String(chunk)).not.toContain("secret")
    }
    await expect(read()).rejects.toMatchObject({ code: "DiedMidStream" })
    expect(stream.evidence()).toBeUndefined()
  })

  it("pings, beside the routes of btauth/1", async () => {
    const route = {
      method: "POST" as const,
      path: "/x",
      handle: async () => ({ status: 200, body: '"btauth"' }),
    }
    const axon = await start({ routes: [route] })
    const dendrite = client()
    expect((await dendrite.synapse(target(axon), { name: "Synapse" })).statusCode).toBe(200)
    expect((await dendrite.request(target(axon), { path: "/x" })).json()).toBe("btauth")
  })

  it("is not sent with fields that its type does not know, or of another type", async () => {
    const axon = await start()
    const ask = (fields: Record<string, unknown>) => client().synapse(target(axon), prompt, { fields })
    await expect(ask({ ...sent, more: 1 })).rejects.toThrow("neither hashed nor named as uncovered")
    await expect(ask({ text: "x" })).rejects.toThrow("roles is not of type list")
    await expect(ask({ ...sent, text: 1 })).rejects.toThrow("text is not of type string")
  })
})

describe("refusals", () => {
  const stale = systemClock.unixNanoseconds() - 60_000_000_000n
  const early = systemClock.unixNanoseconds() + 60_000_000_000n
  const edited = (from: string, to: string) => ({ body: (text: string) => text.replace(from, to) })
  it.each<[string, number, RegExp, Change]>([
    ["no signature", 401, /Missing Signature/, { headers: { bt_header_dendrite_signature: undefined } }],
    ["an empty signature", 401, /Missing Signature/, { headers: { bt_header_dendrite_signature: "" } }],
    ["a false one", 401, /mismatch$/, { headers: { bt_header_dendrite_signature: `0x${"5".repeat(128)}` } }],
    ["zeros", 401, /mismatch$/, { headers: { bt_header_dendrite_signature: `0x${"0".repeat(128)}` } }],
    ["another's name", 401, /mismatch$/, { headers: { bt_header_dendrite_hotkey: bob.ss58 } }],
    ["no name", 401, /No SS58/, { headers: { bt_header_dendrite_hotkey: "x" } }],
    ["two names", 401, /repeated/, { headers: { bt_header_dendrite_hotkey: [alice.ss58, bob.ss58] } }],
    ["another uuid", 401, /mismatch$/, { headers: { bt_header_dendrite_uuid: "v" } }],
    ["another receiver", 401, /another axon/, { receiver: alice.ss58 }],
    [
      "a hidden receiver",
      401,
      /mismatch$/,
      { receiver: alice.ss58, headers: { bt_header_axon_hotkey: bob.ss58 } },
    ],
    ["an old nonce", 401, /too old: acceptable delta is 10\.00 seconds but request was/, { nonce: stale }],
    ["an old nonce with a long time limit", 401, /too old/, { nonce: stale, headers: { timeout: "1e9" } }],
    ["a nonce from the future", 401, /in the future/, { nonce: early }],
    ["no body hash", 401, /Missing body hash/, { headers: { computed_body_hash: undefined } }],
    ["another body hash", 401, /mismatch$/, { headers: { computed_body_hash: "0".repeat(64) } }],
    ["a changed field", 401, /Hash mismatch/, edited('"hello"', '"jello"')],
    ["a field moved into another", 401, /Hash mismatch/, edited('["user","it\'s"]', '["user, it\'s"]')],
    [
      "a list that became its text",
      400,
      /not of type list/,
      edited('["user","it\'s"]', '"[\'user\', \\"it\'s\\"]"'),
    ],
    ["an added field", 401, /'admin' is not covered/, edited('"text"', '"admin":true,"text"')],
    ["a field twice", 400, /not a JSON object/, edited('"text"', '"text":"jello","text"')],
    ["a missing field", 400, /lacks the field 'text'/, edited('"text":"hello",', "")],
    ["no JSON", 400, /not a JSON object/, { body: () => "hello" }],
    ["GET", 405, /use POST/, { method: "GET" }],
    [
      "a class that is not served",
      404,
      /'Nope' not found\. Available synapses \['Synapse', 'Prompt', 'Counting'\]/,
      { path: "/Nope" },
    ],
  ])("refuses %s: %i", async (_, status, message, change) => {
    const answer = await post(await start(), change)
    expect([answer.status, answer.message]).toEqual([status, expect.stringMatching(message)])
    expect(answer.message).not.toContain(alice.ss58)
    expect(answer.signed).toBe(false)
    expect(seen).toBeUndefined()
  })

  it("takes no hotkey and no answer from the body", async () => {
    const axon = await start()
    const body = (text: string) =>
      text
        .replace(`"hotkey":"${alice.ss58}"`, `"hotkey":"${bob.ss58}"`)
        .replace('"text"', '"completion":"planted","text"')
    const answer = await post(axon, { body })
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.text)).toMatchObject({
      dendrite: { hotkey: alice.ss58, port: expect.any(Number) },
      completion: "you said hello",
    })
    expect([seen?.fields, seen?.uncovered]).toEqual([sent, {}])
    expect(seen?.caller.hotkey).toBe(alice.ss58)
  })

  it("refuses a replay, and takes requests that overtake one another", async () => {
    const axon = await start()
    const now = systemClock.unixNanoseconds()
    expect((await post(axon, { nonce: now })).status).toBe(200)
    expect((await post(axon, { nonce: now - 1_000n })).status).toBe(200)
    const replayed = await post(axon, { nonce: now })
    expect([replayed.status, replayed.message]).toEqual([
      401,
      "Not Verified with error: Nonce is too old, a newer one was last processed",
    ])
  })

  it("refuses large and slow bodies", async () => {
    const axon = await start({ maxBodyBytes: 2_000, bodyTimeoutMs: 100 })
    const large = await post(axon, { body: (text) => text + " ".repeat(5_000) })
    expect([large.status, large.message]).toEqual([413, "the body exceeds 2000 bytes"])
    const to = { hotkey: bob.ss58, ip: "127.0.0.1", port: axon.port }
    const request = { type: prompt, fields: sent, timeoutMs: 1_000, axon: to, uuid: "u" }
    const { headers, path } = writeSynapse(alice, request)(systemClock.unixNanoseconds())
    const head = Object.entries({ ...headers, host: "x", "content-length": "50" })
    const lines = head.map(([name, value]) => `${name}: ${value}\r\n`).join("")
    const slow = await rawExchange(axon.port, [`POST ${path} HTTP/1.1\r\n${lines}\r\n`, "{"])
    expect(slow).toMatch(/^HTTP\/1\.1 408 [\s\S]*"message":"the body did not arrive within 100 ms"/)
  })

  it("says in SDK 10's words why a caller was turned away, signed when the caller was proven", async () => {
    const failing: SynapseRoute = {
      type: { name: "Failing" },
      handle: () => Promise.reject(new Error("secret detail")),
    }
    const blacklist = (_: unknown, { path }: { path: string }) =>
      path === "/Prompt" ? "no stake" : undefined
    const axon = await start({ synapses: [echo, failing] }, { blacklist })
    const turnedAway = await post(axon)
    expect(turnedAway).toMatchObject({
      status: 403,
      message: "Forbidden. Key is blacklisted: no stake.",
      signed: true,
    })
    const failed = await client()
      .synapse(target(axon), failing.type)
      .catch((error: DendriteError) => synapseStatus(error))
    expect(failed).toEqual({ code: 500, message: "Internal Server Error" })
    const gone = await client()
      .synapse({ ...target(axon), port: 9 }, failing.type)
      .catch((error: DendriteError) => synapseStatus(error))
    expect(gone).toMatchObject({ code: 503, message: expect.stringMatching(/^Service unavailable/) })
  })

  it("does not serve two things at one path, or types that contradict themselves", async () => {
    await expect(start({ synapses: [echo, echo] })).rejects.toThrow(RangeError)
    const bad = (type: SynapseType) => start({ synapses: [{ ...echo, type }] })
    await expect(bad({ name: "A", hashed: { dendrite: "object" } })).rejects.toThrow("field of every synapse")
    await expect(bad({ name: "A", hashed: { x: "string" }, answer: ["x"] })).rejects.toThrow("twice")
    await expect(bad({ name: "../x" })).rejects.toThrow("not the name of a class")
  })
})
