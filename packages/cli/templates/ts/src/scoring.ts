/** The owner's template: which questions are asked, and what an answer is worth. Validators may weigh it in their own way (personal.ts). */
import { pick, type Random, randomInt } from "@taonet/neuron/random"
import { type PersonalTemplate, personalise, type TemplateDefinition } from "@taonet/subnets/template/index"
import { answer } from "./miner.ts"
import type { Answer, Question } from "./protocol.ts"

/** What is known about one answer. */
export interface Facts {
  readonly given: number
  readonly right: number
  readonly elapsedMs: number
}

/** Fresh for every question, so that a miner gains nothing by remembering answers. */
function randomQuestion(random: Random, words: number): Question {
  const letters = "abcdefghijklmnopqrstuvwxyz"
  const word = (): string =>
    Array.from({ length: 2 + randomInt(random, 8) }, () => pick(random, [...letters])).join("")
  return { text: Array.from({ length: words }, word).join(" "), letter: pick(random, [...letters]) }
}

export const template: TemplateDefinition<Question, Facts> = {
  name: "{{name}}",
  criteria: {
    exact: {
      about: "the count is right",
      weight: 0.5,
      kind: "share",
      measure: ({ given, right }) => (given === right ? 1 : 0),
    },
    close: {
      about: "how near the count is",
      weight: 0.5,
      kind: "share",
      measure: ({ given, right }) => 1 - Math.abs(given - right) / Math.max(1, given, right),
    },
    speed: {
      about: "full under 1 s, nothing after 10 s",
      weight: 0.1,
      kind: "factor",
      measure: ({ elapsedMs }) => (10_000 - elapsedMs) / 9_000,
    },
  },
  challenges: {
    short: { about: "20 words", share: 1, make: (random) => randomQuestion(random, 20) },
    long: { about: "120 words", share: 2, make: (random) => randomQuestion(random, 120) },
  },
  settings: {
    questionsPerRound: { about: "questions to a miner in a round", value: 3, least: 1, most: 50 },
  },
}

export type Personal = PersonalTemplate<Question, Facts>
export const ownersVersion: Personal = personalise(template)

/** The validator knows the answer because it can do the work; where yours cannot, compare miners, re-run a sample, or ask a judge. */
export const factsOf = (question: Question, given: Answer, elapsedMs: number): Facts => ({
  given: given.count,
  right: answer(question).count,
  elapsedMs,
})
