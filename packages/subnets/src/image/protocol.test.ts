import { describe, expect, it } from "vitest"
import { ProtocolError, parseImageRequest } from "./protocol.ts"
import { answerImages } from "./respond.ts"

const parse = (body: object) => parseImageRequest(JSON.stringify({ prompt: "a fox", ...body }), {}, () => 7)

describe("image requests", () => {
  it("have the defaults of a small picture, and a seed of their own", () => {
    expect(parse({})).toEqual({
      ...{ model: undefined, prompt: "a fox", n: 1, width: 256, height: 256, seed: 7, format: "b64_json" },
    })
    expect(
      parse({ size: "auto", n: 4, seed: 0, response_format: "url", quality: "hd", user: "me" }),
    ).toMatchObject({ n: 4, seed: 0, width: 256, format: "url" })
    expect(parse({ size: "512x64" })).toMatchObject({ width: 512, height: 64 })
  })

  it.each([
    ["prompt", { prompt: " " }],
    ["prompt", { prompt: "x".repeat(4_001) }],
    ["n", { n: 0 }],
    ["n", { n: 5 }],
    ["n", { n: 1.5 }],
    ["size", { size: "4096x16" }],
    ["size", { size: "8x64" }],
    ["size", { size: 64 }],
    ["size", { size: "64x64x64" }],
    ["seed", { seed: 2 ** 31 }],
    ["seed", { seed: -1 }],
    ["response_format", { response_format: "jpeg" }],
    ["output_format", { output_format: "webp" }],
    ["stream", { stream: true }],
    ["model", { model: 1 }],
  ])("are refused for %s: %j", (param, body) => {
    expect(() => parse(body)).toThrow(expect.objectContaining({ name: "ProtocolError", param, status: 400 }))
  })

  it("must be JSON objects", () => {
    for (const body of ["", "[]", "null", "{"]) expect(() => parseImageRequest(body)).toThrow(ProtocolError)
  })
})

describe("answers", () => {
  const png = Uint8Array.from([1, 2, 3])
  const backend = (pictures: Uint8Array[]) => ({
    model: "m",
    generate: async () => pictures,
    fingerprint: () => "f",
    close: async () => {},
  })
  const signal = new AbortController().signal

  it("are OpenAI's, with either form of a picture", async () => {
    expect(await answerImages(backend([png]), parse({}), 5, signal)).toEqual({
      ...{ created: 5, data: [{ b64_json: "AQID" }], system_fingerprint: "f" },
    })
    const { data } = await answerImages(backend([png]), parse({ response_format: "url" }), 5, signal)
    expect(data).toEqual([{ url: "data:image/png;base64,AQID" }])
  })

  it("hold as many pictures as were asked for, or there is none", async () => {
    await expect(answerImages(backend([png]), parse({ n: 2 }), 5, signal)).rejects.toThrow(
      "1 pictures, not 2",
    )
  })
})
