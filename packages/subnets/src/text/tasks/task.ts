import type { Random } from "@taonet/neuron/random"

/** A question whose answer can be checked without a model. */
export interface Task {
  readonly kind: string
  readonly question: string
  /** One of these must stand in the answer. */
  readonly expected: readonly string[]
  /** None of these may: the other values that the question offers. */
  readonly forbidden: readonly string[]
}

/** The same stream of random numbers gives the same task. */
export type MakeTask = (random: Random) => Task
