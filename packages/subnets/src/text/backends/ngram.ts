import { type Random, secretRandom, seededRandom } from "@taonet/neuron/random"
import type { BackendEvent, TextBackend } from "../backend.ts"
import { questionText } from "../corpus/corpus.ts"
import type { NgramModel } from "../ngram/model.ts"
import type { ChatRequest } from "../protocol.ts"
import { createStopFilter } from "../stopStrings.ts"

export interface NgramBackendOptions {
  readonly name?: string
  /** When the request names none; default 0.3. */
  readonly temperature?: number
}

/** Continues "Q: … A:", or a text, letter by letter up to the end of the line. Of a chat it reads the last user message only. */
export function ngramBackend(model: NgramModel, options: NgramBackendOptions = {}): TextBackend {
  return {
    model: options.name ?? `ngram-${model.maxOrder}`,
    async *generate(request: ChatRequest, signal): AsyncGenerator<BackendEvent> {
      const question = request.messages.findLast(({ role }) => role === "user")?.content ?? ""
      const random = request.seed === undefined ? secretRandom() : seededRandom(`ngram ${request.seed}`)
      const temperature = request.temperature ?? options.temperature ?? 0.3
      const filter = createStopFilter(request.stop)
      const promptTokens = countWords(question)
      let completionTokens = 0
      let context = request.prompt ?? questionText(question)
      const end = (finishReason: "stop" | "length"): BackendEvent => ({
        kind: "end",
        finishReason,
        promptTokens,
        completionTokens,
      })

      while (completionTokens < request.maxTokens) {
        const word = nextWord(model, context, temperature, random)
        if (word.text !== "") {
          completionTokens++
          context += word.text
          const { text, stopped } = filter.push(word.text)
          yield { kind: "text", text, tokens: [{ text: word.text, logprob: word.logprob }] }
          if (stopped) return yield end("stop")
        }
        if (word.last) {
          const rest = filter.flush()
          if (rest !== "") yield { kind: "text", text: rest, tokens: [] }
          return yield end("stop")
        }
        // Lets the process breathe, and a client that went away be noticed.
        await new Promise((resolve) => setImmediate(resolve))
        if (signal.aborted) return
      }
      const rest = filter.flush()
      if (rest !== "") yield { kind: "text", text: rest, tokens: [] }
      yield end("length")
    },
    close: async () => {},
  }
}

/** A word with the blank before it is counted as one token, as is each mark of punctuation. */
const countWords = (text: string): number => text.match(/\s*[\p{L}\p{N}]+|\s*[^\s\p{L}\p{N}]/gu)?.length ?? 0

const maxWordLength = 40

/** Letters up to the next boundary; `last` at the end of the line. */
function nextWord(
  model: NgramModel,
  context: string,
  temperature: number,
  random: Random,
): { text: string; logprob: number; last: boolean } {
  let text = ""
  let logprob = 0
  while (text.length < maxWordLength) {
    const odds = model.next(context + text)
    const character = temperature === 0 ? mostLikely(odds) : draw(odds, temperature, random)
    if (character === "\n") return { text, logprob, last: true }
    const boundary = /[^\p{L}\p{N}]/u.test(character)
    if (boundary && text.trim() !== "") break
    text += character
    logprob += Math.log(odds.get(character) ?? 1)
    if (boundary && character !== " ") break
  }
  return { text, logprob, last: false }
}

function mostLikely(odds: ReadonlyMap<string, number>): string {
  let best = "\n"
  let highest = -1
  for (const [character, share] of odds) {
    if (share > highest) [best, highest] = [character, share]
  }
  return best
}

function draw(odds: ReadonlyMap<string, number>, temperature: number, random: Random): string {
  const raised = [...odds].map(([character, share]) => [character, share ** (1 / temperature)] as const)
  let left = random.next() * raised.reduce((sum, [, share]) => sum + share, 0)
  for (const [character, share] of raised) {
    left -= share
    if (left < 0) return character
  }
  return raised.at(-1)?.[0] ?? "\n"
}
