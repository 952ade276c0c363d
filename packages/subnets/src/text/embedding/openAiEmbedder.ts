import { type OpenAiBackendOptions, UpstreamError } from "../backends/openai.ts"
import { ProtocolError } from "../protocol.ts"
import type { Embedder } from "./embedder.ts"
import { vectorFrom } from "./protocol.ts"

/** Embeds by asking any OpenAI-compatible server, which is sent our own name for its model only if it has no other. */
export function openAiEmbedder(options: OpenAiBackendOptions & { readonly name?: string }): Embedder {
  const url = `${options.baseUrl.replace(/\/+$/, "")}/embeddings`
  const send = options.fetch ?? globalThis.fetch
  return {
    model: options.name ?? options.model,
    async embed(texts, signal) {
      const response = await send(url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(options.apiKey === undefined ? {} : { authorization: `Bearer ${options.apiKey}` }),
        },
        // Some servers know no base64; all know floats.
        body: JSON.stringify({ model: options.model, input: texts, encoding_format: "float" }),
        signal,
      }).catch((error: unknown) => {
        throw new UpstreamError("the upstream cannot be reached", { cause: error })
      })
      if (response.status === 400 || response.status === 422)
        throw new ProtocolError("upstream_refused", "the upstream refused the request")
      if (!response.ok) throw new UpstreamError(`the upstream answered ${response.status}`)
      return vectorsOf(await response.json().catch(() => undefined), texts.length)
    },
    // The upstream's own count would cost a request; words are near enough for a bill that nobody pays.
    countTokens: (text) => text.match(/\S+/g)?.length ?? 0,
  }
}

function vectorsOf(answer: unknown, count: number): Float32Array[] {
  const data = (answer as { data?: unknown } | undefined)?.data
  const vectors: Float32Array[] = []
  for (const entry of Array.isArray(data) ? data.slice(0, count) : []) {
    const { index, embedding } = (entry ?? {}) as { index?: unknown; embedding?: unknown }
    const vector = vectorFrom(embedding)
    if (vector !== undefined && typeof index === "number") vectors[index] = vector
  }
  for (let index = 0; index < count; index++)
    if (vectors[index] === undefined) throw new UpstreamError("the upstream sent too few vectors")
  return vectors
}
