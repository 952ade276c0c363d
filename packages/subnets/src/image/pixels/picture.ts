/** Pictures in memory, and the few things that are done to them. */

/** Opaque, three bytes a pixel, row by row. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly rgb: Uint8Array
}

export const blankPicture = (width: number, height: number): Picture => ({
  width,
  height,
  rgb: new Uint8Array(width * height * 3),
})

/**
 * To another size: the mean of what a target pixel covers when it shrinks, linear between pixels when it grows. Only additions and
 * multiplications, so that the same picture gives the same bytes on every machine.
 */
export function resize(picture: Picture, width: number, height: number): Picture {
  if (picture.width === width && picture.height === height) return picture
  return rounded(resample({ ...picture, values: picture.rgb }, width, height))
}

/** Up to this side, details are put back after enlarging; beyond, it would take long and show nothing more. */
const sharpSide = 128
const corrections = 3

/**
 * Enlarges so that shrinking gives the picture back. Between pixels alone it would come back blurred: what is lost is found by shrinking,
 * enlarged, and added, a few times.
 */
export function enlarge(picture: Picture, width: number, height: number): Picture {
  if (picture.width === width && picture.height === height) return picture
  const [wide, high] = [Math.min(width, sharpSide), Math.min(height, sharpSide)]
  if (wide < picture.width || high < picture.height) return resize(picture, width, height)
  const large = resample({ ...picture, values: picture.rgb }, wide, high)
  for (let turn = 0; turn < corrections; turn++) {
    const lost = resample(large, picture.width, picture.height)
    for (let i = 0; i < picture.rgb.length; i++)
      lost.values[i] = (picture.rgb[i] ?? 0) - (lost.values[i] ?? 0)
    const found = resample(lost, wide, high).values
    for (let i = 0; i < found.length; i++) large.values[i] = (large.values[i] ?? 0) + (found[i] ?? 0)
  }
  return resize(rounded(large), width, height)
}

interface Raster {
  readonly width: number
  readonly height: number
  /** Three a pixel. */
  readonly values: Float64Array | Uint8Array
}

function rounded({ width, height, values }: Raster): Picture {
  const rgb = Uint8Array.from(values, (value) => Math.min(255, Math.max(0, Math.floor(value + 0.5))))
  return { width, height, rgb }
}

function resample(from: Raster, width: number, height: number): Raster {
  const columns = weightsFor(from.width, width)
  const rows = weightsFor(from.height, height)
  const wide = new Float64Array(width * from.height * 3)
  for (let y = 0; y < from.height; y++) {
    for (let x = 0; x < width; x++) {
      const to = (y * width + x) * 3
      for (const { at, weight } of columns[x] ?? []) {
        const source = (y * from.width + at) * 3
        for (let c = 0; c < 3; c++)
          wide[to + c] = (wide[to + c] ?? 0) + weight * (from.values[source + c] ?? 0)
      }
    }
  }
  const values = new Float64Array(width * height * 3)
  const line = width * 3
  for (let y = 0; y < height; y++) {
    for (const { at, weight } of rows[y] ?? []) {
      for (let i = 0; i < line; i++)
        values[y * line + i] = (values[y * line + i] ?? 0) + weight * (wide[at * line + i] ?? 0)
    }
  }
  return { width, height, values }
}

interface Tap {
  readonly at: number
  readonly weight: number
}

/** For each target position the source positions that it is made of; weights add up to 1. */
function weightsFor(from: number, to: number): Tap[][] {
  return Array.from({ length: to }, (_, index) =>
    to < from ? covered(from, to, index) : between(from, to, index),
  )
}

function covered(from: number, to: number, index: number): Tap[] {
  const low = (index * from) / to
  const high = ((index + 1) * from) / to
  const taps: Tap[] = []
  for (let at = Math.floor(low); at < Math.min(from, Math.ceil(high)); at++) {
    const share = Math.min(high, at + 1) - Math.max(low, at)
    if (share > 0) taps.push({ at, weight: share / (high - low) })
  }
  return taps
}

function between(from: number, to: number, index: number): Tap[] {
  const position = Math.min(from - 1, Math.max(0, ((index + 0.5) * from) / to - 0.5))
  const at = Math.floor(position)
  const part = position - at
  return part === 0 || at + 1 >= from
    ? [{ at, weight: 1 }]
    : [
        { at, weight: 1 - part },
        { at: at + 1, weight: part },
      ]
}

/** Mean difference of two pictures of one size, from 0 to 1. */
export function difference(a: Picture, b: Picture): number {
  if (a.width !== b.width || a.height !== b.height) return 1
  let sum = 0
  for (let i = 0; i < a.rgb.length; i++) sum += Math.abs((a.rgb[i] ?? 0) - (b.rgb[i] ?? 0))
  return sum / (a.rgb.length * 255)
}
