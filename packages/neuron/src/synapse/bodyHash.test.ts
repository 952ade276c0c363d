import { readFileSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { bodyHashOf, type FieldType, fieldText } from "./bodyHash.ts"
import { parseJsonNode } from "./pythonText.ts"

const vectors = JSON.parse(
  readFileSync(new URL("../../../../vectors/synapse/python-text.json", import.meta.url), "utf8"),
) as {
  cases: { type: FieldType; json: string; text: string; hash: string }[]
  two: { text: string; messages: unknown[]; hash: string }[]
  none: string
}
const textOf = (json: string, type: FieldType): string | undefined => fieldText(parseJsonNode(json), type)

describe("the body hash of SDK 10", () => {
  it("writes values as Python does", () => {
    expect(vectors.cases.length).toBeGreaterThan(100)
    for (const { json, type, text } of vectors.cases) expect([json, textOf(json, type)]).toEqual([json, text])
  })

  it("hashes as Python does", () => {
    for (const { text, hash } of vectors.cases) expect(bodyHashOf([text])).toBe(hash)
    for (const { text, messages, hash } of vectors.two)
      expect(bodyHashOf([text, textOf(JSON.stringify(messages), "list") ?? "-"])).toBe(hash)
    expect(bodyHashOf([])).toBe(vectors.none)
  })

  it("takes a number for a float where the class does", () => {
    expect(textOf("1", "float")).toBe("1.0")
    expect(textOf("[1,2.5]", "float[]")).toBe("[1.0, 2.5]")
    expect(textOf("1e2", "float")).toBe("100.0")
  })

  it.each<[string, FieldType]>([
    ["1", "string"],
    ['"1"', "integer"],
    ['"True"', "boolean"],
    ['"[1]"', "list"],
    ['"{}"', "object"],
    ["[]", "object"],
    ["null", "string"],
    ["1.0", "integer"],
    ["1e400", "float"],
    ['"None"', "string?"],
    ['"\\ud800"', "string"],
    ['["\\ud800"]', "list"],
  ])("has no text for %s as %s: another value has the same, or Python none", (json, type) => {
    expect(textOf(json, type)).toBeUndefined()
  })

  it("refuses what readers of JSON disagree on, and what is nested without end", () => {
    expect(() => parseJsonNode('{"a":1,"\\u0061":2}')).toThrow(SyntaxError)
    expect(() => parseJsonNode("[".repeat(100) + "]".repeat(100))).toThrow(SyntaxError)
    expect(() => parseJsonNode("[NaN]")).toThrow(SyntaxError)
  })

  it("reads all JSON as JSON.parse does, and keeps the source of members", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom("", " ", "\n\t"), (value, space) => {
        const text = `${space}${JSON.stringify({ value }, undefined, space)}${space}`
        const node = parseJsonNode(text)
        if (node.kind !== "object") throw new Error("not an object")
        expect(JSON.parse(node.members.get("value")?.source ?? "")).toEqual(JSON.parse(JSON.stringify(value)))
      }),
      { numRuns: 200 },
    )
  })
})
