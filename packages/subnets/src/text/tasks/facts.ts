/** Questions that a model answers from what it learned. Weak evidence by themselves, since the answers can be looked up. */
import { pick } from "@taonet/neuron/random"
import { capitals, opposites } from "../corpus/facts.ts"
import type { MakeTask } from "./task.ts"

export const factTasks: Readonly<Record<string, MakeTask>> = {
  capital(random) {
    const country = pick(random, Object.keys(capitals))
    const expected = [capitals[country] ?? ""]
    return { kind: "capital", question: `What is the capital of ${country}?`, expected, forbidden: [] }
  },
  opposite(random) {
    const word = pick(random, Object.keys(opposites))
    const expected = [opposites[word] ?? ""]
    return { kind: "opposite", question: `What is the opposite of "${word}"?`, expected, forbidden: [] }
  },
}
