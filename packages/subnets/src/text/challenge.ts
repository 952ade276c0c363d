import { pick, type Random, randomInt } from "@taonet/neuron/random"
import { defaultSystemPrompt } from "./llama/engine.ts"
import type { ChatMessage } from "./protocol.ts"
import { factTasks } from "./tasks/facts.ts"
import { readingTasks } from "./tasks/reading.ts"
import type { Task } from "./tasks/task.ts"

/** A task in the form in which a miner gets it. */
export interface Challenge {
  readonly task: Task
  readonly messages: readonly ChatMessage[]
  readonly maxTokens: number
  readonly seed: number
}

/** Which tasks are drawn: "model" needs a reader; "facts" is what an n-gram model can know too. */
export type TaskMix = "model" | "facts"

const answerTokens = 24
/** One task in so many asks for a fact, also in the mix for models. */
const factsEvery = 6

export function makeChallenge(random: Random, mix: TaskMix): Challenge {
  const facts = mix === "facts" || randomInt(random, factsEvery) === 0
  return challengeOf(pick(random, Object.values(facts ? factTasks : readingTasks))(random), random)
}

export function challengeOf(task: Task, random: Random): Challenge {
  return {
    task,
    messages: [
      // Said by the validator, so that miners with other defaults are asked the same.
      { role: "system", content: defaultSystemPrompt },
      { role: "user", content: task.question },
    ],
    maxTokens: answerTokens,
    seed: randomInt(random, 2 ** 31),
  }
}
