import { createServer, type IncomingMessage } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, describe, expect, it } from "vitest"
import { type ImageBackend, UpstreamError } from "../backend.ts"
import { initialParameters } from "../model/network.ts"
import type { Picture } from "../pixels/picture.ts"
import { decodePng, encodePng } from "../pixels/png.ts"
import { ProtocolError, parseImageRequest } from "../protocol.ts"
import { automatic1111Backend } from "./automatic1111.ts"
import { comfyUiBackend } from "./comfyUi.ts"
import { embeddedBackend } from "./embedded.ts"
import { openAiImagesBackend } from "./openAi.ts"
import { upstreamSize } from "./upstream.ts"

interface Asked {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly body: Record<string, unknown>
  readonly headers: IncomingMessage["headers"]
}
type Reply = { readonly status?: number; readonly json?: unknown; readonly bytes?: Uint8Array }

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

/** An image server on a free port; what it was asked is kept. */
async function upstream(answer: (asked: Asked) => Reply): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = []
  const server = createServer((incoming, response) => {
    let text = ""
    incoming.on("data", (chunk) => {
      text += chunk
    })
    incoming.on("end", () => {
      const { pathname, searchParams } = new URL(incoming.url ?? "/", "http://x")
      const one: Asked = {
        ...{ method: incoming.method ?? "", path: pathname, query: searchParams },
        ...{ body: text === "" ? {} : JSON.parse(text), headers: incoming.headers },
      }
      asked.push(one)
      const { status = 200, json, bytes } = answer(one)
      response.writeHead(status).end(bytes ?? JSON.stringify(json))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  closers.push(() => {
    server.close()
    server.closeAllConnections()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

/** A picture whose color is its seed. */
const plain = (seed: number, { width, height }: { width: number; height: number }): Uint8Array =>
  encodePng({ width, height, rgb: new Uint8Array(width * height * 3).fill(seed % 256) })
const base64 = (png: Uint8Array): string => Buffer.from(png).toString("base64")
const request = { prompt: "a red fox", n: 2, seed: 40, size: "64x32" }

async function run(backend: ImageBackend, body: object = request, signal = new AbortController().signal) {
  const pngs = await backend.generate(parseImageRequest(JSON.stringify(body)), signal)
  return pngs.map(decodePng)
}

const expectSeeds = (pictures: readonly Picture[]): void => {
  expect(pictures.map(({ width, height, rgb }) => [width, height, rgb[0]])).toEqual([
    [64, 32, 40],
    [64, 32, 41],
  ])
}

describe("the size asked of a diffusion model", () => {
  it.each([
    [64, 64, 512, 512],
    [64, 32, 1024, 512],
    [1000, 700, 1000, 704],
    [512, 768, 512, 768],
  ])("for %ix%i is %ix%i", (width, height, askedWidth, askedHeight) => {
    expect(upstreamSize({ width, height })).toEqual({ width: askedWidth, height: askedHeight })
  })
})

describe("Automatic1111 backend", () => {
  it("asks txt2img for one picture at a time, and shrinks it", async () => {
    const { url, asked } = await upstream(({ body }) => ({
      json: { images: [base64(plain(Number(body["seed"]), body as never))], parameters: {}, info: "{}" },
    }))
    expectSeeds(await run(automatic1111Backend({ baseUrl: `${url}/`, steps: 7, negativePrompt: "blur" })))
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(
      Array(2).fill("POST /sdapi/v1/txt2img"),
    )
    expect(asked[1]?.body).toEqual({
      ...{ prompt: "a red fox", negative_prompt: "blur", seed: 41, steps: 7 },
      ...{ width: 1024, height: 512, batch_size: 1, n_iter: 1 },
    })
  })

  it("tells the request's fault from its own", async () => {
    const { url } = await upstream(({ body }) => {
      const status = Number(body["seed"])
      return { status, json: { detail: "no" } }
    })
    const failing = (seed: number) => run(automatic1111Backend({ baseUrl: url }), { ...request, seed })
    await expect(failing(422)).rejects.toThrow(ProtocolError)
    await expect(failing(500)).rejects.toThrow(UpstreamError)
    await expect(failing(200)).rejects.toThrow("no picture")
    await expect(run(automatic1111Backend({ baseUrl: "http://127.0.0.1:9" }))).rejects.toThrow(UpstreamError)
  })
})

describe("ComfyUI backend", () => {
  /** Each prompt is in the history from the second look on. */
  function comfy(entryOf: (id: string) => object) {
    const looks = new Map<string, number>()
    const seeds = new Map<string, number>()
    return upstream(({ path, body, query }) => {
      if (path === "/prompt") {
        const graph = body["prompt"] as Record<
          string,
          { class_type: string; inputs: Record<string, unknown> }
        >
        const sampler = Object.values(graph).find(({ class_type }) => class_type === "KSampler")
        const id = `id-${seeds.size}`
        seeds.set(id, Number(sampler?.inputs["seed"]))
        return { json: { prompt_id: id, number: 1, node_errors: {} } }
      }
      if (path.startsWith("/history/")) {
        const id = path.slice("/history/".length)
        looks.set(id, (looks.get(id) ?? 0) + 1)
        return { json: (looks.get(id) ?? 0) < 2 ? {} : { [id]: entryOf(id) } }
      }
      if (path === "/view")
        return { bytes: plain(seeds.get(query.get("filename") ?? "") ?? 0, { width: 1024, height: 512 }) }
      return { json: {} }
    })
  }
  const saved = (id: string) => ({
    outputs: {
      "8": { images: [{ filename: "preview", subfolder: "", type: "temp" }] },
      "9": { images: [{ filename: id, subfolder: "a b", type: "output" }] },
    },
    status: { status_str: "success", completed: true, messages: [] },
  })

  it("queues a workflow, waits for it, and views what was saved", async () => {
    const { url, asked } = await comfy(saved)
    const backend = comfyUiBackend({ baseUrl: url, checkpoint: "fox.safetensors", pollMs: 1 })
    expect(backend.model).toBe("fox")
    expectSeeds(await run(backend))
    const graph = asked[0]?.body["prompt"] as Record<string, { inputs: Record<string, unknown> }>
    expect(graph["6"]?.inputs["text"]).toBe("a red fox")
    expect(graph["5"]?.inputs).toEqual({ width: 1024, height: 512, batch_size: 1 })
    const view = asked.find(({ path }) => path === "/view")
    expect(Object.fromEntries(view?.query ?? [])).toEqual({
      filename: "id-0",
      subfolder: "a b",
      type: "output",
    })
  })

  it("fills in an own workflow, and a prompt cannot break out of its place", async () => {
    const { url, asked } = await comfy(saved)
    const workflow = {
      a: { class_type: "KSampler", inputs: { seed: "{seed}", note: "seed is {seed}", list: ["{prompt}"] } },
    }
    const prompt = '"}, {seed}'
    await run(comfyUiBackend({ baseUrl: url, checkpoint: "x", workflow, pollMs: 1 }), { ...request, prompt })
    expect(asked[0]?.body["prompt"]).toEqual({
      a: { class_type: "KSampler", inputs: { seed: 40, note: "seed is {seed}", list: [prompt] } },
    })
  })

  it("fails with a workflow that failed, and takes back what nobody waits for", async () => {
    const { url } = await comfy(() => ({ outputs: {}, status: { status_str: "error", completed: false } }))
    const options = { checkpoint: "x", pollMs: 1 }
    await expect(run(comfyUiBackend({ ...options, baseUrl: url }))).rejects.toThrow("workflow failed")
    const waiting = await upstream(({ path }) => ({ json: path === "/prompt" ? { prompt_id: "p" } : {} }))
    const stop = new AbortController()
    const running = run(comfyUiBackend({ ...options, baseUrl: waiting.url }), request, stop.signal)
    while (!waiting.asked.some(({ path }) => path === "/history/p"))
      await new Promise((r) => setTimeout(r, 1))
    stop.abort(new Error("gone"))
    await expect(running).rejects.toThrow()
    while (!waiting.asked.some(({ path }) => path === "/queue")) await new Promise((r) => setTimeout(r, 1))
    expect(waiting.asked.find(({ path }) => path === "/queue")?.body).toEqual({ delete: ["p"] })
  })
})

describe("OpenAI images backend", () => {
  it("asks with key, size and seed, and takes base64 as well as addresses", async () => {
    const { url, asked } = await upstream(({ path, body, query }) => {
      if (path === "/file") return { bytes: plain(Number(query.get("seed")), { width: 1024, height: 512 }) }
      const seed = Number(body["seed"])
      const file = base64(plain(seed, { width: 1024, height: 512 }))
      return {
        json: { created: 1, data: [seed === 40 ? { b64_json: file } : { url: `${url}/file?seed=41` }] },
      }
    })
    const backend = openAiImagesBackend({ baseUrl: `${url}/v1`, model: "sdxl", apiKey: "k" })
    expectSeeds(await run(backend))
    expect(asked[0]).toMatchObject({ path: "/v1/images/generations", headers: { authorization: "Bearer k" } })
    expect(asked[0]?.body).toEqual({
      ...{
        model: "sdxl",
        prompt: "a red fox",
        n: 1,
        size: "1024x512",
        response_format: "b64_json",
        seed: 40,
      },
    })
  })

  it("leaves out what OpenAI's own models refuse", async () => {
    const { url, asked } = await upstream(() => ({
      json: { data: [{ b64_json: base64(plain(40, { width: 1024, height: 512 })) }] },
    }))
    await run(openAiImagesBackend({ baseUrl: url, model: "gpt-image-1", takesSeed: false }), {
      ...request,
      n: 1,
    })
    expect(Object.keys(asked[0]?.body ?? {}).sort()).toEqual(["model", "n", "prompt", "size"])
  })

  it("refuses what is no picture", async () => {
    const { url } = await upstream(() => ({ json: { data: [{ url: "file:///etc/passwd" }] } }))
    await expect(run(openAiImagesBackend({ baseUrl: url, model: "m" }))).rejects.toThrow(UpstreamError)
  })
})

describe("embedded backend", () => {
  it("makes picture i with seed + i, and names what made it", async () => {
    let parameters = initialParameters(1)
    const backend = embeddedBackend({ parameters: () => parameters })
    const [first, second] = await run(backend, { ...request, size: "64x64" })
    expect(await run(backend, { ...request, size: "64x64", seed: 41, n: 1 })).toEqual([second])
    expect(first).not.toEqual(second)
    const name = backend.fingerprint?.()
    expect(backend.fingerprint?.()).toBe(name)
    parameters = initialParameters(2)
    expect(backend.fingerprint?.()).not.toBe(name)
  })
})
