import { alphabetSize } from "./alphabet.ts"
import { contexts, type Parameters, placesOf, predict } from "./model.ts"

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
export function learn({ parameters, moved }: Learner, codes: Uint8Array, rate = usualRate): number {
  const mask = parameters.length - 1
  const places = new Uint32Array(contexts)
  const odds = new Float64Array(alphabetSize)
  let bits = 0
  for (let at = 0; at < codes.length; at++) {
    const target = codes[at] as number
    placesOf(codes, at, parameters.length, places)
    predict(parameters, places, odds)
    bits -= Math.log2(odds[target] as number)
    odds[target] = (odds[target] as number) - 1
    for (let c = 0; c < alphabetSize; c++) {
      const gradient = odds[c] as number
      if (gradient < negligible && gradient > -negligible) continue
      for (let i = 0; i < contexts; i++) {
        const place = ((places[i] as number) + c) & mask
        const sum = (moved[place] as number) + gradient * gradient
        moved[place] = sum
        parameters[place] = (parameters[place] as number) - (rate * gradient) / Math.sqrt(sum + 1e-2)
      }
    }
  }
  return bits / Math.max(1, codes.length)
}
