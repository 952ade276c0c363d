import { randomBytes } from "node:crypto"
import { DendriteError } from "@taonet/neuron/dendrite/errors"
import {
  type MinerScore,
  runValidator,
  type ScoreMiner,
  type ScoringContext,
  type ValidatorDeps,
  type ValidatorOptions,
} from "@taonet/neuron/loops/runValidator"
import { seededRandom } from "@taonet/neuron/random"
import { type ImageChallenge, makeImageChallenge } from "./challenge.ts"
import { difference, type Picture } from "./pixels/picture.ts"
import { decodePng, PngError } from "./pixels/png.ts"
import { imagesPath } from "./protocol.ts"
import { defaultCriteria, type ImageCriteria, scorePictures } from "./scoring/score.ts"
import { createTwinWatch, type TwinWatch } from "./scoring/twins.ts"
import type { Verifier } from "./scoring/verifier.ts"

export interface ImageScoringOptions {
  readonly verifier: Verifier
  /** Prompts to one miner in one round, one after the other; default 2. */
  readonly challengesPerRound?: number
  /** For one answer; default 30 s. */
  readonly timeoutMs?: number
  /** Side of the pictures that are asked for; default 64 pixels. */
  readonly side?: number
  readonly criteria?: Partial<ImageCriteria>
  /** Nobody else's: the challenges that all miners get follow from it. Default drawn. */
  readonly secret?: string
  /** How long one challenge is put to all miners, so that their answers can be compared; default 30 s. */
  readonly slotMs?: number
}

export interface ImageValidatorDeps extends Omit<ValidatorDeps, "scoreMiner"> {
  readonly scoring: ImageScoringOptions
}

/** Runs an image validator until `options.signal` is aborted. */
export function imageValidator(options: ValidatorOptions, deps: ImageValidatorDeps): Promise<void> {
  return runValidator(options, { ...deps, scoreMiner: imageScorer(deps.scoring) })
}

/** How one challenge went, for logs and pages. */
export interface PictureMark {
  readonly prompt: string
  readonly score: number
  readonly rank?: number
  readonly fidelity?: number
  readonly colorRight?: boolean
  readonly repeated?: boolean
  readonly varied?: boolean
  /** Miners that gave the same picture, this one included. */
  readonly sharers?: number
  readonly elapsedMs?: number
  /** The dendrite's code. */
  readonly failure?: string
}

interface Scorer extends ImageScoringOptions {
  readonly twins: TwinWatch
  readonly rules: ImageCriteria
}

type Miner = Parameters<ScoreMiner>[0]

/** Asks for pictures and scores them: the mean over the prompts. A failed answer is worth 0. */
export function imageScorer(options: ImageScoringOptions): ScoreMiner {
  const { challengesPerRound = 2, slotMs = 30_000, verifier } = options
  const secret = options.secret ?? randomBytes(32).toString("hex")
  const scorer = {
    ...options,
    twins: createTwinWatch(),
    rules: { ...defaultCriteria, ...options.criteria },
  } satisfies Scorer
  return async (miner, context) => {
    const marks: PictureMark[] = []
    for (let i = 0; i < challengesPerRound && !context.signal.aborted; i++) {
      const slot = Math.floor(context.clock.milliseconds() / slotMs)
      const shared = i === 0 && !scorer.twins.has(slot, miner.hotkey)
      const random = shared ? seededRandom(`${secret} ${slot}`) : context.random
      // Where all are compared, pictures should show whose they are: no background is named.
      const challenge = makeImageChallenge(random, verifier.captions, { namesBackground: !shared })
      marks.push(await scoreOne(challenge, miner, context, scorer, shared ? slot : undefined))
    }
    const sum = marks.reduce((total, { score }) => total + score, 0)
    const score = marks.length === 0 ? 0 : sum / marks.length
    return { score, detail: { answers: marks } } satisfies MinerScore
  }
}

async function scoreOne(
  challenge: ImageChallenge,
  miner: Miner,
  context: ScoringContext,
  scorer: Scorer,
  slot: number | undefined,
): Promise<PictureMark> {
  const { prompt, color, index, seed } = challenge
  try {
    const first = await ask(miner, context, scorer, challenge, seed, 2)
    const [picture, other] = first.pictures as [Picture, Picture]
    if (slot !== undefined) scorer.twins.note(slot, miner.hotkey, picture)
    // The second picture's seed, asked for by itself: an answer that was kept for the first question does not fit.
    const again = slot === undefined ? undefined : await ask(miner, context, scorer, challenge, seed + 1, 1)
    const { rank, fidelity, background } = scorer.verifier.judge(picture, index)
    const facts = {
      rank,
      fidelity,
      colorRight: color === undefined ? undefined : background === color,
      repeated: again && isRepeat(other, again.pictures[0] as Picture, first.model === again.model),
      // Before a background that is named, a seed may change nothing.
      varied: color === undefined ? difference(picture, other) >= variedFrom : undefined,
      elapsedMs: first.elapsedMs,
    }
    const sharers = scorer.twins.sharers(miner.hotkey)
    const score = scorePictures(facts, scorer.rules) / sharers
    return { prompt, score, sharers, ...definedOnly(facts) }
  } catch (error) {
    if (!(error instanceof DendriteError)) throw error
    return { prompt, score: 0, failure: error.code }
  }
}

/** Mean difference from which two pictures are not the same one. */
const variedFrom = 0.004
/** Graphics processors round differently from run to run. */
const repeatWithin = 0.008
/** A model that has learned something in between draws nearly the same. */
const repeatWithinNewModel = 0.15

const isRepeat = (before: Picture, now: Picture, sameModel: boolean): boolean =>
  difference(before, now) <= (sameModel ? repeatWithin : repeatWithinNewModel)

interface Answer {
  readonly pictures: readonly Picture[]
  /** What the miner says made them. */
  readonly model: string | undefined
  readonly elapsedMs: number
}

async function ask(
  miner: Miner,
  { dendrite, signal }: ScoringContext,
  { timeoutMs = 30_000, side = 64 }: Scorer,
  { prompt }: ImageChallenge,
  seed: number,
  n: number,
): Promise<Answer> {
  const response = await dendrite.request(miner, {
    path: imagesPath,
    body: { prompt, seed, n, size: `${side}x${side}`, response_format: "b64_json" },
    timeoutMs,
    maxBytes: n * side * side * 6 + 65_536,
    signal,
  })
  return { ...readAnswer(response.json(), n, side), elapsedMs: response.elapsedMs }
}

/** Reads a miner's pictures, trusting none of it. Throws DendriteError BadResponse. */
function readAnswer(body: unknown, n: number, side: number): Omit<Answer, "elapsedMs"> {
  const { data, system_fingerprint: model } = (body ?? {}) as {
    data?: readonly unknown[]
    system_fingerprint?: unknown
  }
  if (!Array.isArray(data) || data.length !== n)
    throw new DendriteError("BadResponse", "the answer does not hold the pictures that were asked for")
  const pictures = data.map((entry) => readPicture((entry as { b64_json?: unknown } | null)?.b64_json, side))
  return { pictures, model: typeof model === "string" ? model : undefined }
}

function readPicture(text: unknown, side: number): Picture {
  try {
    const picture = decodePng(Buffer.from(typeof text === "string" ? text : "", "base64"))
    if (picture.width === side && picture.height === side) return picture
  } catch (error) {
    if (!(error instanceof PngError)) throw error
  }
  throw new DendriteError("BadResponse", "the answer holds no picture of the size asked for")
}

function definedOnly<T extends object>(facts: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}
