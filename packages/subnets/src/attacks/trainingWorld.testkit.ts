/** Miners of the training contest in the small economy: validators mark them with the contest's own scorer; chain and wire are function calls. */
import { systemClock } from "@taonet/neuron/clock"
import { DendriteError } from "@taonet/neuron/dendrite/errors"
import type { Dendrite } from "@taonet/neuron/dendrite/types"
import { hotkeyFromUri } from "@taonet/neuron/hotkey"
import { seededRandom } from "@taonet/neuron/random"
import { type Commitment, digestOf } from "../commitments.ts"
import { toBytes } from "../flatVector.ts"
import { encodeText } from "../text/training/alphabet.ts"
import { learn } from "../text/training/learn.ts"
import { emptyParameters, type Parameters } from "../text/training/model.ts"
import { trainingScorer } from "../text/training/scorer.ts"
import { madeUpSource, seedOf } from "../text/training/source.ts"
import { type Marking, type MinerPlan, netuid } from "./world.testkit.ts"

/** What a contestant sees and can do, twice an epoch: before the block that draws the text, and after it. */
export interface Turn {
  readonly epoch: number
  /** Undefined until it is drawn. */
  readonly text: string | undefined
  /** The vector that a contestant shows to whoever asks. */
  shownBy(name: string): Parameters | undefined
  /** What a contestant committed to: everybody reads the chain. */
  digestOf(name: string): string | undefined
  /** Commits to it and shows it; `more` for who lies. */
  commit(parameters: Parameters, more?: { readonly digest?: string; readonly serves?: Parameters }): void
}

export interface Contestant {
  readonly name: string
  readonly play: (turn: Turn) => void
}

const length = 1 << 15
const characters = 1_200
const blocksPerEpoch = 100

const learnedBefore = new Map<string, Parameters>()

/** Trained in earnest on `steps` texts of its own, from nothing or from somebody's vector. */
export function learned(seed: string, steps: number, from?: Parameters): Parameters {
  const key = `${seed} ${steps}`
  const known = from === undefined ? learnedBefore.get(key) : undefined
  if (known) return known
  const learner = { parameters: from?.slice() ?? emptyParameters(length), moved: new Float32Array(length) }
  for (let step = 0; step < steps; step++)
    learn(learner, encodeText(madeUpSource.draw(`${seed} ${step}`, 3_000)))
  if (from === undefined) learnedBefore.set(key, learner.parameters)
  return learner.parameters
}

/** Learned from one text alone. */
export function byHeart(text: string): Parameters {
  const learner = { parameters: emptyParameters(length), moved: new Float32Array(length) }
  for (let pass = 0; pass < 5; pass++) learn(learner, encodeText(text))
  return learner.parameters
}

/** Contestants as the economy's plans list them. */
export const namesOf = (contestants: readonly Contestant[]): readonly MinerPlan[] =>
  contestants.map(({ name }) => ({
    name,
    answer: () => {
      throw new TypeError(`${name} trains and does not talk`)
    },
  }))

/** How the contest marks them. All validators draw the same text, so one scorer stands for all. */
export function contestMarking(contestants: readonly Contestant[]): () => Marking {
  return () => {
    const addresses = new Map(contestants.map(({ name }) => [name, hotkeyFromUri(`//${name}_hk`).ss58]))
    const shown = new Map<string, Parameters>()
    const commitments = new Map<string, Commitment>()
    let played = -1
    let block = 0
    const score = trainingScorer({
      netuid,
      ...{ drawEveryBlocks: blocksPerEpoch, characters, barCharacters: 2_000 },
      book: {
        read: async () => [...commitments.values()],
        blockHash: async (number) => `0x${number}`,
        blockNumber: async () => block,
      },
      chain: {
        subnetView: async () => ({
          ...{ netuid, block, tempo: blocksPerEpoch },
          neurons: [...addresses.values()].map((hotkey, uid) => ({ ...idle, uid, hotkey })),
        }),
      },
    })
    function turn(name: string, epoch: number, text: string | undefined): Turn {
      const hotkey = addresses.get(name) ?? ""
      return {
        ...{ epoch, text },
        shownBy: (other) => shown.get(addresses.get(other) ?? ""),
        digestOf: (other) => commitments.get(addresses.get(other) ?? "")?.digest,
        commit(parameters, { digest = digestOf(hotkey, toBytes(parameters)), serves = parameters } = {}) {
          shown.set(hotkey, serves)
          commitments.set(hotkey, { hotkey, block, digest })
        },
      }
    }
    function playEpoch(epoch: number): void {
      const drawn = (epoch + 1) * blocksPerEpoch
      const text = madeUpSource.draw(seedOf("contest", netuid, `0x${drawn}`), characters + 200)
      for (const [before, known] of [
        [40, undefined],
        [-40, text],
      ] as const) {
        block = drawn - before
        for (const { name, play } of contestants) {
          play(turn(name, epoch, known))
          // One after the other, except that all who are honest begin in the same block.
          if (epoch > 0 || known !== undefined) block++
        }
      }
      played = epoch
    }
    return async ({ uid, hotkey, name }, { epoch }) => {
      if (played < epoch) playEpoch(epoch)
      const context = { dendrite: wireTo(shown), random: seededRandom(name), clock: systemClock }
      const signal = new AbortController().signal
      return (await score({ uid, hotkey, ip: "10.0.0.1", port: 1 }, { ...context, signal })).score
    }
  }
}

const idle = {
  ...{ coldkey: "", stake: 0n, incentive: 0, dividends: 0, consensus: 0, emission: 0n },
  ...{ validatorPermit: false, active: true, lastUpdate: 0, axon: { ip: "10.0.0.1", port: 1, protocol: 4 } },
}

function wireTo(shown: ReadonlyMap<string, Parameters>): Pick<Dendrite, "request" | "stream"> {
  return {
    async request({ hotkey }) {
      const parameters = shown.get(hotkey)
      if (parameters === undefined) throw new DendriteError("HttpStatus", "HTTP 404", { status: 404 })
      const body = toBytes(parameters)
      return { status: 200, headers: {}, body, json: () => undefined, evidence: undefined, elapsedMs: 1 }
    },
    stream: () => Promise.reject(new Error("nothing streams here")),
  }
}
