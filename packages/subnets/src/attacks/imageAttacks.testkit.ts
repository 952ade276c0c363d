/** Each attack on the image subnet beside an honest participant with the same means. */
import type { ImageBackend } from "../image/backend.ts"
import { embeddedBackend } from "../image/backends/embedded.ts"
import { iconAt } from "../image/icons/iconSet.ts"
import { initialParameters, type Parameters, parameterCount, partsOf } from "../image/model/network.ts"
import { below, noiseFrom } from "../image/model/noise.ts"
import { decodePng, encodePng } from "../image/pixels/png.ts"
import { byHeart, permuted } from "../image/testKit.ts"
import { type Attack, epochs, judges, onlyFor, validator } from "./attacks.testkit.ts"
import {
  honestPictures,
  learned,
  namesOf,
  type PictureMiner,
  pictureMarking,
  pictures,
} from "./imageWorld.testkit.ts"
import type { Plan, ValidatorPlan } from "./world.testkit.ts"

/** Steps of training that give some nine tenths of what can be had, and little. */
const [much, little] = [70, 20]
const m1 = honestPictures("m1", learned(1, much))
const twin = honestPictures("twin", learned(2, much))
const poor = honestPictures("poor", learned(3, little))

const plan = (
  miners: readonly PictureMiner[],
  asksModel = true,
  validators: readonly ValidatorPlan[] = judges,
): Plan => ({
  ...{ validators, epochs, miners: namesOf(miners), marking: pictureMarking(miners, asksModel) },
})

/** Has no model: finds the caption's picture in the package. */
const lookUp = (name: string): PictureMiner => ({ name, start: () => byHeart(pictures) })

/** The same, with a shake of its own in every pixel, so that no other look-up has quite the same picture. */
const shakyLookUp = (name: string): PictureMiner => ({
  name,
  start: () => {
    const exact = byHeart(pictures, { hand: name })
    return {
      ...exact,
      async generate(request, signal) {
        const found = await exact.generate(request, signal)
        return found.map((png, i) => shaken(png, request.seed + i))
      },
    }
  },
})

function shaken(png: Uint8Array, seed: number): Uint8Array {
  const picture = decodePng(png)
  const noise = noiseFrom(seed)
  const rgb = picture.rgb.map((value) => Math.min(255, Math.max(0, value + below(noise, 13) - 6)))
  return encodePng({ ...picture, rgb })
}

/** Trains little, commits to that, and shows looked-up pictures under its name. */
const cover = (name: string): PictureMiner => ({
  name,
  model: learned(4, little),
  start: () => {
    const model = learned(4, little)
    const shown = embeddedBackend({ parameters: () => model, committed: () => model })
    return { ...shown, generate: byHeart(pictures).generate }
  },
})

/** Once it knows the prompt, makes a model that paints just the picture for it, commits to that, and draws with it. */
const tailor = (name: string): PictureMiner => ({
  name,
  model: initialParameters(5),
  start(commit) {
    let model = initialParameters(5)
    const parameters = (): Parameters => model
    const shown = embeddedBackend({ parameters, committed: parameters })
    return {
      ...shown,
      generate(request, signal) {
        model = painting(request.prompt)
        commit(model)
        return shown.generate(request, signal)
      },
    } satisfies ImageBackend
  },
})

function painting(prompt: string): Parameters {
  const subject = prompt.toLowerCase()
  const index = pictures.captions.findIndex((caption) =>
    caption.split(" ").every((word) => subject.includes(word)),
  )
  const vector = new Float32Array(parameterCount)
  for (const [i, value] of iconAt(pictures, Math.max(0, index)).entries())
    partsOf(vector).outputBias[i] = value / 255
  return vector
}

const constant = (name: string): PictureMiner => ({
  name,
  start: () => byHeart(pictures, { gives: () => 8 }),
})

/** Asks another miner and passes its pictures on. */
const relay = (name: string, victim: Parameters): PictureMiner => ({
  name,
  elapsedMs: 900,
  start: () => embeddedBackend({ parameters: () => victim }),
})

/** Fetches another miner's model, and shows it as its own with the hidden units in another order. */
const copier = (name: string, victim: Parameters): PictureMiner => honestPictures(name, permuted(victim))

/** Two names with one model, committed in one block, when neither could be the other's copy. */
const names = ["sybil1", "sybil2"].map((name) => honestPictures(name, learned(6, much), 100))

/** With as much stake as an honest validator, which a miner as good as the crony stands for. */
const crony = (stake: number, withTwin: boolean): Plan =>
  plan([m1, poor, honestPictures("crony", learned(7, little))], true, [
    ...judges,
    validator("crook", stake, onlyFor("crony")),
    ...(withTwin ? [validator("fair", stake)] : []),
  ])

const against = (name: string, attacker: PictureMiner, stopped = true, asksModel = true): Attack => ({
  ...{ name, stopped, attackers: [attacker.name], honest: ["twin"] },
  plan: plan([m1, twin, attacker], asksModel),
})

export const imageAttacks: readonly Attack[] = [
  against("looks pictures up", lookUp("lookUp")),
  against("looks pictures up, and shakes every pixel", shakyLookUp("shaky")),
  against("looks pictures up, and commits to a model that it does not use", cover("cover")),
  {
    name: "looks pictures up, and makes a model for each prompt",
    // Each of those models is hashed, fetched and looked into: a second of processor time an epoch.
    plan: { ...plan([m1, twin, tailor("tailor")], true, judges.slice(0, 1)), epochs: 4 },
    ...{ attackers: ["tailor"], honest: ["twin"], stopped: true },
  },
  against("looks pictures up, where no model is asked for", lookUp("lookUp"), false, false),
  against("shows one picture for everything", constant("constant")),
  against("passes on another miner's pictures", relay("relay", learned(1, much))),
  against("commits to another miner's model in another order", copier("copier", learned(1, much))),
  {
    name: "one model under two names (both together)",
    plan: plan([m1, twin, ...names]),
    ...{ attackers: ["sybil1", "sybil2"], honest: ["twin"], stopped: true },
  },
  {
    name: "validator with 30 % of the stake pays its own image miner (both together)",
    plan: crony(1500, true),
    ...{ attackers: ["crook", "crony"], honest: ["fair", "poor"], stopped: true },
  },
  {
    name: "validator with 60 % of the stake pays its own image miner",
    plan: crony(3000, false),
    ...{ attackers: ["crony"], honest: ["poor"], stopped: false },
  },
]
