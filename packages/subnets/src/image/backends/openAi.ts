import { type ImageBackend, type Png, UpstreamError } from "../backend.ts"
import { ask, askJson, fit, fromBase64, joinUrl, type UpstreamOptions, upstreamSize } from "./upstream.ts"

export interface OpenAiImagesOptions extends UpstreamOptions {
  /** The model to ask for there. `baseUrl` ends in /v1 for most servers. */
  readonly model: string
  readonly apiKey?: string
  /** Whether the server takes a `seed`. OpenAI itself refuses a field that it does not know; local servers mostly ignore it. Default true. */
  readonly takesSeed?: boolean
}

/** Any server with OpenAI's images API: OpenAI, LocalAI, stable-diffusion.cpp, another gateway. */
export function openAiImagesBackend(options: OpenAiImagesOptions): ImageBackend {
  const { baseUrl, model, apiKey, takesSeed = true } = options
  const send = options.fetch ?? globalThis.fetch
  const headers: Record<string, string> = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }
  return {
    model,
    async generate({ prompt, n, seed, width, height }, signal) {
      const asked = upstreamSize({ width, height }, options.leastSide)
      const pictures: Png[] = []
      for (let i = 0; i < n; i++) {
        const body = {
          ...{ model, prompt, n: 1, size: `${asked.width}x${asked.height}` },
          // OpenAI's newer models always answer with base64 and refuse the field.
          ...(model.startsWith("gpt-image") ? {} : { response_format: "b64_json" }),
          ...(takesSeed ? { seed: seed + i } : {}),
        }
        const answer = await askJson(send, joinUrl(baseUrl, "/images/generations"), body, signal, headers)
        pictures.push(fit(await pictureOf(answer, send, signal), { width, height }))
      }
      return pictures
    },
    close: async () => {},
  }
}

async function pictureOf(
  answer: unknown,
  send: typeof globalThis.fetch,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const { data } = (answer ?? {}) as { data?: readonly { b64_json?: unknown; url?: unknown }[] }
  const first = data?.[0]
  if (typeof first?.b64_json === "string") return fromBase64(first.b64_json)
  if (typeof first?.url !== "string") throw new UpstreamError("the upstream sent no picture")
  if (first.url.startsWith("data:")) return fromBase64(first.url)
  if (/^https?:\/\//.test(first.url)) return ask(send, first.url, { signal })
  throw new UpstreamError("the upstream sent an address that cannot be fetched")
}
