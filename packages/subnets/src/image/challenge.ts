import { pick, type Random, randomInt } from "@taonet/neuron/random"
import { colorNames } from "./colors.ts"
import { seedBound } from "./protocol.ts"

export interface ImageChallenge {
  /** Of the caption in the verifier's list. */
  readonly index: number
  /** The caption in other words. */
  readonly prompt: string
  /** The background that the prompt names. */
  readonly color: string | undefined
  readonly seed: number
}

/** Not the wordings that the embedded generator learns from: what is asked for should be understood, not remembered. */
const frames: readonly ((subject: string) => string)[] = [
  (subject) => subject,
  (subject) => `I need a picture of ${subject}`,
  (subject) => `${subject}, as a small icon`,
  (subject) => `flat drawing: ${subject}`,
  (subject) => `could you paint the ${subject}?`,
  (subject) => `show one ${subject}`,
  (subject) => `${subject}. Simple shapes, bold colors.`,
]
const grounds: readonly ((color: string) => string)[] = [
  (color) => `on a ${color} background`,
  (color) => `against a ${color} background`,
  (color) => `with a plain ${color} background`,
]
const backgroundShare = 0.4
/** A third of the captions is changed in itself. */
const changes: readonly ((caption: string, random: Random) => string)[] = [
  (caption) => caption,
  (caption) => caption,
  (caption) => caption,
  (caption) => caption,
  (caption) => caption.toUpperCase(),
  turnedRound,
  misspelled,
]

/** Without a named background, the seed decides more of the picture. */
export function makeImageChallenge(
  random: Random,
  captions: readonly string[],
  { namesBackground = true } = {},
): ImageChallenge {
  const index = randomInt(random, captions.length)
  const caption = pick(random, changes)(captions[index] ?? "", random)
  const color = namesBackground && random.next() < backgroundShare ? pick(random, colorNames) : undefined
  const subject = pick(random, frames)(caption)
  const prompt = color === undefined ? subject : `${subject} ${pick(random, grounds)(color)}`
  return { index, prompt, color, seed: randomInt(random, seedBound - 1) }
}

/** "green apple" becomes "apple, green". */
function turnedRound(caption: string): string {
  const [first, ...rest] = caption.split(" ")
  return rest.length === 0 ? caption : `${rest.join(" ")}, ${first}`
}

/** Two letters inside a long word change places. */
function misspelled(caption: string, random: Random): string {
  const words = caption.split(" ")
  const long = words.findIndex((word) => word.length >= 6)
  const word = words[long]
  if (word === undefined) return caption
  const at = 1 + randomInt(random, word.length - 3)
  words[long] = word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2)
  return words.join(" ")
}
