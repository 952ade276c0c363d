import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Axon, createAxon } from "../axon/axon.ts"
import { createDendrite } from "../dendrite/dendrite.ts"
import { hotkeyFromUri, verifySignatureOf } from "../hotkey.ts"
import { checkEvidence, EvidenceError, evidenceRecord } from "./evidence.ts"

const alice = hotkeyFromUri("//Alice")
const bob = hotkeyFromUri("//Bob", "ed25519")
const dendrite = createDendrite({ hotkey: alice })
const asked = `{"text":"what is £1?"}`
let axon: Axon
let plain: string
let stream: string

async function* events() {
  yield ": a comment\n\n"
  yield "data: one\n\n"
  yield "event: more\r\ndata: two\r\n\r\n"
}

/** Everything that a record holds, as it crosses to others. */
const check = (text: string) => checkEvidence(JSON.parse(text), verifySignatureOf)

beforeAll(async () => {
  axon = await createAxon({
    hotkey: bob,
    routes: [
      { method: "POST", path: "/plain", handle: async () => ({ status: 200, body: `{"answer":1}` }) },
      { method: "POST", path: "/stream", handle: async () => ({ status: 201, events: events() }) },
    ],
  })
  const target = { hotkey: bob.ss58, ip: "127.0.0.1", port: axon.port }
  const answer = await dendrite.request(target, { path: "/plain?a=1", body: asked })
  if (answer.evidence) plain = JSON.stringify(evidenceRecord(answer.evidence, answer.body))
  const opened = await dendrite.stream(target, { path: "/stream", body: asked, keepBytes: true })
  for await (const _ of opened.events);
  const evidence = opened.evidence()
  if (evidence) stream = JSON.stringify(evidenceRecord(evidence, opened.bytes()))
})
afterAll(async () => {
  await dendrite.close()
  await axon?.close()
})

describe("a record of evidence", () => {
  it("says who answered what to whom", () => {
    const { request, ...answer } = check(plain)
    expect(request).toMatchObject({
      ...{ scheme: "sr25519", method: "POST", target: "/plain?a=1" },
      ...{ sender: alice.ss58, receiver: bob.ss58, body: Buffer.from(asked) },
    })
    expect(answer).toEqual({ status: 200, responder: bob.ss58, body: Buffer.from(`{"answer":1}`) })
    // Nanoseconds.
    expect(Number(request.nonce / 1_000_000n) / Date.now()).toBeCloseTo(1, 3)
  })

  it("holds all of a stream but its trailer", () => {
    const { status, body } = check(stream)
    expect(status).toBe(201)
    expect(Buffer.from(body).toString()).toBe(": a comment\n\ndata: one\n\nevent: more\r\ndata: two\r\n\r\n")
  })

  it("proves nothing once anything in it was changed", () => {
    type Fields = Record<string, Record<string, unknown>>
    const places = (["request", "answer"] as const).flatMap((part) =>
      Object.keys((JSON.parse(plain) as Fields)[part] ?? {}).map((field) => [part, field] as const),
    )
    expect(places).toHaveLength(13)
    const others = fc.oneof(
      fc.constantFrom(null, undefined, {}, [], 200.5, "", "x\ny"),
      fc.string(),
      fc.nat(),
    )
    fc.assert(
      fc.property(fc.constantFrom(...places), others, fc.nat(), ([part, field], other, at) => {
        for (const text of [plain, stream]) {
          const changed = JSON.parse(text) as Fields
          const fields = changed[part] as Record<string, unknown>
          const old = String(fields[field])
          // Another value, or the same one with another character.
          const index = at % old.length
          const swapped = `${old.slice(0, index)}${old[index] === "A" ? "B" : "A"}${old.slice(index + 1)}`
          for (const value of [other, swapped]) {
            const same = value === fields[field] || (typeof value === "string" && isSame(field, value, old))
            if (same) continue
            expect(() =>
              checkEvidence({ ...changed, [part]: { ...fields, [field]: value } }, verifySignatureOf),
            ).toThrow(EvidenceError)
          }
        }
      }),
      { numRuns: 150 },
    )
    for (const record of [undefined, null, 1, "x", [], {}, { request: {} }, { answer: {} }])
      expect(() => checkEvidence(record, verifySignatureOf)).toThrow(EvidenceError)
  })

  it("does not put another's answer under a question", () => {
    const [one, two] = [plain, stream].map((text) => JSON.parse(text) as Record<string, object>)
    expect(() => checkEvidence({ ...one, answer: two?.["answer"] }, verifySignatureOf)).toThrow(
      "the answer is not signed by its responder",
    )
  })
})

/** Hexadecimal digits and methods may be written in either case. */
const isSame = (field: string, a: string, b: string): boolean =>
  (field === "signature" || field === "method") && a.toLowerCase() === b.toLowerCase()
