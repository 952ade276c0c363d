/** From what a backend yields to OpenAI's legacy bodies. Prompts are worked on one after the other. */
import type { BackendEvent, ChosenToken, TextBackend } from "../backend.ts"
import type { FinishReason, Usage } from "../protocol.ts"
import type { AnswerIdentity } from "../respond.ts"
import type { CompletionRequest } from "./request.ts"

interface TextLogprobs {
  readonly tokens: readonly string[]
  readonly token_logprobs: readonly number[]
  readonly text_offset: readonly number[]
  readonly top_logprobs: null
}

interface TextChoice {
  readonly index: number
  readonly text: string
  readonly logprobs: TextLogprobs | null
  readonly finish_reason: FinishReason | null
  readonly token_ids?: readonly number[]
}

export interface TextCompletion extends AnswerIdentity {
  readonly object: "text_completion"
  readonly model: string
  readonly choices: readonly TextChoice[]
  readonly usage: Usage
}

export async function completeText(
  backend: TextBackend,
  request: CompletionRequest,
  identity: AnswerIdentity,
  signal: AbortSignal,
): Promise<TextCompletion> {
  const choices: TextChoice[] = []
  const ends: End[] = []
  for (const [index, part] of request.parts.entries()) {
    let text = request.echo ? part.prompt : ""
    const tokens: ChosenToken[] = []
    let end: End | undefined
    for await (const event of backend.generate(part, signal)) {
      if (event.kind === "end") end = event
      else {
        text += event.text
        tokens.push(...event.tokens)
      }
    }
    if (end === undefined) throw new Error("the backend ended without a word")
    ends.push(end)
    const logprobs = part.logprobs ? logprobsOf(tokens, request.echo ? part.prompt.length : 0) : null
    const ids = tokens.map(({ id }) => id).filter((id) => id !== undefined)
    const told = part.returnTokenIds && ids.length === tokens.length && ids.length > 0
    choices.push({
      ...{ index, text, logprobs, finish_reason: end.finishReason },
      ...(told && { token_ids: ids }),
    })
  }
  return { ...identity, object: "text_completion", model: backend.model, choices, usage: usageOf(ends) }
}

/** Whole events, `[DONE]` last. */
export async function* streamText(
  backend: TextBackend,
  request: CompletionRequest,
  identity: AnswerIdentity,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const base = { ...identity, object: "text_completion", model: backend.model }
  const usage = request.includeUsage ? { usage: null } : {}
  const chunk = (choice: TextChoice): string => sse({ ...base, choices: [choice], ...usage })
  const ends: End[] = []
  for (const [index, part] of request.parts.entries()) {
    const piece = { index, logprobs: null, finish_reason: null }
    if (request.echo && part.prompt !== "") yield chunk({ ...piece, text: part.prompt })
    let offset = request.echo ? part.prompt.length : 0
    let ended = false
    for await (const event of backend.generate(part, signal)) {
      if (event.kind === "end") {
        ended = true
        ends.push(event)
        yield chunk({ ...piece, text: "", finish_reason: event.finishReason })
      } else if (event.text !== "") {
        const logprobs = part.logprobs ? logprobsOf(event.tokens, offset) : null
        offset += event.text.length
        yield chunk({ ...piece, text: event.text, logprobs })
      }
    }
    if (!ended) throw new Error("the backend ended without a word")
  }
  if (request.includeUsage) yield sse({ ...base, choices: [], usage: usageOf(ends) })
  yield "data: [DONE]\n\n"
}

type End = Extract<BackendEvent, { kind: "end" }>

const sse = (value: object): string => `data: ${JSON.stringify(value)}\n\n`

function usageOf(ends: readonly End[]): Usage {
  const prompt = ends.reduce((sum, { promptTokens }) => sum + promptTokens, 0)
  const completion = ends.reduce((sum, { completionTokens }) => sum + completionTokens, 0)
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }
}

function logprobsOf(tokens: readonly ChosenToken[], from: number): TextLogprobs {
  const known = tokens.filter((token) => token.logprob !== undefined)
  let offset = from
  const text_offset = known.map(({ text }) => {
    const at = offset
    offset += text.length
    return at
  })
  return {
    tokens: known.map(({ text }) => text),
    token_logprobs: known.map(({ logprob }) => logprob ?? 0),
    text_offset,
    top_logprobs: null,
  }
}
