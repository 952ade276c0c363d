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

const frames: readonly ((subject: string) => string)[] = [
  (subject) => subject,
  (subject) => subject,
  (subject) => `a ${subject}`,
  (subject) => `an icon of a ${subject}`,
  (subject) => `a picture of ${subject}`,
  (subject) => `${subject} icon`,
  (subject) => `draw me a ${subject} please`,
]
const backgroundShare = 0.4

/** One of the set's pictures, asked for in some way. */
export function drawExample(set: IconSet, index: number, noise: () => number): Example {
  const caption = set.captions[index] ?? ""
  const frame = frames[below(noise, frames.length)] ?? ((subject: string) => subject)
  const named = noise() < backgroundShare ? colorNames[below(noise, colorNames.length)] : undefined
  const prompt = named === undefined ? frame(caption) : `${frame(caption)} on a ${named} background`
  const target = new Float32Array(outputUnits)
  const pixels = iconAt(set, index)
  for (let i = 0; i < iconValues; i++) target[i] = (pixels[i] ?? 0) / 255
  if (named !== undefined) {
    const color = namedColors[named] ?? [255, 255, 255]
    for (let c = 0; c < 3; c++) target[iconValues + c] = (color[c] ?? 0) / 255
    target[iconValues + 3] = 1
  }
  return { features: featuresOf(prompt), target, colorCounts: named !== undefined }
}
