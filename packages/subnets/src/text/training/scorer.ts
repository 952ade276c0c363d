/** The validator's side of the training contest. */
import type { ChainClient } from "@taonet/neuron/chain"
import { DendriteError } from "@taonet/neuron/dendrite/errors"
import type { AxonTarget } from "@taonet/neuron/dendrite/types"
import type { MinerScore, ScoreMiner, ScoringContext } from "@taonet/neuron/loops/runValidator"
import { type Commitment, type CommitmentBook, digestOf } from "../../commitments.ts"
import { trainNgram } from "../ngram/model.ts"
import { encodeText } from "./alphabet.ts"
import { type ContestMark, judge } from "./contest.ts"
import { parametersPath } from "./miner.ts"
import { bitsPerCharacter, type Parameters } from "./model.ts"
import { madeUpSource, seedOf, type TextSource } from "./source.ts"
import { modelFrom } from "./vector.ts"

export interface TrainingContestOptions {
  readonly netuid: number
  readonly book: Pick<CommitmentBook, "read" | "blockHash" | "blockNumber">
  readonly chain: Pick<ChainClient, "subnetView">
  readonly source?: TextSource
  /** A new text is drawn by the hash of every so many-th block; all validators of one setting draw the same. Default 100. */
  readonly drawEveryBlocks?: number
  /** Of the drawn text; default 4,000. */
  readonly characters?: number
  /** What the order-5 n-gram, which is the bar, learns from; default 50,000. */
  readonly barCharacters?: number
  /** Numbers in the longest vector that is fetched; default 2^18. All together are kept in memory. */
  readonly lengthMax?: number
  /** For one vector; default 30 s. */
  readonly timeoutMs?: number
}

/** Characters before the scored ones, which only give them something to follow. */
const leadIn = 200
const barOrder = 5

type Mark = ContestMark | { readonly score: 0; readonly failure: string }

/** Scores what miners committed before the text was drawn. */
export function trainingScorer(options: TrainingContestOptions): ScoreMiner {
  const { netuid, book, source = madeUpSource, drawEveryBlocks = 100, characters = 4_000 } = options
  const held = new Map<string, { digest: string; block: number; parameters: Parameters }>()
  let current: { drawn: number; marks: Promise<Map<string, Mark>> } | undefined

  async function marksAt(drawn: number, context: ScoringContext): Promise<Map<string, Mark>> {
    const [hash, commitments, { neurons }] = await Promise.all([
      book.blockHash(drawn),
      book.read(),
      options.chain.subnetView(netuid),
    ])
    const text = source.draw(seedOf("contest", netuid, hash), leadIn + characters)
    const codes = encodeText(text)
    const rules = { bar: barOf(source, text, netuid, options.barCharacters ?? 50_000) }
    const marks = new Map<string, Mark>()
    const entries = []
    for (const hotkey of held.keys())
      if (!neurons.some((neuron) => neuron.hotkey === hotkey)) held.delete(hotkey)
    for (const commitment of commitments) {
      const { hotkey, block } = commitment
      const target = neurons.find((neuron) => neuron.hotkey === hotkey)
      if (target?.axon === undefined) continue
      // Whoever commits in the drawn block or later may know the text: what he committed to before still counts, where we saw it.
      if (block >= drawn) {
        const before = held.get(hotkey)
        if (before === undefined) marks.set(hotkey, { score: 0, failure: "TooLate" })
        else entries.push({ hotkey, ...before, bits: bitsPerCharacter(before.parameters, codes, leadIn) })
        continue
      }
      const found = await fetchParameters(commitment, { hotkey, ...target.axon }, context)
      if (typeof found === "string") marks.set(hotkey, { score: 0, failure: found })
      else entries.push({ hotkey, block, parameters: found, bits: bitsPerCharacter(found, codes, leadIn) })
    }
    for (const [hotkey, mark] of judge(entries, rules)) marks.set(hotkey, mark)
    return marks
  }

  /** The vector that was committed to, or why there is none. */
  async function fetchParameters(
    { hotkey, digest, block }: Commitment,
    target: AxonTarget,
    { dendrite, signal }: ScoringContext,
  ): Promise<Parameters | string> {
    const known = held.get(hotkey)
    if (known?.digest === digest) return known.parameters
    held.delete(hotkey)
    const maxBytes = 4 * (options.lengthMax ?? 1 << 18)
    const request = { path: parametersPath, method: "GET" as const, maxBytes, signal }
    try {
      const { body } = await dendrite.request(target, { ...request, timeoutMs: options.timeoutMs ?? 30_000 })
      if (digestOf(hotkey, body) !== digest) return "OtherThanCommitted"
      const parameters = modelFrom(body)
      if (parameters === undefined) return "NoModel"
      held.set(hotkey, { digest, block, parameters })
      return parameters
    } catch (error) {
      if (error instanceof DendriteError) return error.code
      throw error
    }
  }

  return async ({ hotkey }, context): Promise<MinerScore> => {
    const drawn = Math.floor((await book.blockNumber()) / drawEveryBlocks) * drawEveryBlocks
    if (current?.drawn !== drawn) current = { drawn, marks: marksAt(drawn, context) }
    const round = current
    const marks = await round.marks.catch((error: unknown) => {
      // The next miner asks again rather than get the same failure.
      if (current === round) current = undefined
      throw error
    })
    const { score, ...detail } = marks.get(hotkey) ?? { score: 0, failure: "NothingCommitted" }
    return { score, detail: { drawn, ...detail } }
  }
}

/** What an order-5 n-gram gives on the same text, having read a text that everybody can draw. */
function barOf(source: TextSource, text: string, netuid: number, characters: number): number {
  const model = trainNgram(source.draw(seedOf("bar", netuid, ""), characters), barOrder)
  return model.bitsPerCharacter(text.slice(leadIn), text.slice(0, leadIn))
}
