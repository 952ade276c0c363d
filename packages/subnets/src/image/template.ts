/** The image subnet as a template: what its owner suggests, and what a validator may do in its own way. */
import { type Random, randomInt } from "@taonet/neuron/random"
import { readMap, readText, TemplateError } from "../template/fields.ts"
import type { PersonalTemplate, TemplateDefinition } from "../template/types.ts"
import { type ImageChallenge, makeImageChallenge } from "./challenge.ts"
import { colorNames } from "./colors.ts"
import { seedBound } from "./protocol.ts"
import { type PictureFacts, pictureSpeed, pictureWeights } from "./scoring/score.ts"

/** What is asked for; the seed is drawn when it is asked. */
export type ImageQuestion = Omit<ImageChallenge, "seed">
export type ImageTemplate = TemplateDefinition<ImageQuestion, PictureFacts>
export type PersonalImageTemplate = PersonalTemplate<ImageQuestion, PictureFacts>

const passed = (fact: boolean | undefined): number => (fact === false ? 0 : 1)

/** `captions` are those of the verifier. */
export const imageTemplate = (captions: readonly string[]): ImageTemplate => ({
  name: "image",
  criteria: {
    recognition: {
      about: "the verifier finds the picture under what was asked for: 1 over the root of its rank",
      weight: pictureWeights.recognition,
      kind: "share",
      measure: ({ rank }) => 1 / Math.sqrt(rank),
    },
    fidelity: {
      about: "how near the picture is to the reference",
      weight: pictureWeights.fidelity,
      kind: "share",
      // Squared: the mean of all pictures is half right about each.
      measure: ({ fidelity }) => fidelity ** 2,
    },
    color: {
      about: "the background is the one that was named",
      weight: pictureWeights.color,
      kind: "factor",
      measure: ({ colorRight }) => passed(colorRight),
    },
    repeated: {
      about: "the same seed gives the same picture again",
      weight: pictureWeights.repeated,
      kind: "factor",
      measure: ({ repeated }) => passed(repeated),
    },
    varied: {
      about: "another seed gives another picture",
      weight: pictureWeights.varied,
      kind: "factor",
      measure: ({ varied }) => passed(varied),
    },
    proven: {
      about: "the model that the miner committed to on the chain draws the very same",
      weight: pictureWeights.proven,
      kind: "factor",
      measure: ({ proven }) => passed(proven),
    },
    speed: {
      about: "how soon the answer came",
      weight: pictureWeights.speed,
      kind: "factor",
      measure: ({ elapsedMs }) => pictureSpeed(elapsedMs),
    },
  },
  challenges: {
    captions: {
      about: "the verifier's captions in other words, some on a named background",
      share: 1,
      make: (random) => makeImageChallenge(random, captions),
    },
  },
  ownChallenge: {
    read: (value, field) => readQuestion(value, field, captions),
    example: `{ ask: "an apple that is red, on blue", shows: "red apple", background: blue }`,
  },
  settings: {
    challengesPerRound: { about: "prompts to a miner in a round", value: 2, least: 1, most: 32 },
    timeoutMs: { about: "milliseconds for one answer", value: 30_000, least: 100, most: 600_000 },
    alpha: { about: "share of the newest score in the average", value: 0.1, least: 0.001, most: 1 },
    exponent: { about: "weight is average to this power", value: 2, least: 0.5, most: 8 },
    minersPerRound: { about: "miners asked in a round", value: 16, least: 1, most: 4_096 },
  },
})

/** `{ ask, shows, background }`: words of the validator's own for a picture that the verifier knows. */
function readQuestion(value: unknown, field: string, captions: readonly string[]): ImageQuestion {
  const own = readMap(value, field, ["ask", "shows", "background"])
  const shows = readText(own["shows"], `${field}.shows`, 200)
  const index = captions.indexOf(shows)
  if (index < 0) throw new TemplateError(`${field}.shows`, `the verifier knows no "${shows}"`)
  const { background } = own
  if (background !== undefined && !colorNames.includes(background as string))
    throw new TemplateError(`${field}.background`, `it must be one of ${colorNames.join(", ")}`)
  const prompt = readText(own["ask"], `${field}.ask`, 4_000)
  return { index, prompt, color: background as string | undefined }
}

export const askWith = (question: ImageQuestion, random: Random): ImageChallenge => ({
  ...question,
  seed: randomInt(random, seedBound - 1),
})
