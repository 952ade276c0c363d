/** A validator: asks each miner, and turns its answers into one score. The loop around it keeps averages and sets weights. */
import { DendriteError } from "@taonet/neuron/dendrite/errors"
import type { ScoreMiner } from "@taonet/neuron/index"
import { draw, scoreOf } from "@taonet/subnets/template/index"
import { BadMessage, path, readAnswer } from "./protocol.ts"
import { factsOf, ownersVersion, type Personal } from "./scoring.ts"

const timeoutMs = 10_000

/** A miner's failure is worth 0. Anything that this throws is the validator's own failure and costs the miner nothing. */
export function scorer(personal: Personal = ownersVersion): ScoreMiner {
  const questions = personal.settings["questionsPerRound"] ?? 1
  return async (miner, { dendrite, random, signal }) => {
    const marks: number[] = []
    for (let i = 0; i < questions; i++) {
      const { challenge } = draw(personal, random)
      try {
        const response = await dendrite.request(miner, { path, body: challenge, timeoutMs, signal })
        marks.push(scoreOf(personal, factsOf(challenge, readAnswer(response.json()), response.elapsedMs)))
      } catch (error) {
        if (!(error instanceof DendriteError || error instanceof BadMessage)) throw error
        marks.push(0)
      }
    }
    return { score: marks.reduce((sum, mark) => sum + mark, 0) / marks.length, detail: { marks } }
  }
}
