/**
 * A language model in this process (node-llama-cpp, CPU). One engine serves many callers: each takes a sequence of the shared context,
 * and llama.cpp works on all of them in one batch.
 */
import { availableParallelism } from "node:os"
import type {
  ChatHistoryItem,
  ControlledEvaluateInputItem,
  Llama,
  LlamaContextSequence,
  LlamaModel,
  Token,
} from "node-llama-cpp"
import type { ChosenToken } from "../backend.ts"
import { type ChatMessage, type FinishReason, ProtocolError } from "../protocol.ts"
import { createEmbedding } from "./embedding.ts"
import { createPool } from "./pool.ts"

export interface LlamaEngineOptions {
  /** A GGUF file. */
  readonly modelPath: string
  /** Name shown to clients. */
  readonly model: string
  /**
   * Default half the cores. llama.cpp's threads wait for each other by spinning: on a machine with other work, as many threads as cores
   * are up to a hundred times slower than one fewer.
   */
  readonly threads?: number
  /** Calls worked on at once; more wait. Default 4. */
  readonly sequences?: number
  /** Tokens of prompt and answer together; default 2,048. */
  readonly contextSize?: number
  /** See defaultSystemPrompt; "" for none. */
  readonly systemPrompt?: string
}

/**
 * For chats without a system message. SmolLM2's own default names the model and makes it answer "What is the capital of France?" in
 * bad French; this one scored as well on the challenges and better on plain questions.
 */
export const defaultSystemPrompt = "You are a helpful assistant."

export interface GenerateOptions {
  readonly maxTokens: number
  readonly temperature: number
  readonly topP: number
  readonly seed: number | undefined
  readonly withLogprobs: boolean
}

export type EngineEvent =
  | { readonly kind: "token"; readonly token: ChosenToken & { readonly id: number } }
  | { readonly kind: "end"; readonly finishReason: FinishReason; readonly promptTokens: number }

/** How likely the model finds one token of a given answer, and its own favourite there. Natural logarithms. */
export interface PositionOdds {
  readonly logprob: number
  readonly topLogprob: number
}

export interface LlamaEngine {
  readonly model: string
  /** Answers a chat, or continues a text as it stands. */
  generate(
    asked: readonly ChatMessage[] | string,
    options: GenerateOptions,
    signal: AbortSignal,
  ): AsyncIterable<EngineEvent>
  /** Odds of `answer[position]` after the prompt and the answer so far; position `answer.length` asks for the end of the turn. */
  odds(
    messages: readonly ChatMessage[],
    answer: readonly number[],
    positions: readonly number[],
  ): Promise<PositionOdds[]>
  tokenize(text: string): number[]
  detokenize(tokens: readonly number[]): string
  /** Tokens of the prompt that the messages make, or of a text. */
  countPrompt(asked: readonly ChatMessage[] | string): number
  /** Where a text stands in the model's last layer, of length 1. What exceeds 512 tokens is not read. */
  embed(text: string): Promise<Float32Array>
  close(): Promise<void>
}

/** Tokens evaluated in one go. The library would take the whole context, and room for the odds of every word after each of them. */
const batchSize = 512

/** Rejects when the library or the model cannot be loaded. */
export async function loadLlamaEngine(options: LlamaEngineOptions): Promise<LlamaEngine> {
  const {
    threads = Math.max(1, availableParallelism() >> 1),
    sequences = 4,
    contextSize = 2_048,
    systemPrompt = defaultSystemPrompt,
  } = options
  // Imported late: a network without a model need not load the library.
  const { getLlama, LlamaLogLevel, resolveChatWrapper } = await import("node-llama-cpp")
  const llama: Llama = await getLlama({
    build: "never",
    gpu: false,
    skipDownload: true,
    progressLogs: false,
    logLevel: LlamaLogLevel.error,
    maxThreads: threads,
  })
  const model = await llama.loadModel({ modelPath: options.modelPath, gpuLayers: 0 })
  const wrapper = resolveChatWrapper(model)
  const context = await model.createContext({ contextSize, sequences, threads, batchSize })
  const embedding = createEmbedding(model, threads)
  const pool = createPool(Array.from({ length: sequences }, () => context.getSequence()))

  const chatTokens = (messages: readonly ChatMessage[]): Token[] => {
    const state = wrapper.generateContextState({ chatHistory: toHistory(messages, systemPrompt) })
    const tokens = state.contextText.tokenize(model.tokenizer)
    // The wrapper adds the model's BOS, which here is the very token that opens a turn: the model never saw it twice.
    if (tokens[0] === tokens[1]) tokens.shift()
    return tokens
  }
  const promptTokens = (asked: readonly ChatMessage[] | string, room: number): Token[] => {
    const tokens = typeof asked === "string" ? textTokens(model, asked) : chatTokens(asked)
    if (tokens.length + room <= contextSize) return tokens
    const text = `prompt and answer exceed the ${contextSize} tokens of the context`
    const param = typeof asked === "string" ? "prompt" : "messages"
    throw new ProtocolError("context_length_exceeded", text, param)
  }

  return {
    model: options.model,
    async *generate(asked, wish, signal) {
      const prompt = promptTokens(asked, wish.maxTokens)
      const sequence = await pool.take(signal)
      try {
        yield* generateTokens(model, sequence, prompt, wish, signal)
      } finally {
        pool.give(sequence)
      }
    },
    async odds(messages, answer, positions) {
      const prompt = promptTokens(messages, answer.length + 1)
      const sequence = await pool.take()
      try {
        return await oddsOf(model, sequence, prompt, answer as Token[], positions)
      } finally {
        pool.give(sequence)
      }
    },
    tokenize: (text) => model.tokenize(text, false, "trimLeadingSpace"),
    detokenize: (tokens) => model.detokenize(tokens as Token[]),
    countPrompt: (asked) => promptTokens(asked, 0).length,
    embed: embedding.embed,
    async close() {
      await embedding.close()
      await context.dispose()
      await model.dispose()
      await llama.dispose()
    },
  }
}

