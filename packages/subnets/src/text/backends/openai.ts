import type { BackendEvent, ChosenToken, TextBackend } from "../backend.ts"
import { type ChatRequest, type FinishReason, ProtocolError } from "../protocol.ts"

export interface OpenAiBackendOptions {
  /** Ends in /v1 for most servers: Ollama, vLLM, llama.cpp, OpenAI itself. */
  readonly baseUrl: string
  /** The model to ask for there. */
  readonly model: string
  readonly apiKey?: string
  readonly fetch?: typeof globalThis.fetch
}

/** One event of an upstream may not be longer. */
const maxEventCharacters = 1_048_576
const maxErrorCharacters = 2_000

/** The upstream failed; its own words stay in our log. */
export class UpstreamError extends Error {
  readonly code = "UpstreamError"
}

/** Answers by asking any OpenAI-compatible server, always streaming, so that its first token is ours. */
export function openAiBackend(options: OpenAiBackendOptions): TextBackend {
  const base = options.baseUrl.replace(/\/+$/, "")
  const send = options.fetch ?? globalThis.fetch
  return {
    model: options.model,
    async *generate(request: ChatRequest, signal): AsyncGenerator<BackendEvent> {
      const path = request.prompt === undefined ? "chat/completions" : "completions"
      const response = await send(`${base}/${path}`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(options.apiKey === undefined ? {} : { authorization: `Bearer ${options.apiKey}` }),
        },
        body: JSON.stringify(upstreamBody(options.model, request)),
        signal,
      }).catch((error: unknown) => {
        throw new UpstreamError("the upstream cannot be reached", { cause: error })
      })
      if (!response.ok || response.body === null) throw await upstreamFailure(response)
      yield* readStream(response.body, signal)
    },
    close: async () => {},
  }
}

function upstreamBody(model: string, request: ChatRequest): Record<string, unknown> {
  const { temperature, topP, seed, stop, logprobs, returnTokenIds, maxTokens, messages, prompt } = request
  return {
    model,
    ...(prompt === undefined ? { messages } : { prompt }),
    stream: true,
    stream_options: { include_usage: true },
    // The old name: servers that know the new one know it too.
    max_tokens: maxTokens,
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { top_p: topP }),
    ...(seed === undefined ? {} : { seed }),
    ...(stop.length === 0 ? {} : { stop }),
    // A number in the legacy call.
    ...(logprobs ? { logprobs: prompt === undefined ? true : 1 } : {}),
    // vLLM's; OpenAI itself would refuse an unknown field, so it is sent only when asked for.
    ...(returnTokenIds ? { return_token_ids: true } : {}),
  }
}

async function upstreamFailure(response: Response): Promise<Error> {
  const text = (await response.text().catch(() => "")).slice(0, maxErrorCharacters)
  if (response.status === 400 || response.status === 422) {
    return new ProtocolError("upstream_refused", upstreamMessage(text) ?? "the upstream refused the request")
  }
  return new UpstreamError(`the upstream answered ${response.status}`, { cause: text })
}

function upstreamMessage(text: string): string | undefined {
  try {
    const message = (JSON.parse(text) as { error?: { message?: unknown } }).error?.message
    return typeof message === "string" ? message : undefined
  } catch {
    return undefined
  }
}

interface UpstreamChunk {
  readonly choices?: readonly {
    readonly delta?: { readonly content?: string | null }
    /** Of the legacy call. */
    readonly text?: string
    readonly finish_reason?: string | null
    readonly token_ids?: readonly number[] | null
    readonly logprobs?: { readonly content?: readonly { token: string; logprob: number }[] | null } | null
  }[]
  readonly usage?: { readonly prompt_tokens?: number; readonly completion_tokens?: number } | null
  readonly error?: { readonly message?: string }
}

async function* readStream(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<BackendEvent> {
  let finishReason: FinishReason | undefined
  let pieces = 0
  let usage: UpstreamChunk["usage"]
  for await (const data of sseData(body)) {
    if (signal.aborted) return
    if (data === "[DONE]") break
    const chunk = parseChunk(data)
    if (chunk.error !== undefined)
      throw new UpstreamError("the upstream failed in mid-stream", { cause: chunk.error.message })
    usage = chunk.usage ?? usage
    const choice = chunk.choices?.[0]
    const text = choice?.delta?.content ?? choice?.text ?? ""
    const tokens = tokensOf(choice)
    if (text !== "" || tokens.length > 0) {
      pieces += Math.max(1, tokens.length)
      yield { kind: "text", text, tokens }
    }
    if (choice?.finish_reason) finishReason = choice.finish_reason === "length" ? "length" : "stop"
  }
  // Servers end every answer with a reason; a stream without one was cut.
  if (finishReason === undefined) throw new UpstreamError("the upstream's stream ended early")
  yield {
    kind: "end",
    finishReason,
    promptTokens: usage?.prompt_tokens ?? 0,
    // Without counts, a piece of the stream is about a token.
    completionTokens: usage?.completion_tokens ?? pieces,
  }
}

function tokensOf(choice: NonNullable<UpstreamChunk["choices"]>[number] | undefined): ChosenToken[] {
  const ids = choice?.token_ids ?? []
  const logprobs = choice?.logprobs?.content ?? []
  return Array.from({ length: Math.max(ids.length, logprobs.length) }, (_, i) => {
    const id = ids[i]
    const logprob = logprobs[i]
    return {
      text: logprob?.token ?? "",
      ...(id === undefined ? {} : { id }),
      ...(logprob === undefined ? {} : { logprob: logprob.logprob }),
    }
  })
}

function parseChunk(data: string): UpstreamChunk {
  try {
    const value: unknown = JSON.parse(data)
    if (typeof value === "object" && value !== null) return value as UpstreamChunk
  } catch {
    // Falls through: garbage and non-objects are the same to us.
  }
  throw new UpstreamError("the upstream sent what is not a chunk")
}

/** The data lines of a stream; chunks of this API always fit on one. */
async function* sseData(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let pending = ""
  for await (const bytes of body) {
    pending += decoder.decode(bytes, { stream: true })
    const lines = pending.split(/\r?\n/)
    pending = lines.pop() ?? ""
    if (pending.length > maxEventCharacters) throw new UpstreamError("the upstream sent too long an event")
    for (const line of lines) if (line.startsWith("data:")) yield line.slice(5).trim()
  }
  if (pending.startsWith("data:")) yield pending.slice(5).trim()
}
