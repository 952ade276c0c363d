import { type Random, secretRandom, seededRandom } from "@taonet/neuron/random"
import type { BackendEvent, TextBackend } from "../backend.ts"
import { questionText } from "../corpus/corpus.ts"
import type { ChatRequest } from "../protocol.ts"
import { createStopFilter } from "../stopStrings.ts"
import { alphabetSize, decodeText, encodeText } from "./alphabet.ts"
import { type Parameters, predict } from "./model.ts"
import { readText } from "./reading.ts"

const lineFeed = 0
/** Characters between two looks at who else wants the thread. */
const breath = 32

/**
 * Answers with a model that may still be learning: each character comes from the parameters as they are then. Characters are its tokens; an
 * answer ends with its line.
 */
export function trainedBackend(parameters: Parameters, name = "taonet-trained"): TextBackend {
  return {
    model: name,
    async *generate(request: ChatRequest, signal): AsyncGenerator<BackendEvent> {
      const question = request.messages.findLast(({ role }) => role === "user")?.content ?? ""
      const prompt = encodeText(request.prompt ?? questionText(question))
      const codes = new Uint8Array(prompt.length + request.maxTokens)
      codes.set(prompt)
      const random = request.seed === undefined ? secretRandom() : seededRandom(`trained ${request.seed}`)
      const filter = createStopFilter(request.stop)
      const reading = readText(codes, parameters.length)
      while (reading.at < prompt.length) reading.advance()
      const odds = new Float64Array(alphabetSize)
      const end = (finishReason: "stop" | "length", completionTokens: number): BackendEvent => ({
        ...{ kind: "end", finishReason, promptTokens: prompt.length, completionTokens },
      })
      for (let said = 0; said < request.maxTokens; said++) {
        predict(parameters, reading, odds)
        const code = choose(odds, request.temperature ?? 0.3, random)
        if (code === lineFeed) {
          yield* leftOver(filter.flush())
          return yield end("stop", said)
        }
        codes[reading.at] = code
        reading.advance()
        const character = decodeText([code])
        const { text, stopped } = filter.push(character)
        yield { kind: "text", text, tokens: [{ text: character, logprob: Math.log(odds[code] ?? 1) }] }
        if (stopped) return yield end("stop", said + 1)
        if (said % breath === breath - 1) await new Promise((resolve) => setImmediate(resolve))
        if (signal.aborted) return
      }
      yield* leftOver(filter.flush())
      yield end("length", request.maxTokens)
    },
    close: async () => {},
  }
}

function* leftOver(text: string): Generator<BackendEvent> {
  if (text !== "") yield { kind: "text", text, tokens: [] }
}

function choose(odds: Float64Array, temperature: number, random: Random): number {
  if (temperature === 0) return odds.indexOf(Math.max(...odds))
  const raised = odds.map((share) => share ** (1 / temperature))
  let left = random.next() * raised.reduce((sum, share) => sum + share, 0)
  for (const [code, share] of raised.entries()) {
    left -= share
    if (left < 0) return code
  }
  return lineFeed
}
