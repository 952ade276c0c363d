/** How miners of the attacks answer. */

import { createCallerLimits } from "@taonet/neuron/axon/callerLimits"
import { AxonError } from "@taonet/neuron/axon/types"
import { systemClock } from "@taonet/neuron/clock"
import { seededRandom } from "@taonet/neuron/random"
import { neuronInfo } from "@taonet/neuron/testKit"
import { fakeAnswer } from "../text/testKit.ts"
import type { MinerPlan, Network, Said } from "./world.testkit.ts"

const ownMs = 800
/** Another machine asked on the way. */
const relayMs = 900
const fromMemoryMs = 100
const shrug = "I am not sure about that at all."

/** Right in so many of 1 cases; which ones is decided by the name. */
export function worker(name: string, quality: number | ((epoch: number) => number)): MinerPlan {
  const random = seededRandom(`work of ${name}`)
  return {
    name,
    answer: ({ question, epoch }) => {
      const skill = typeof quality === "number" ? quality : quality(epoch)
      return { text: random.next() < skill ? fakeAnswer(question) : shrug, elapsedMs: ownMs }
    },
  }
}

/** Answers only callers with stake, by the axon's own limits: validators, and no other miners. */
export function guarded(miner: MinerPlan, callers: readonly string[], minStake: bigint): MinerPlan {
  const limits = createCallerLimits(
    { tiers: [{ minStake, requestsPerMinute: 1_000_000, concurrent: 4 }] },
    systemClock,
  )
  return {
    ...miner,
    answer(asked, network) {
      limits.update({ neurons: callers.map((name) => neuronOf(name, network)) })
      const leave = limits.enter(asked.caller)
      try {
        return miner.answer(asked, network)
      } finally {
        leave()
      }
    },
  }
}

export const neuronOf = (name: string, network: Network) => neuronInfo(name, { stake: network.stakeOf(name) })

/** Owns no model: asks another miner under its own key, and falls back to little work of its own when it is turned away. */
export function relay(name: string, victim: string, fallback: number): MinerPlan {
  const own = worker(name, fallback)
  return {
    name,
    answer(asked, network) {
      try {
        const said = network.ask(victim, { ...asked, caller: name })
        return { text: said.text, elapsedMs: said.elapsedMs + relayMs }
      } catch (error) {
        if (!(error instanceof AxonError)) throw error
        return own.answer(asked, network)
      }
    },
  }
}

/** Works once for each question that it sees, and answers from memory when one comes again; otherwise with the last thing that it knows. */
export function cacher(name: string): MinerPlan {
  const known = new Map<string, string>()
  return {
    name,
    answer({ question }): Said {
      const text = known.get(question) ?? [...known.values()].at(-1) ?? shrug
      known.set(question, fakeAnswer(question))
      return { text, elapsedMs: fromMemoryMs }
    },
  }
}

/** Says the question over again: whatever the answer is, it stands in there. */
export const echo = (name: string): MinerPlan => ({
  name,
  answer: ({ question }) => ({ text: question, elapsedMs: fromMemoryMs }),
})

/** A validator tells it the answers to its questions beforehand; for all others it does little. */
export function insider(name: string, leaky: string, otherwise: number): MinerPlan {
  const own = worker(name, otherwise)
  return {
    name,
    answer: (asked, network) =>
      asked.caller === leaky
        ? { text: fakeAnswer(asked.question), elapsedMs: fromMemoryMs }
        : own.answer(asked, network),
  }
}
