import { DendriteError, type DendriteErrorCode } from "@taonet/neuron/dendrite/errors"
import type { AxonTarget, Dendrite } from "@taonet/neuron/dendrite/types"
import { expect, it } from "vitest"
import { dendriteQuery } from "./dendriteQuery.ts"
import { ask, completion, goodStream, honest, question, route, startGateway, words } from "./testKit.ts"

/** A dendrite of which only the named method is used. */
function fake(
  methods: { request?: () => Promise<object>; stream?: () => Promise<object> },
  targets: AxonTarget[] = [],
) {
  const call = (method: (() => Promise<object>) | undefined) => (target: AxonTarget) => {
    targets.push(target)
    if (!method) throw new Error("not expected")
    return method()
  }
  return { request: call(methods.request), stream: call(methods.stream) } as unknown as Dendrite
}

async function* events(failure?: DendriteError) {
  for (const text of goodStream()) yield { event: "message", data: text.replace(/^data: /, "").trimEnd() }
  yield { event: "btauth", data: "{}" }
  if (failure) throw failure
}

const errorWith = (code: DendriteErrorCode) => new DendriteError(code, "why")

it("carries plain answers and streams, and names the axon as the dendrite wants it", async () => {
  const targets: AxonTarget[] = []
  const body = Buffer.from(JSON.stringify(completion()))
  const dendrite = fake(
    {
      request: async () => ({ status: 200, body }),
      stream: async () => ({ status: 200, events: events(), evidence: () => undefined }),
    },
    targets,
  )
  const gateway = await startGateway([[route(0, 1, { url: "http://[::1]:8091" }), honest]], {
    deps: { query: dendriteQuery(dendrite) },
  })
  expect((await ask(gateway.url, question)).status).toBe(200)
  const text = await (await ask(gateway.url, { ...question, stream: true })).text()
  expect(text.endsWith("data: [DONE]\n\n")).toBe(true)
  expect(gateway.records.map((record) => record.completionTokens)).toEqual([words.length, words.length])
  expect(targets[0]).toEqual({ hotkey: "5Miner0", ip: "::1", port: 8091 })
  await gateway.close(0)
})

it.each([
  ["Timeout", "timeout"],
  ["Refused", "unreachable"],
  ["DiedMidStream", "broken"],
  ["TooLarge", "broken"],
  ["BadResponse", "broken"],
  ["HashMismatch", "lied"],
  ["BadResponseSignature", "lied"],
] as const)("%s counts as %s, at the start and at the end of a stream", async (code, kind) => {
  const early = fake({ request: () => Promise.reject(errorWith(code)) })
  const late = fake({ stream: async () => ({ status: 200, events: events(errorWith(code)) }) })
  for (const [dendrite, stream] of [
    [early, false],
    [late, true],
  ] as const) {
    const gateway = await startGateway([[route(0), honest]], { deps: { query: dendriteQuery(dendrite) } })
    const text = await (await ask(gateway.url, { ...question, stream })).text()
    expect(text).toContain('"type":"server_error"')
    expect(text).not.toContain("[DONE]")
    expect(gateway.log[0]).toMatchObject({ event: "miner_failure", kind })
    await gateway.close(0)
  }
})

it("hands on what a miner's status says", async () => {
  const refuse = new DendriteError("HttpStatus", "HTTP 400: too long", {
    status: 400,
    remoteCode: "context_length_exceeded",
  })
  const busy = new DendriteError("HttpStatus", "HTTP 429", { status: 429, retryAfterMs: 2500 })
  for (const [error, status, retryAfter] of [
    [refuse, 400, null],
    [busy, 429, "3"],
  ] as const) {
    const dendrite = fake({ request: () => Promise.reject(error) })
    const gateway = await startGateway([[route(0), honest]], { deps: { query: dendriteQuery(dendrite) } })
    const response = await ask(gateway.url, question)
    expect([response.status, response.headers.get("retry-after")]).toEqual([status, retryAfter])
    await gateway.close(0)
  }
})
