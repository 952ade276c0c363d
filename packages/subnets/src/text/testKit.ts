/** A model without a model: it reads the made-up sentences by pattern, so that tests of scoring are exact and take no time. */
import type { BackendEvent, TextBackend } from "./backend.ts"
import type { ChatMessage, ChatRequest } from "./protocol.ts"
import type { Auditor } from "./scoring/audit.ts"

const patterns: readonly [RegExp, (found: RegExpExecArray) => string][] = [
  [/ on (\w+day) at .*which day/, ([, day]) => `The meeting is on ${day}.`],
  [/(\w+) now lives in (\w+)/, ([, name, town]) => `${name} lives in ${town} now.`],
  [/door code is (\d+)/, ([, code]) => `The door code is ${code}.`],
  [/train to (\w+) leaves/, ([, town]) => `The train goes to ${town}.`],
  [/(\w+) is (\d+) years old/, ([, name, age]) => `${name} is ${age} years old.`],
  [/My (\w+) is called (\w+)/, ([, pet, name]) => `Your ${pet} is called ${name}.`],
  [/Say the word (\w+)/, ([, word]) => `${word}`],
  [/The (\w+) is (\w+)\. What color/, ([, thing, color]) => `The color of the ${thing} is ${color}.`],
  [/List: (\w+),/, ([, word]) => `The first word of the list is ${word}.`],
]

export function fakeAnswer(question: string): string {
  for (const [pattern, answer] of patterns) {
    const found = pattern.exec(question)
    if (found !== null) return answer(found)
  }
  return "I do not know what to say about this."
}

const wordsOf = (text: string): string[] => text.match(/\s*\S+/g) ?? []
const questionOf = (messages: readonly ChatMessage[]): string => messages.at(-1)?.content ?? ""

export const fakeBackend: TextBackend = {
  model: "fake",
  async *generate(request: ChatRequest): AsyncGenerator<BackendEvent> {
    const words = wordsOf(fakeAnswer(questionOf(request.messages)))
    const said = words.slice(0, request.maxTokens)
    for (const text of said) yield { kind: "text", text, tokens: [{ text, logprob: 0 }] }
    const finishReason = said.length < words.length ? "length" : "stop"
    yield { kind: "end", finishReason, promptTokens: 1, completionTokens: said.length }
  },
  close: async () => {},
}

/** Finds its own words certain and all others nearly impossible. Tokens are numbers of words. */
export function fakeAuditor(): Auditor {
  const numberOf = new Map<string, number>()
  const number = (word: string): number => {
    const known = numberOf.get(word) ?? numberOf.size
    numberOf.set(word, known)
    return known
  }
  return {
    name: "fake",
    tokens: (text) => wordsOf(text).map(number),
    async odds(messages, tokens, positions) {
      const own = wordsOf(fakeAnswer(questionOf(messages))).map(number)
      return positions.map((at) => ({ logprob: own[at] === tokens[at] ? 0 : -3, topLogprob: 0 }))
    },
  }
}
