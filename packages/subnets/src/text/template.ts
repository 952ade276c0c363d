/** The text subnet as a template: what its owner suggests, and what a validator may do in its own way. */
import { pick } from "@taonet/neuron/random"
import { readList, readMap, readText } from "../template/fields.ts"
import type { PersonalTemplate, TemplateDefinition } from "../template/types.ts"
import type { TaskMix } from "./challenge.ts"
import { readModelJudge } from "./judge.ts"
import { type AnswerFacts, scoreWeights, speedOf } from "./scoring/score.ts"
import { factTasks } from "./tasks/facts.ts"
import { readingTasks } from "./tasks/reading.ts"
import type { Task } from "./tasks/task.ts"

export interface TextFacts extends AnswerFacts {
  /** Of the validator's own judge, in [0, 1]; 0 without one. */
  readonly judged: number
}

export type TextTemplate = TemplateDefinition<Task, TextFacts>
export type PersonalTextTemplate = PersonalTemplate<Task, TextFacts>

/** With the n-gram as auditor ("facts") only what such a model can know is asked for. */
export const textTemplate = (mix: TaskMix): TextTemplate => ({
  name: "text",
  criteria: {
    right: {
      about: "the answer names what was asked for",
      weight: scoreWeights.right,
      kind: "share",
      measure: ({ right }) => (right ? 1 : 0),
    },
    agreement: {
      about: "the answer is what the agreed model would say",
      weight: scoreWeights.agreement,
      kind: "share",
      // Squared: fluent text of any origin agrees by half, since most words follow from those before.
      measure: ({ agreement }) => agreement ** 2,
    },
    judge: {
      about: "what a judge of the validator's own thinks of it",
      weight: 0,
      kind: "share",
      measure: ({ judged }) => judged,
    },
    speed: {
      about: "how soon the answer came",
      weight: scoreWeights.speed,
      kind: "factor",
      measure: ({ elapsedMs }) => speedOf(elapsedMs),
    },
  },
  challenges: {
    reading: {
      about: "questions about a sentence made up on the spot",
      share: mix === "facts" ? 0 : 5,
      make: (random) => pick(random, Object.values(readingTasks))(random),
    },
    facts: {
      about: "capitals and opposites",
      share: 1,
      make: (random) => pick(random, Object.values(factTasks))(random),
    },
  },
  ownChallenge: {
    read: readChallenge,
    example: '{ ask: "What do cows drink?", expect: [water], forbid: [milk] }',
  },
  judges: { openai: readModelJudge },
  judgedBy: "judge",
  settings: {
    challengesPerRound: { about: "questions to a miner in a round", value: 2, least: 1, most: 32 },
    timeoutMs: { about: "milliseconds for one answer", value: 20_000, least: 100, most: 600_000 },
    alpha: { about: "share of the newest score in the average", value: 0.1, least: 0.001, most: 1 },
    exponent: { about: "weight is average to this power", value: 2, least: 0.5, most: 8 },
    minersPerRound: { about: "miners asked in a round", value: 16, least: 1, most: 4_096 },
  },
})

const maxExpected = 64

/** `{ ask, expect, forbid }`: what the answer must name, and what it must not. */
function readChallenge(value: unknown, field: string): Task {
  const own = readMap(value, field, ["ask", "expect", "forbid"])
  const words = (name: "expect" | "forbid", least: number): string[] =>
    readList(own[name] ?? [], `${field}.${name}`, (item, at) => readText(item, at, 200), {
      least,
      most: maxExpected,
    })
  return {
    kind: "own",
    question: readText(own["ask"], `${field}.ask`, 4_000),
    expected: words("expect", 1),
    forbidden: words("forbid", 0),
  }
}
