/** From what a backend yields to OpenAI's bodies: one object, or chunks as server-sent events. */
import type { BackendEvent, ChosenToken, TextBackend } from "./backend.ts"
import type { ChatCompletion, ChatRequest, TokenLogprob, Usage } from "./protocol.ts"

export interface AnswerIdentity {
  /** Such as `chatcmpl-…`. */
  readonly id: string
  /** Seconds since 1970. */
  readonly created: number
}

export async function completeChat(
  backend: TextBackend,
  request: ChatRequest,
  identity: AnswerIdentity,
  signal: AbortSignal,
): Promise<ChatCompletion> {
  let content = ""
  const tokens: ChosenToken[] = []
  for await (const event of backend.generate(request, signal)) {
    if (event.kind === "text") {
      content += event.text
      tokens.push(...event.tokens)
      continue
    }
    return {
      ...identity,
      object: "chat.completion",
      model: backend.model,
      choices: [
        {
          index: 0,
          message: { role: "assistant", content, refusal: null },
          logprobs: request.logprobs ? { content: logprobsOf(tokens) } : null,
          finish_reason: event.finishReason,
          ...tokenIds(request, tokens),
        },
      ],
      usage: usageOf(event),
    }
  }
  throw new Error("the backend ended without a word")
}

/** Whole events, `[DONE]` last. */
export async function* streamChat(
  backend: TextBackend,
  request: ChatRequest,
  identity: AnswerIdentity,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const base = { ...identity, object: "chat.completion.chunk", model: backend.model }
  const usage = request.includeUsage ? { usage: null } : {}
  const chunk = (delta: object, finish: string | null, more: object = {}): string =>
    sse({ ...base, choices: [{ index: 0, delta, logprobs: null, finish_reason: finish, ...more }], ...usage })

  yield chunk({ role: "assistant", content: "" }, null)
  for await (const event of backend.generate(request, signal)) {
    if (event.kind === "text") {
      const logprobs = request.logprobs ? { logprobs: { content: logprobsOf(event.tokens) } } : {}
      const ids = tokenIds(request, event.tokens)
      // Half a character, or the start of a stop string: nothing to show yet.
      if (event.text !== "" || Object.keys(ids).length > 0)
        yield chunk({ content: event.text }, null, { ...logprobs, ...ids })
      continue
    }
    yield chunk({}, event.finishReason)
    if (request.includeUsage) yield sse({ ...base, choices: [], usage: usageOf(event) })
    yield "data: [DONE]\n\n"
    return
  }
  throw new Error("the backend ended without a word")
}

const sse = (value: object): string => `data: ${JSON.stringify(value)}\n\n`

function usageOf(end: Extract<BackendEvent, { kind: "end" }>): Usage {
  const { promptTokens, completionTokens } = end
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  }
}

/** Only when every token has one: half a list would be misread. */
function tokenIds(request: ChatRequest, tokens: readonly ChosenToken[]): { token_ids?: number[] } {
  if (!request.returnTokenIds || tokens.length === 0) return {}
  const ids = tokens.map(({ id }) => id).filter((id) => id !== undefined)
  return ids.length === tokens.length ? { token_ids: ids } : {}
}

function logprobsOf(tokens: readonly ChosenToken[]): TokenLogprob[] {
  return tokens.flatMap(({ text, logprob }) =>
    logprob === undefined
      ? []
      : [{ token: text, logprob, bytes: [...Buffer.from(text, "utf8")], top_logprobs: [] as const }],
  )
}
