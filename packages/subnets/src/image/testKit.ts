/** A small world for tests: simple shapes instead of the package's icons, and a miner that knows them by heart. */
import { type Commitment, digestOf } from "../commitments.ts"
import { toBytes } from "../flatVector.ts"
import type { ImageBackend } from "./backend.ts"
import { namedColors } from "./colors.ts"
import { type IconSet, iconAt, iconSide, iconValues } from "./icons/iconSet.ts"
import { featureBuckets, fnv1a } from "./model/features.ts"
import { hiddenUnits, outputUnits, type Parameters, partsOf } from "./model/network.ts"
import { resize } from "./pixels/picture.ts"
import { encodePng } from "./pixels/png.ts"
import type { ImageRequest } from "./protocol.ts"
import { over } from "./scoring/verifier.ts"

const shapes: Readonly<Record<string, (x: number, y: number) => boolean>> = {
  disk: (x, y) => (x - 7.5) ** 2 + (y - 7.5) ** 2 < 36,
  ring: (x, y) => Math.abs((x - 7.5) ** 2 + (y - 7.5) ** 2 - 25) < 11,
  bar: (_, y) => y > 5 && y < 10,
  pole: (x) => x > 5 && x < 10,
  cross: (x, y) => Math.abs(x - 7.5) < 2 || Math.abs(y - 7.5) < 2,
  roof: (x, y) => y > 3 && y < 13 && Math.abs(x - 7.5) < y / 2,
}
const paints = Object.entries(namedColors).filter(([name]) => name !== "white")

/** Six shapes in seven colors: "red disk", "blue cross"… */
export function shapeSet(): IconSet {
  const captions: string[] = []
  const pixels: number[] = []
  for (const [color, rgb] of paints) {
    for (const [shape, covers] of Object.entries(shapes)) {
      captions.push(`${color} ${shape}`)
      for (let at = 0; at < iconSide * iconSide; at++) {
        const inside =
          covers(at % iconSide, Math.floor(at / iconSide)) && at % iconSide > 1 && at % iconSide < 14
        pixels.push(...(inside ? [...rgb, 255] : [0, 0, 0, 0]))
      }
    }
  }
  return { captions, pixels: Uint8Array.from(pixels.slice(0, captions.length * iconValues)) }
}

export interface ByHeartOptions {
  /** Which of the set's pictures is given for the one that was asked for. */
  readonly gives?: (index: number) => number
  /** What decides the background where none is named; default the seed. */
  readonly variesBy?: (request: ImageRequest, picture: number) => number
  /** A name that makes its pictures a little its own. */
  readonly hand?: string
}

/** Draws the reference itself, found by its words. */
export function byHeart(set: IconSet, options: ByHeartOptions = {}): ImageBackend {
  const { gives = (index) => index, variesBy = ({ seed }, picture) => seed + picture, hand = "" } = options
  return {
    model: "by-heart",
    async generate(request) {
      const { prompt, n, width, height } = request
      const [subject = "", ground = ""] = prompt.toLowerCase().split(/ (?:on a|against a|with a plain) /)
      const index = set.captions.findIndex((caption) =>
        caption.split(" ").every((word) => subject.includes(word)),
      )
      const named = Object.entries(namedColors).find(([name]) => ground.startsWith(name))?.[1]
      return Array.from({ length: n }, (_, i) => {
        const hash = fnv1a(`${hand} ${variesBy(request, i)}`)
        const pale = [200 + (hash % 50), 200 + ((hash >>> 8) % 50), 200 + ((hash >>> 16) % 50)] as const
        const icon = iconAt(set, gives(Math.max(0, index)))
        const rgb = over(icon, named ?? pale)
        return encodePng(resize({ width: iconSide, height: iconSide, rgb }, width, height))
      })
    },
    close: async () => {},
  }
}

/** A chain that only knows commitments: each stands in a block of its own, unless it is told otherwise. */
export function paperBook() {
  const entries = new Map<string, Commitment>()
  let blocks = 0
  return {
    read: async () => [...entries.values()],
    commit(hotkey: string, parameters: Parameters, block = ++blocks): void {
      const digest = digestOf(hotkey, toBytes(parameters))
      entries.set(hotkey, { hotkey, block, digest })
    },
  }
}

/** The same model in another order: hidden units change places, and nothing else. */
export function permuted(parameters: Parameters): Parameters {
  const from = partsOf(parameters)
  const turned = parameters.slice()
  const to = partsOf(turned)
  const other = (unit: number): number => (unit + 1) % hiddenUnits
  for (let unit = 0; unit < hiddenUnits; unit++) {
    to.hiddenBias[other(unit)] = from.hiddenBias[unit] ?? 0
    to.paint.set(from.paint.subarray(unit * outputUnits, (unit + 1) * outputUnits), other(unit) * outputUnits)
    for (let row = 0; row < featureBuckets; row++)
      to.embedding[row * hiddenUnits + other(unit)] = from.embedding[row * hiddenUnits + unit] ?? 0
  }
  return turned
}
