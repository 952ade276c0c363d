import { deflateSync } from "node:zlib"
import { describe, expect, it } from "vitest"
import { drawIcons } from "../icons/drawIcons.ts"
import { noiseFrom } from "../model/noise.ts"
import { difference, enlarge, type Picture, resize } from "./picture.ts"
import { decodePng, encodePng, PngError } from "./png.ts"

function noisy(width: number, height: number): Picture {
  const noise = noiseFrom(7)
  return { width, height, rgb: Uint8Array.from({ length: width * height * 3 }, () => noise() * 256) }
}

/** A PNG by the book: any type, any filter for each row. Checksums are left out, as no reader here looks at them. */
function handmade(type: number, width: number, rows: number[][], palette: number[] = []): Buffer {
  const chunk = (name: string, content: Uint8Array): Buffer => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(content.length)
    return Buffer.concat([length, Buffer.from(name), content, Buffer.alloc(4)])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(rows.length, 4)
  head.set([8, type], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    chunk("PLTE", Uint8Array.from(palette)),
    chunk("IDAT", deflateSync(Uint8Array.from(rows.flat()))),
    chunk("IEND", new Uint8Array()),
  ])
}

describe("PNG", () => {
  it("comes back as it went, in bytes that depend on the picture only", () => {
    const picture = noisy(37, 21)
    const png = encodePng(picture)
    expect(decodePng(png)).toEqual(picture)
    expect(encodePng(decodePng(png))).toEqual(png)
  })

  it.each<[string, number, number[][], number[], number[]]>([
    ["gray", 0, [[0, 10, 200]], [], [10, 10, 10, 200, 200, 200]],
    ["gray with alpha on white", 4, [[0, 0, 255, 0, 0]], [], [0, 0, 0, 255, 255, 255]],
    ["a palette", 3, [[0, 1, 0]], [1, 2, 3, 4, 5, 6], [4, 5, 6, 1, 2, 3]],
    ["filter left", 2, [[1, 1, 2, 3, 1, 1, 1]], [], [1, 2, 3, 2, 3, 4]],
    [
      "filter mean and Paeth",
      0,
      [
        [0, 8, 4],
        [3, 1, 1],
        [4, 2, 250],
      ],
      [],
      [8, 4, 5, 5, 7, 1].flatMap((v) => [v, v, v]),
    ],
  ])("reads %s", (_, type, rows, palette, rgb) => {
    expect([...decodePng(handmade(type, 2, rows, palette)).rgb]).toEqual(rgb)
  })

  it("refuses what is none, what is cut, and what claims to be huge", () => {
    const png = Buffer.from(encodePng(noisy(9, 9)))
    const huge = Buffer.from(png)
    huge.writeUInt32BE(1_000_000, 16)
    const interlaced = Buffer.from(png)
    interlaced[28] = 1
    for (const bad of [Buffer.alloc(0), Buffer.from("GIF89a"), png.subarray(0, 60), huge, interlaced])
      expect(() => decodePng(bad)).toThrow(PngError)
    // Ten rows are promised, one comes: the rest must not be made up.
    expect(() => decodePng(handmade(0, 2, [[0, 1, 2], [0]]))).toThrow(PngError)
  })
})

describe("resizing", () => {
  it("keeps an even color, averages when it shrinks, and is the same in both directions for whole factors", () => {
    const even = { width: 5, height: 3, rgb: new Uint8Array(45).fill(77) }
    for (const [width, height] of [
      [16, 16],
      [2, 1],
      [5, 3],
    ] as const)
      expect(new Set(resize(even, width, height).rgb)).toEqual(new Set([77]))
    const two = { width: 2, height: 1, rgb: Uint8Array.from([0, 0, 0, 100, 100, 100]) }
    expect([...resize(two, 1, 1).rgb]).toEqual([50, 50, 50])
    expect([...resize(two, 4, 1).rgb].filter((_, i) => i % 3 === 0)).toEqual([0, 25, 75, 100])
    expect(difference(two, resize(two, 2, 1))).toBe(0)
    expect(difference(two, even)).toBe(1)
  })
})

describe("enlarging", () => {
  it("is undone by shrinking, unlike drawing lines between pixels", () => {
    const icon = resize(noisy(4, 4), 16, 16)
    const lost = (large: Picture): number => difference(icon, resize(large, 16, 16))
    for (const side of [16, 64, 100, 300]) {
      expect(enlarge(icon, side, side)).toMatchObject({ width: side, height: side })
      expect(lost(enlarge(icon, side, side))).toBeLessThan(0.01)
    }
    expect(lost(enlarge(icon, 64, 64))).toBeLessThan(lost(resize(icon, 64, 64)) / 3)
    expect(enlarge(icon, 8, 8)).toEqual(resize(icon, 8, 8))
  })
})

describe("drawing", () => {
  it("turns SVG into colors times alpha", async () => {
    const half = '<path fill="#ff0000" d="M0 0h16v32H0z"/>'
    const pixels = await drawIcons([half, half], 4)
    expect(pixels.length).toBe(2 * 4 * 4 * 4)
    expect([...pixels.subarray(0, 16)]).toEqual([255, 0, 0, 255, 255, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 0])
    expect(pixels.subarray(64)).toEqual(pixels.subarray(0, 64))
  })
})
