import { fromHex, toHex } from "@taonet/primitives/hex"
import { createReader, createWriter, finish } from "@taonet/primitives/scale/index"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type Era, eraBirth, eraDeath, immortal, mortalEra, readEra, writeEra } from "./era.ts"

const blocks = fc.nat(0xffff_ffff - 65_536)
const periods = fc.integer({ min: 2, max: 16 }).map((log) => 2 ** log)
const encoded = (era: Era): Uint8Array => {
  const writer = createWriter(2)
  writeEra(writer, era)
  return finish(writer)
}

describe("a mortal era", () => {
  test("is born no later than the block it was made for, and less than a phase step earlier", () => {
    fc.assert(
      fc.property(periods, blocks, (period, current) => {
        const birth = eraBirth(mortalEra(period, current), current)
        expect(birth).toBeLessThanOrEqual(current)
        expect(current - birth).toBeLessThan(Math.max(period / 4096, 1))
      }),
    )
  })

  test("lives from birth until its period is over, and is then of another birth", () => {
    fc.assert(
      fc.property(periods, blocks, fc.nat(65_535), (period, current, later) => {
        const era = mortalEra(period, current)
        const birth = eraBirth(era, current)
        expect(eraDeath(era, current)).toBe(birth + period)
        const alive = current + later < birth + period
        expect(eraBirth(era, current + later) === birth).toBe(alive)
      }),
    )
  })

  test("has the birth of the definition: the last block of its phase", () => {
    fc.assert(
      fc.property(periods, blocks, blocks, (period, made, current) => {
        const era = mortalEra(period, made)
        if (era.type === "Immortal") return
        let expected = current
        while (expected > era.phase && expected % period !== era.phase) expected--
        expect(eraBirth(era, current)).toBe(current < era.phase ? era.phase : expected)
      }),
      { numRuns: 50 },
    )
  })

  test("survives its encoding, which takes two bytes", () => {
    fc.assert(
      fc.property(periods, blocks, (period, current) => {
        const era = mortalEra(period, current)
        const bytes = encoded(era)
        expect(bytes.length).toBe(2)
        expect(readEra(createReader(bytes))).toEqual(era)
      }),
    )
  })

  test("has a period that is rounded up to a power of two from 4 to 65536", () => {
    const rounded = [1, 5, 64, 65, 100_000].map((period) => mortalEra(period, 0))
    expect(rounded.map((era) => era.type === "Mortal" && era.period)).toEqual([4, 8, 64, 128, 65_536])
  })

  test.each([
    ["0x2500", 64, 2],
    ["0xe500", 64, 14],
    ["0xa502", 64, 42],
    ["0x4e9c", 32_768, 20_000],
  ])("of the bytes %s has period %i and phase %i", (bytes, period, phase) => {
    expect(readEra(createReader(fromHex(bytes as `0x${string}`)))).toEqual({ type: "Mortal", period, phase })
    expect(toHex(encoded({ type: "Mortal", period, phase }))).toBe(bytes)
  })

  test("with a period of 2 or a phase beyond its period is refused", () => {
    for (const bytes of ["0x1000", "0x4100"])
      expect(() => readEra(createReader(fromHex(bytes as `0x${string}`)))).toThrow(RangeError)
  })
})

test("an immortal era is one zero byte, born at genesis, and does not die", () => {
  expect(toHex(encoded(immortal))).toBe("0x00")
  expect(eraBirth(immortal, 99)).toBe(0)
  expect(eraDeath(immortal, 99)).toBeUndefined()
})
