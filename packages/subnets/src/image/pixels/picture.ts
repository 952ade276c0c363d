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
  const columns = weightsFor(picture.width, width)
  const rows = weightsFor(picture.height, height)
  const wide = new Float64Array(width * picture.height * 3)
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < width; x++) {
      for (const { at, weight } of columns[x] ?? []) {
        const from = (y * picture.width + at) * 3
        const to = (y * width + x) * 3
        for (let c = 0; c < 3; c++) wide[to + c] = (wide[to + c] ?? 0) + weight * (picture.rgb[from + c] ?? 0)
      }
    }
  }
  const rgb = new Uint8Array(width * height * 3)
  const line = new Float64Array(width * 3)
  for (let y = 0; y < height; y++) {
    line.fill(0)
    for (const { at, weight } of rows[y] ?? []) {
      const from = at * width * 3
      for (let i = 0; i < line.length; i++) line[i] = (line[i] ?? 0) + weight * (wide[from + i] ?? 0)
    }
    for (let i = 0; i < line.length; i++) rgb[y * width * 3 + i] = Math.floor((line[i] ?? 0) + 0.5)
  }
  return { width, height, rgb }
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
