/** What is learned from: captions in many wordings, with and without a named background. */
import { colorNames, namedColors } from "../colors.ts"
import { type IconSet, iconAt, iconValues } from "../icons/iconSet.ts"
import { type Features, featuresOf } from "./features.ts"
import { outputUnits } from "./network.ts"
import { below } from "./noise.ts"

export interface Example {
  readonly features: Features
  /** As the network should answer; in [0, 1]. */
  readonly target: Float32Array
  /** 0 where the answer does not matter: the color of a background that nobody named. */
  readonly colorCounts: boolean
}

const backgroundShare = 0.4
/** Of examples whose caption stands alone. */
const bareShare = 0.3
const turnedShare = 0.1
const misspelledShare = 0.08

/** One of the set's pictures, asked for in some way. */
export function drawExample(set: IconSet, index: number, noise: () => number): Example {
  const named = noise() < backgroundShare ? colorNames[below(noise, colorNames.length)] : undefined
  const target = new Float32Array(outputUnits)
  const pixels = iconAt(set, index)
  for (let i = 0; i < pixels.length; i++) target[i] = (pixels[i] ?? 0) / 255
  if (named !== undefined) {
    const color = namedColors[named] ?? [255, 255, 255]
    for (let c = 0; c < 3; c++) target[iconValues + c] = (color[c] ?? 0) / 255
    target[iconValues + 3] = 1
  }
  const prompt = wordingOf(set.captions[index] ?? "", named, noise)
  return { features: featuresOf(prompt), target, colorCounts: named !== undefined }
}

/** People say a lot around what they want; the network has to learn which words draw nothing. */
const chatter = (
  "a an the one some of for me my i we you us it is as with in and or to be this that want need would like could can please " +
  "make draw paint show give create generate render design picture image icon drawing sketch symbol sign emoji art small " +
  "little tiny big simple plain flat clean cute nice good bold bright colorful color colors shape shapes style minimal vector"
).split(" ")
const chatterBefore = 6
const chatterAfter = 4

function wordingOf(caption: string, color: string | undefined, noise: () => number): string {
  const words = caption.split(" ")
  if (noise() < turnedShare) words.push(words.shift() ?? "")
  if (noise() < misspelledShare) misspell(words, noise)
  const bare = noise() < bareShare
  const around = (most: number): string[] =>
    Array.from(
      { length: bare ? 0 : below(noise, most + 1) },
      () => chatter[below(noise, chatter.length)] ?? "",
    )
  const before = around(chatterBefore)
  const after = around(chatterAfter)
  const ground = color === undefined ? [] : [...(groundWords[below(noise, groundWords.length)] ?? []), color]
  const parts = [...before, ...words, ...after]
  return [...parts, ...ground, ...(color === undefined ? [] : ["background"])].join(" ")
}

const groundWords: readonly (readonly string[])[] = [
  ["on", "a"],
  ["on"],
  ["with", "a"],
  ["over", "a", "plain"],
]

/** Two neighbouring letters of a word change places. */
function misspell(words: string[], noise: () => number): void {
  const which = below(noise, words.length)
  const word = words[which] ?? ""
  if (word.length < 5) return
  const at = 1 + below(noise, word.length - 3)
  words[which] = word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2)
}
