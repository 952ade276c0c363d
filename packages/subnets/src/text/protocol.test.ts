import { expect, it } from "vitest"
import { ProtocolError, parseChatRequest } from "./protocol.ts"

const user = [{ role: "user", content: "hi" }]
const parse = (fields: object, limits = {}) =>
  parseChatRequest(JSON.stringify({ messages: user, ...fields }), limits)

it("reads what OpenAI's clients send", () => {
  const messages = [
    { role: "developer", content: "be kind" },
    {
      role: "user",
      content: [
        { type: "text", text: "a" },
        { type: "text", text: "b" },
      ],
    },
  ]
  const request = parse({
    messages,
    stream: true,
    stream_options: { include_usage: true },
    stop: "x",
    max_tokens: 5,
    user: "u",
  })
  expect(request).toMatchObject({
    stream: true,
    includeUsage: true,
    stop: ["x"],
    maxTokens: 5,
    temperature: undefined,
  })
  expect(request.messages).toEqual([
    { role: "system", content: "be kind" },
    { role: "user", content: "ab" },
  ])
  expect(parse({ max_completion_tokens: 7, max_tokens: 5 }).maxTokens).toBe(7)
  expect(parse({ max_tokens: 1e6 }, { maxTokens: 100 }).maxTokens).toBe(100)
})

it.each<[object, string | null]>([
  [{ messages: [] }, "messages"],
  [{ messages: "hi" }, "messages"],
  [{ messages: [{ role: "tool", content: "x" }] }, "messages[0].role"],
  [{ messages: [{ role: "user", content: [{ type: "image_url" }] }] }, "messages[0].content"],
  [{ temperature: 3 }, "temperature"],
  [{ max_tokens: 0 }, "max_tokens"],
  [{ n: 2 }, "n"],
  [{ stop: ["a", "b", "c", "d", "e"] }, "stop"],
  [{ stop: [""] }, "stop"],
  [{ model: 5 }, "model"],
])("refuses %j and names the field", (fields, param) => {
  expect(() => parse(fields)).toThrow(expect.objectContaining({ status: 400, param }))
})

it("refuses what is not JSON, and too much of it", () => {
  expect(() => parseChatRequest("{")).toThrow(ProtocolError)
  expect(() => parseChatRequest("[]")).toThrow(ProtocolError)
  const long = () => parse({ messages: [{ role: "user", content: "x".repeat(11) }] }, { maxCharacters: 10 })
  expect(long).toThrow(expect.objectContaining({ code: "context_length_exceeded" }))
})
