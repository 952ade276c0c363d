import fc from "fast-check"
import { expect, it } from "vitest"
import { createSseParser, sseData } from "./sse.ts"

const encode = (text: string) => new TextEncoder().encode(text)

it("reads every event whatever the line ends and wherever the bytes are cut", () => {
  const payloads = fc.array(fc.string({ unit: "grapheme", maxLength: 20 }), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(
      payloads,
      fc.constantFrom("\n", "\r", "\r\n"),
      fc.infiniteStream(fc.integer({ min: 1, max: 7 })),
      (texts, lineEnd, cuts) => {
        const bytes = encode(
          texts.map((text) => sseData({ text }).replaceAll("\n", lineEnd)).join(`: note${lineEnd}`),
        )
        const parser = createSseParser(10_000)
        const events = []
        for (let at = 0; at < bytes.length; ) {
          const size = cuts.next().value as number
          events.push(...parser.push(bytes.subarray(at, at + size)))
          at += size
        }
        expect(events.map((event) => (JSON.parse(event.data) as { text: string }).text)).toEqual(texts)
      },
    ),
  )
})

it("joins data lines, reads names, ignores other fields and a half event at the end", () => {
  const parser = createSseParser(1000)
  expect(parser.push(encode("event: a\nid: 7\ndata: x\ndata:y\ndata\n\n\n\ndata: z"))).toEqual([
    { name: "a", data: "x\ny\n" },
  ])
})

it("refuses bad UTF-8 and an event over the bound, and takes long lines in linear time", () => {
  expect(() => createSseParser(10).push(Uint8Array.of(0xff))).toThrow(TypeError)
  expect(() => createSseParser(10).push(encode("data: 12345678"))).toThrow(RangeError)
  expect(() => createSseParser(10).push(encode("data: 1\ndata: 2\ndata: 3\n"))).toThrow(RangeError)
  const parser = createSseParser(1_000_000)
  const start = performance.now()
  for (let i = 0; i < 400_000; i += 1) parser.push(Uint8Array.of(120))
  expect(performance.now() - start).toBeLessThan(2_000)
})
