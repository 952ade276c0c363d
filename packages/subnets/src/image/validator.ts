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
import { loopSettings } from "../template/loopSettings.ts"
import { draw, personalise, scoreOf } from "../template/personal.ts"
import { type ImageChallenge, makeImageChallenge } from "./challenge.ts"
import { difference, type Picture } from "./pixels/picture.ts"
import { decodePng, PngError } from "./pixels/png.ts"
import { imagesPath } from "./protocol.ts"
import { createTwinWatch, type TwinWatch } from "./scoring/twins.ts"
import type { Verifier } from "./scoring/verifier.ts"
import { askWith, imageTemplate, type PersonalImageTemplate } from "./template.ts"

export interface ImageScoringOptions {
  readonly verifier: Verifier
  /** The validator's own version of the subnet's template; default the owner's. */
  readonly template?: PersonalImageTemplate
  /** Prompts to one miner in one round, one after the other; default the template's, 2. */
  readonly challengesPerRound?: number
  /** For one answer; default the template's, 30 s. */
  readonly timeoutMs?: number
  /** Side of the pictures that are asked for; default 64 pixels. */
  readonly side?: number
  /** Nobody else's: the challenges that all miners get follow from it. Default drawn. */
  readonly secret?: string
  /** How long one challenge is put to all miners, so that their answers can be compared; default 30 s. */
  readonly slotMs?: number
}

export interface ImageValidatorDeps extends Omit<ValidatorDeps, "scoreMiner"> {
  readonly scoring: ImageScoringOptions
}

/** Runs an image validator until `options.signal` is aborted. What the options leave open is as the template says. */
export function imageValidator(options: ValidatorOptions, deps: ImageValidatorDeps): Promise<void> {
  const own = loopSettings(deps.scoring.template?.settings)
  return runValidator({ ...own, ...options }, { ...deps, scoreMiner: imageScorer(deps.scoring) })
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

/** What is scored with, all of it decided. */
interface Scorer {
  readonly verifier: Verifier
  readonly template: PersonalImageTemplate
  readonly twins: TwinWatch
  readonly timeoutMs: number
  readonly side: number
}

type Miner = Parameters<ScoreMiner>[0]

/** Asks for pictures and scores them: the mean over the prompts. A failed answer is worth 0. */
export function imageScorer(options: ImageScoringOptions): ScoreMiner {
  const { slotMs = 30_000, side = 64, verifier } = options
  const secret = options.secret ?? randomBytes(32).toString("hex")
  const template = options.template ?? personalise(imageTemplate(verifier.captions))
  const { settings } = template
  const challengesPerRound = options.challengesPerRound ?? settings["challengesPerRound"] ?? 2
  const timeoutMs = options.timeoutMs ?? settings["timeoutMs"] ?? 30_000
  const scorer: Scorer = { verifier, template, twins: createTwinWatch(), timeoutMs, side }
  return async (miner, context) => {
    const marks: PictureMark[] = []
    for (let i = 0; i < challengesPerRound && !context.signal.aborted; i++) {
      const slot = Math.floor(context.clock.milliseconds() / slotMs)
      const shared = i === 0 && !scorer.twins.has(slot, miner.hotkey)
      const challenge = shared
        ? commonChallenge(`${secret} ${slot}`, verifier)
        : askWith(draw(template, context.random).challenge, context.random)
      marks.push(await scoreOne(challenge, miner, context, scorer, shared ? slot : undefined))
    }
    const sum = marks.reduce((total, { score }) => total + score, 0)
    const score = marks.length === 0 ? 0 : sum / marks.length
    return { score, detail: { answers: marks } } satisfies MinerScore
  }
}

/** What all miners are asked in a slot. No background is named: pictures should show whose they are. */
const commonChallenge = (seed: string, { captions }: Verifier): ImageChallenge =>
  makeImageChallenge(seededRandom(seed), captions, { namesBackground: false })

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
    const score = scoreOf(scorer.template, facts) / sharers
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
  { timeoutMs, side }: Scorer,
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
