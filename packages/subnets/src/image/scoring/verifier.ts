/** Says whether a picture shows what was asked for, by finding it among all the pictures that the validator holds. */
import { namedColors, type Rgb } from "../colors.ts"
import { type IconSet, iconAt, iconChannels, iconSide } from "../icons/iconSet.ts"
import { type Picture, resize } from "../pixels/picture.ts"

export interface Judgement {
  /** 1 when nothing looks more like the picture than what was asked for. */
  readonly rank: number
  /** In [0, 1]: 1 is the reference itself; the mean of all pictures gets some 0.5, a picture of something else 0. */
  readonly fidelity: number
  /** The named color that the background is nearest to. */
  readonly background: string
}

/** A validator may bring its own, such as a model that compares texts and photographs. */
export interface Verifier {
  readonly name: string
  readonly captions: readonly string[]
  judge(picture: Picture, index: number): Judgement
}

/** So much nearer to another picture, and so near to it: that is a picture of something else. */
const elsewhereRatio = 3
const elsewhereShare = 0.3
const pairsForSpread = 128

/**
 * Nearest-picture retrieval, blind to mirroring and to the background: the references are laid over the background that the picture's
 * corners show.
 */
export function retrievalVerifier(set: IconSet): Verifier {
  const count = set.captions.length
  return {
    name: `retrieval-${count}`,
    captions: set.captions,
    judge(picture, index) {
      const small = resize(picture, iconSide, iconSide).rgb
      const ground = cornerColor(small)
      const distances = Float64Array.from({ length: count }, (_, i) =>
        distance(small, iconAt(set, i), ground),
      )
      const own = distances[index] ?? Number.POSITIVE_INFINITY
      const best = distances.reduce((least, value) => Math.min(least, value))
      const spread = spreadOn(set, ground)
      const elsewhere = own > elsewhereRatio * best && best < elsewhereShare * spread
      return {
        rank: elsewhere ? count : 1 + distances.reduce((nearer, value) => nearer + (value < own ? 1 : 0), 0),
        fidelity: elsewhere || spread === 0 ? 0 : Math.max(0, 1 - own / spread),
        background: nearestColor(ground),
      }
    },
  }
}

/** The mean of the corners, two pixels square each: where icons are rarely. */
function cornerColor(rgb: Uint8Array): Rgb {
  const sums: [number, number, number] = [0, 0, 0]
  const edge = [0, 1, iconSide - 2, iconSide - 1]
  for (const y of edge) {
    for (const x of edge) {
      for (const c of [0, 1, 2] as const) sums[c] += rgb[(y * iconSide + x) * 3 + c] ?? 0
    }
  }
  return [sums[0] / 16, sums[1] / 16, sums[2] / 16]
}

/** Mean squared difference to an icon over the background, or to its mirror image, whichever is less. */
function distance(rgb: Uint8Array, icon: Uint8Array, ground: Rgb): number {
  // PERF: local names, as in the trainer: this runs for every picture of the set.
  const [side, channels] = [iconSide, iconChannels]
  let straight = 0
  let mirrored = 0
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const from = (y * side + x) * channels
      const through = (255 - (icon[from + 3] ?? 0)) / 255
      const at = (y * side + x) * 3
      const other = (y * side + side - 1 - x) * 3
      for (let c = 0; c < 3; c++) {
        const value = (icon[from + c] ?? 0) + through * (ground[c] as number)
        const gap = (rgb[at + c] ?? 0) - value
        const mirrorGap = (rgb[other + c] ?? 0) - value
        straight += gap * gap
        mirrored += mirrorGap * mirrorGap
      }
    }
  }
  return Math.min(straight, mirrored) / (side * side * 3)
}

/** How far two icons are from each other on this background, on average. */
function spreadOn(set: IconSet, ground: Rgb): number {
  const count = set.captions.length
  let sum = 0
  for (let i = 0; i < pairsForSpread; i++) {
    const first = iconAt(set, Math.floor((i * count) / pairsForSpread))
    const second = iconAt(set, (Math.floor((i * count) / pairsForSpread) + 1 + i * 7) % count)
    sum += distance(over(first, ground), second, ground)
  }
  return sum / pairsForSpread
}

/** An icon on a background, as a miner would deliver it. */
export function over(icon: Uint8Array, ground: Rgb): Uint8Array {
  const rgb = new Uint8Array(iconSide * iconSide * 3)
  for (let at = 0; at < iconSide * iconSide; at++) {
    const through = (255 - (icon[at * iconChannels + 3] ?? 0)) / 255
    for (let c = 0; c < 3; c++)
      rgb[at * 3 + c] = Math.round((icon[at * iconChannels + c] ?? 0) + through * (ground[c] as number))
  }
  return rgb
}

function nearestColor(ground: Rgb): string {
  let nearest = ""
  let least = Number.POSITIVE_INFINITY
  for (const [name, color] of Object.entries(namedColors)) {
    const far = color.reduce((sum, value, c) => sum + (value - (ground[c] ?? 0)) ** 2, 0)
    if (far < least) {
      least = far
      nearest = name
    }
  }
  return nearest
}
