import { createHash } from "node:crypto"
import { pick, type Random, randomInt, seededRandom } from "@taonet/neuron/random"
import { questionText } from "../corpus/corpus.ts"
import { prose } from "../corpus/prose.ts"
import { factTasks } from "../tasks/facts.ts"
import { readingTasks } from "../tasks/reading.ts"

/** Where the texts of the contest come from. The same seed gives the same text everywhere; nobody can know a text before its seed. */
export interface TextSource {
  draw(seed: string, characters: number): string
}

/**
 * Text that never runs out: the prose of the package, sentence by sentence in random order, between questions made up on the spot and their
 * answers. Whoever learns its ways predicts it well; learning it by heart is impossible.
 */
export const madeUpSource: TextSource = {
  draw(seed, characters) {
    const random = seededRandom(seed)
    let text = ""
    while (text.length < characters) text += passage(random)
    return text.slice(0, characters)
  },
}

const sentences = prose.split(/(?<=\.)\s+/)

function passage(random: Random): string {
  if (randomInt(random, 3) === 0)
    return `${Array.from({ length: 1 + randomInt(random, 4) }, () => pick(random, sentences)).join(" ")}\n`
  const kinds = Object.values(randomInt(random, 4) === 0 ? factTasks : readingTasks)
  const task = pick(random, kinds)(random)
  return `${questionText(task.question)}${task.expected[0] ?? "Nothing"}.\n`
}

/**
 * Pieces of a text of one's own. A text that miners can get is learned by heart by whoever has enough parameters: give them
 * only a part of it, and keep the rest.
 */
export function corpusSource(corpus: string, pieceCharacters = 2_000): TextSource {
  if (corpus.length < pieceCharacters) throw new RangeError("the corpus is shorter than a piece of it")
  return {
    draw(seed, characters) {
      const random = seededRandom(seed)
      let text = ""
      while (text.length < characters) {
        const from = randomInt(random, corpus.length - pieceCharacters + 1)
        text += corpus.slice(from, from + pieceCharacters)
      }
      return text.slice(0, characters)
    },
  }
}

/** A seed that only the block decides, apart for each subnet and use. */
export const seedOf = (use: string, netuid: number, blockHash: string): string =>
  createHash("sha256").update(`taonet training/1 ${use} ${netuid} ${blockHash}`).digest("hex")
