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
import type { CommitmentBook } from "../commitments.ts"
import { loopSettings } from "../template/loopSettings.ts"
import { draw, personalise, scoreOf } from "../template/personal.ts"
import { type ImageChallenge, makeImageChallenge } from "./challenge.ts"
import { difference, type Picture } from "./pixels/picture.ts"
import { ask } from "./scoring/ask.ts"
import { createModels, type KnownModel, type Models } from "./scoring/models.ts"
import { createTwinWatch, type TwinWatch, thumbSide } from "./scoring/twins.ts"
import type { Verifier } from "./scoring/verifier.ts"
import { askWith, imageTemplate, type PersonalImageTemplate } from "./template.ts"

export interface ImageScoringOptions {
  readonly verifier: Verifier
  /** Where miners commit to their models. Without it nobody has to prove that a model drew the pictures. */
  readonly book?: Pick<CommitmentBook, "read">
  /** Models nearer than this to an earlier one are copies; default 0.25. Lower it for few pictures: models of few pictures are alike. */
  readonly kinBelow?: number
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
  /** Whether the committed model draws the very same. */
  readonly proven?: boolean
  /** Whose model it is over again. */
  readonly copyOf?: string
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
  readonly models: Models | undefined
  /** The seed of what all miners are asked in a slot. */
  readonly secret: string
  readonly slotMs: number
  readonly timeoutMs: number
  readonly side: number
}

type Miner = Parameters<ScoreMiner>[0]

/** Asks for pictures and scores them: the mean over the prompts. A failed answer is worth 0. */
export function imageScorer(options: ImageScoringOptions): ScoreMiner {
  const scorer = createScorer(options)
  const challengesPerRound = options.challengesPerRound ?? scorer.template.settings["challengesPerRound"] ?? 2
  return async (miner, context) => {
    const marks: PictureMark[] = []
    for (let i = 0; i < challengesPerRound && !context.signal.aborted; i++)
      marks.push(await scoreNext(miner, context, scorer, i === 0))
    const sum = marks.reduce((total, { score }) => total + score, 0)
    const score = marks.length === 0 ? 0 : sum / marks.length
    return { score, detail: { answers: marks } } satisfies MinerScore
  }
}

function createScorer(options: ImageScoringOptions): Scorer {
  const { slotMs = 30_000, side = 64, verifier, book, kinBelow } = options
  const { captions } = verifier
  const secret = options.secret ?? randomBytes(32).toString("hex")
  const template = options.template ?? personalise(imageTemplate(captions))
  const timeoutMs = options.timeoutMs ?? template.settings["timeoutMs"] ?? 30_000
  const asksProof = book !== undefined && (template.weights["proven"] ?? 0) > 0
  const models = asksProof
    ? createModels({
        ...{ book, captions, timeoutMs, random: seededRandom(`${secret} probes`) },
        ...(kinBelow === undefined ? {} : { kinBelow }),
      })
    : undefined
  return { verifier, template, twins: createTwinWatch(), models, secret, slotMs, timeoutMs, side }
}

/** What all miners are asked in a slot. No background is named: pictures should show whose they are. */
const commonChallenge = (seed: string, { captions }: Verifier): ImageChallenge =>
  makeImageChallenge(seededRandom(seed), captions, { namesBackground: false })

/** One challenge: the one for all where the miner has no model that could be drawn with, else one of its own. */
async function scoreNext(
  miner: Miner,
  context: ScoringContext,
  scorer: Scorer,
  first: boolean,
): Promise<PictureMark> {
  const { twins, models, template, secret, slotMs } = scorer
  const slot = Math.floor(context.clock.milliseconds() / slotMs)
  const unseen = first && !twins.has(slot, miner.hotkey)
  const own = (): ImageChallenge => askWith(draw(template, context.random).challenge, context.random)
  // Always before the prompt is drawn, so that no model can be made to fit it.
  const model = await models?.of(miner, context)
  const common = commonChallenge(`${secret} ${slot}`, scorer.verifier)
  if (model === undefined)
    return unseen
      ? scoreOne(common, miner, context, scorer, { slot })
      : scoreOne(own(), miner, context, scorer)
  // Whoever passes on this miner's pictures is found by them.
  if (unseen) twins.note(slot, miner.hotkey, model.draw(common.prompt, common.seed, thumbSide))
  const mark = await scoreOne(own(), miner, context, scorer, { model })
  if (mark.proven !== false) return mark
  // It may have committed to a newer model in between.
  const newer = await models?.of(miner, context, true)
  if (newer === undefined || newer.fingerprint === model.fingerprint) return mark
  return scoreOne(own(), miner, context, scorer, { model: newer })
}

interface Known {
  /** Set when the challenge is the one for all. */
  readonly slot?: number
  /** What the miner committed to. */
  readonly model?: KnownModel
}

async function scoreOne(
  challenge: ImageChallenge,
  miner: Miner,
  context: ScoringContext,
  scorer: Scorer,
  { slot, model }: Known = {},
): Promise<PictureMark> {
  const { prompt, color, index, seed } = challenge
  const { twins, models, timeoutMs, side } = scorer
  const question = { prompt, side, timeoutMs }
  try {
    const first = await ask(miner, context, { ...question, seed, n: 2 })
    const [picture, other] = first.pictures as [Picture, Picture]
    if (slot !== undefined) twins.note(slot, miner.hotkey, picture)
    // The second picture's seed, asked for by itself: an answer that was kept for the first question does not fit.
    const again =
      slot === undefined ? undefined : await ask(miner, context, { ...question, seed: seed + 1, n: 1 })
    const { rank, fidelity, background } = scorer.verifier.judge(picture, index)
    const facts = {
      rank,
      fidelity,
      colorRight: color === undefined ? undefined : background === color,
      repeated: again && isRepeat(other, again.pictures[0] as Picture, first.model === again.model),
      // Before a background that is named, a seed may change nothing.
      varied: color === undefined ? difference(picture, other) >= variedFrom : undefined,
      proven: models && isDrawnBy(model, first.pictures, { prompt, seed, side }),
      elapsedMs: first.elapsedMs,
    }
    const copyOf = model && models?.copyOf(miner.hotkey)
    const sharers = model && models ? models.sharers(miner.hotkey) : twins.sharers(miner.hotkey)
    const score = copyOf === undefined ? scoreOf(scorer.template, facts) / sharers : 0
    return { prompt, score, sharers, ...definedOnly({ ...facts, copyOf }) }
  } catch (error) {
    if (!(error instanceof DendriteError)) throw error
    return { prompt, score: 0, failure: error.code }
  }
}

/** To the last bit: the generator does the same on every machine. */
function isDrawnBy(
  model: KnownModel | undefined,
  pictures: readonly Picture[],
  { prompt, seed, side }: { readonly prompt: string; readonly seed: number; readonly side: number },
): boolean {
  return (
    model !== undefined &&
    pictures.every((picture, i) => difference(picture, model.draw(prompt, seed + i, side)) === 0)
  )
}

/** Mean difference from which two pictures are not the same one. */
const variedFrom = 0.004
/** Graphics processors round differently from run to run. */
const repeatWithin = 0.008
/** A model that has learned something in between draws nearly the same. */
const repeatWithinNewModel = 0.15

const isRepeat = (before: Picture, now: Picture, sameModel: boolean): boolean =>
  difference(before, now) <= (sameModel ? repeatWithin : repeatWithinNewModel)

function definedOnly<T extends object>(facts: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}
