/** Miners of pictures in the small economy: validators mark them with the image subnet's own scorer; the wire is a function call. */
import { type Clock, systemClock } from "@taonet/neuron/clock"
import { DendriteError } from "@taonet/neuron/dendrite/errors"
import type { Dendrite } from "@taonet/neuron/dendrite/types"
import type { ScoreMiner } from "@taonet/neuron/loops/runValidator"
import type { ImageBackend } from "../image/backend.ts"
import { embeddedBackend } from "../image/backends/embedded.ts"
import type { Parameters } from "../image/model/network.ts"
import { createTrainer, newTraining } from "../image/model/trainer.ts"
import { modelPath, parseImageRequest } from "../image/protocol.ts"
import { answerImages } from "../image/respond.ts"
import { retrievalVerifier } from "../image/scoring/verifier.ts"
import { paperBook, shapeSet } from "../image/testKit.ts"
import { imageScorer } from "../image/validator.ts"
import type { Marking, MinerPlan } from "./world.testkit.ts"

export interface PictureMiner {
  readonly name: string
  /** What it commits to at its start; nothing, for most who cheat. */
  readonly model?: Parameters
  /** The block of that commitment; default one after the other. */
  readonly block?: number
  /** Starts it; `commit` is for who changes its mind. */
  readonly start: (commit: (model: Parameters) => void) => ImageBackend
  /** For one answer; default 300. */
  readonly elapsedMs?: number
}

/** Few pictures and few pixels, so that ten epochs take a second or two. */
export const pictures = shapeSet()
const side = 16
/** Models of so few pictures are alike. */
const kinBelow = 0.02

const learnedBefore = new Map<string, Parameters>()
/** Trained in earnest: the same name and steps give the same model. */
export function learned(seed: number, steps: number): Parameters {
  const key = `${seed} ${steps}`
  const known = learnedBefore.get(key)
  if (known) return known
  const { step, state } = createTrainer(pictures, newTraining(seed))
  while (state.steps < steps) step()
  learnedBefore.set(key, state.parameters)
  return state.parameters
}

export const honestPictures = (name: string, model: Parameters, block?: number): PictureMiner => ({
  name,
  model,
  ...(block !== undefined && { block }),
  start: () => embeddedBackend({ parameters: () => model, committed: () => model }),
})

/** Miners as the economy's plans list them; what they answer is pictures, by `pictureMarking`. */
export const namesOf = (miners: readonly PictureMiner[]): readonly MinerPlan[] =>
  miners.map(({ name }) => ({
    name,
    answer: () => {
      throw new TypeError(`${name} draws and does not talk`)
    },
  }))

/** How the image subnet marks them; `asksModel` false leaves out that pictures be drawn by a committed model. */
export function pictureMarking(miners: readonly PictureMiner[], asksModel = true): () => Marking {
  return () => {
    const book = paperBook()
    const backends = new Map<string, ImageBackend>()
    const scorers = new Map<string, ScoreMiner>()
    let visits = 0
    const scorerOf = (validator: string): ScoreMiner => {
      const known = scorers.get(validator)
      const scorer = known ?? newScorer(validator, asksModel ? book : undefined)
      scorers.set(validator, scorer)
      return scorer
    }
    return async ({ uid, hotkey, name }, { caller, epoch, random }) => {
      const miner = miners.find((one) => one.name === name)
      if (miner === undefined) throw new RangeError(`there is no miner ${name}`)
      if (!backends.has(name)) {
        if (miner.model) book.commit(hotkey, miner.model, miner.block)
        backends.set(
          name,
          miner.start((model) => book.commit(hotkey, model)),
        )
      }
      const backend = backends.get(name) as ImageBackend
      const dendrite = wireTo(backend, miner.elapsedMs ?? 300)
      // One slot an epoch, in which the chain is read for every miner.
      const clock: Clock = { ...systemClock, milliseconds: () => epoch * slotMs + visits++ * 7_000 }
      const context = { dendrite, random, clock, signal: new AbortController().signal }
      return (await scorerOf(caller)({ uid, hotkey, ip: "10.0.0.1", port: 1 }, context)).score
    }
  }
}

const slotMs = 1_000_000_000

const newScorer = (validator: string, book: ReturnType<typeof paperBook> | undefined): ScoreMiner =>
  imageScorer({
    ...{ verifier: retrievalVerifier(pictures), side, kinBelow, slotMs, challengesPerRound: 3 },
    secret: `the secret of ${validator}`,
    ...(book && { book }),
  })

function wireTo(backend: ImageBackend, elapsedMs: number): Pick<Dendrite, "request" | "stream"> {
  return {
    async request(_target, { path, body }) {
      const answer = path === modelPath ? backend.committed?.() : await drawn(backend, body)
      if (answer === undefined) throw new DendriteError("HttpStatus", "HTTP 404", { status: 404 })
      const bytes = answer instanceof Uint8Array ? answer : new Uint8Array()
      return { status: 200, headers: {}, body: bytes, json: () => answer, evidence: undefined, elapsedMs }
    },
    stream: () => Promise.reject(new Error("nothing streams here")),
  }
}

const drawn = (backend: ImageBackend, body: unknown) =>
  answerImages(backend, parseImageRequest(JSON.stringify(body)), 0, new AbortController().signal)
