/** Who of those that committed a model deserves what. Pure: the same entries give the same marks to every validator. */
import type { Parameters } from "./model.ts"
import { relativeDistance } from "./vector.ts"

export interface Entry {
  readonly hotkey: string
  /** Of the commitment. */
  readonly block: number
  readonly parameters: Parameters
  /** Bits per character of the text that was drawn. */
  readonly bits: number
}

export interface ContestRules {
  /** Bits per character that are worth nothing: what counting letters gives. */
  readonly bar: number
  /** By which part of the best one before it a later model must be better to be news; default 0.01. */
  readonly margin?: number
}

export interface ContestMark {
  /** In [0, 1]; the best gets 1. */
  readonly score: number
  readonly bits: number
  /** Whose model it is over again. */
  readonly copyOf?: string
  /** Whose model it is no better than. */
  readonly follows?: string
}

/** Two models nearer to each other than this were not found independently: noise that leaves a copy useful is smaller. */
const copyDistance = 0.05
/** What is left for a model that came after another one as good: copying is not worth while, coming second in earnest is something. */
const followerShare = 0.1
/** A model that is worse by this part of the best one's bits gets half. */
const halving = 0.1

/**
 * In the order of their commitments: who is no nearer to the text than letter counts gets nothing, a copy of an earlier model gets nothing, one that
 * does not beat all earlier ones by the margin gets a tenth. The rest is how close it comes to the best.
 */
export function judge(
  entries: readonly Entry[],
  { bar, margin = 0.01 }: ContestRules,
): Map<string, ContestMark> {
  const inOrder = entries.toSorted((a, b) => a.block - b.block || (a.hotkey < b.hotkey ? -1 : 1))
  const originals: Entry[] = []
  const marks = new Map<string, ContestMark>()
  for (const entry of inOrder) {
    // Within one block nobody could have seen the other's weights: they are shown only after the commitment.
    const source = originals.find(
      ({ block, parameters }) =>
        block < entry.block && relativeDistance(parameters, entry.parameters) < copyDistance,
    )
    if (source === undefined) originals.push(entry)
    else marks.set(entry.hotkey, { score: 0, bits: entry.bits, copyOf: source.hotkey })
  }
  const best = Math.max(Number.EPSILON, bestOf(originals)?.bits ?? 0)
  for (const { hotkey, block, bits } of originals) {
    const leader = bestOf(originals.filter((each) => each.block < block))
    const follows = leader !== undefined && bits > leader.bits * (1 - margin)
    const quality = bits < bar ? 2 ** (-(bits - best) / (halving * best)) : 0
    const score = quality * (follows ? followerShare : 1)
    marks.set(hotkey, { score, bits, ...(follows && { follows: leader.hotkey }) })
  }
  return marks
}

const bestOf = (entries: readonly Entry[]): Entry | undefined =>
  entries.toSorted((a, b) => a.bits - b.bits)[0]
