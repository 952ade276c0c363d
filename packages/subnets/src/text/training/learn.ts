import { alphabetSize } from "./alphabet.ts"
import { type Parameters, predict } from "./model.ts"
import { type Reading, readText, recalls } from "./reading.ts"

/** What learning remembers beside the parameters: how much each was moved already (AdaGrad). Of the same length. */
export interface Learner {
  readonly parameters: Parameters
  readonly moved: Float32Array
}

/** Gradients below this are left alone: nearly all characters are nearly impossible nearly everywhere. */
const negligible = 1e-3
/** Fits some 100,000 characters. Whoever reads millions gets further with less: 0.1. */
export const usualRate = 0.3

/** One pass over the text, character after character; returns its bits per character as they were before each was learned. */
export function learn(learner: Learner, codes: Uint8Array, rate = usualRate): number {
  const reading = readText(codes, learner.parameters.length)
  return learnPiece(learner, reading, codes, { to: codes.length, rate }) / Math.max(1, codes.length)
}

/** The same from where the reading is up to `to`; returns bits, not their mean. */
export function learnPiece(
  { parameters, moved }: Learner,
  reading: Reading,
  codes: Uint8Array,
  { to, rate = usualRate }: { readonly to: number; readonly rate?: number },
): number {
  const mask = parameters.length - 1
  const { places, recalled, trusts } = reading
  const odds = new Float64Array(alphabetSize)
  let bits = 0
  function move(place: number, gradient: number): void {
    const sum = (moved[place] as number) + gradient * gradient
    moved[place] = sum
    parameters[place] = (parameters[place] as number) - (rate * gradient) / Math.sqrt(sum + 1e-2)
  }
  for (; reading.at < to; reading.advance()) {
    const target = codes[reading.at] as number
    predict(parameters, reading, odds)
    bits -= Math.log2(odds[target] as number)
    odds[target] = (odds[target] as number) - 1
    for (let c = 0; c < alphabetSize; c++) {
      const gradient = odds[c] as number
      if (gradient < negligible && gradient > -negligible) continue
      for (let i = 0; i < places.length; i++) move(((places[i] as number) + c) & mask, gradient)
    }
    for (let i = 0; i < recalls; i++) {
      const code = recalled[i] as number
      if (code < alphabetSize) move(trusts[i] as number, odds[code] as number)
    }
  }
  return bits
}