/** A text that no turn surrounds. A model that wants a token before every text gets it; an empty text needs one to start from. */
function textTokens(model: LlamaModel, text: string): Token[] {
  const tokens = model.tokenize(text, false)
  const { bos, shouldPrependBosToken } = model.tokens
  return bos !== null && (shouldPrependBosToken || tokens.length === 0) ? [bos, ...tokens] : tokens
}

async function* generateTokens(
  model: LlamaModel,
  sequence: LlamaContextSequence,
  prompt: Token[],
  wish: GenerateOptions,
  signal: AbortSignal,
): AsyncGenerator<EngineEvent> {
  const fresh = await reusePrefix(sequence, prompt)
  const chosen: Token[] = []
  let shown = ""
  let finishReason: FinishReason = "length"
  const stream = sequence.evaluateWithMetadata(
    fresh,
    { confidence: true },
    {
      temperature: wish.temperature,
      topP: wish.topP,
      // A repeated question must not get a random seed, nor an unseeded one always the same.
      ...(wish.seed === undefined ? {} : { seed: Math.abs(Math.trunc(wish.seed)) % 2 ** 32 }),
      yieldEogToken: true,
    },
  )
  for await (const item of stream) {
    if (signal.aborted) return
    if (model.isEogToken(item.token)) {
      finishReason = "stop"
      break
    }
    chosen.push(item.token)
    // Some characters span several tokens: their text is held back until it is whole.
    const all = model.detokenize(chosen)
    const text = all.endsWith("\uFFFD") ? "" : all.slice(shown.length)
    shown += text
    const odds = wish.withLogprobs ? { logprob: Math.log(item.confidence) } : {}
    yield { kind: "token", token: { id: item.token, text, ...odds } }
    if (chosen.length >= wish.maxTokens) break
  }
  yield { kind: "end", finishReason, promptTokens: prompt.length }
}

async function oddsOf(
  model: LlamaModel,
  sequence: LlamaContextSequence,
  prompt: Token[],
  answer: readonly Token[],
  positions: readonly number[],
): Promise<PositionOdds[]> {
  // Which of its end tokens a model closes a turn with differs from one to the next: the likelier counts.
  const ends = [...new Set([model.tokens.eos, model.tokens.eot])].filter((token) => token !== null)
  const fresh = await reusePrefix(sequence, prompt)
  const skipped = prompt.length - fresh.length
  /** Where the input holds the token before the answer's `position`. */
  const indexOf = (position: number): number => prompt.length - 1 + position - skipped
  const targetsOf = (position: number): Token[] => {
    const token = answer[position]
    return token === undefined ? ends : [token]
  }
  const targetsAt = new Map(positions.map((position) => [indexOf(position), targetsOf(position)]))
  const input = [...fresh, ...answer].map((token, at): ControlledEvaluateInputItem => {
    const tokens = targetsAt.get(at)
    if (tokens === undefined) return token
    // includeMax would say what is meant, but gives nothing in 3.22.1.
    const logits = { filter: { tokens, includeTop: 1 } }
    const options = { temperature: 1, topK: 0, topP: 1, minP: 0 }
    return [token, { generateNext: { logits, totalLogitWeight: true, options } }]
  })
  const output = await sequence.controlledEvaluate(input)
  return positions.map((position) => {
    const next = output[indexOf(position)]?.next
    const logit = Math.max(
      ...targetsOf(position).map((token) => next?.logits?.get(token) ?? Number.NEGATIVE_INFINITY),
    )
    if (next?.logits === undefined || next.totalLogitWeight === undefined || !Number.isFinite(logit)) {
      throw new Error(`no odds for position ${position}`)
    }
    const topLogprob = -Math.log(next.totalLogitWeight)
    return { logprob: logit - Math.max(...next.logits.values()) + topLogprob, topLogprob }
  })
}

/** Keeps what the sequence already knows of the prompt and gives back the rest, which is at least its last token. */
async function reusePrefix(sequence: LlamaContextSequence, prompt: Token[]): Promise<Token[]> {
  await sequence.adaptStateToTokens(prompt.slice(0, -1), false)
  return prompt.slice(sequence.nextTokenIndex)
}

function toHistory(messages: readonly ChatMessage[], systemPrompt: string): ChatHistoryItem[] {
  const history: ChatHistoryItem[] = messages.map(({ role, content }) =>
    role === "assistant" ? { type: "model", response: [content] } : { type: role, text: content },
  )
  if (systemPrompt !== "" && messages[0]?.role !== "system") {
    history.unshift({ type: "system", text: systemPrompt })
  }
  return [...history, { type: "model", response: [] }]
}
