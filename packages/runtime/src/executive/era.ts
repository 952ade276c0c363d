/** Mortality of transactions: `sp_runtime::generic::Era`. */
import { type Reader, take, type Writer, writeByte } from "@taonet/primitives/scale/index"

export type Era =
  | { readonly type: "Immortal" }
  | { readonly type: "Mortal"; readonly period: number; readonly phase: number }

export const immortal: Era = { type: "Immortal" }

const quantizeFactor = (period: number): number => Math.max(period >> 12, 1)

/** The era of a transaction made at block `current` that lives `period` blocks (a power of two, 4…65536). */
export function mortalEra(period: number, current: number): Era {
  let rounded = 4
  while (rounded < period && rounded < 65536) rounded *= 2
  const factor = quantizeFactor(rounded)
  const phase = current % rounded
  return { type: "Mortal", period: rounded, phase: phase - (phase % factor) }
}

/** The block at which the era that is current at block `current` began. */
export function eraBirth(era: Era, current: number): number {
  if (era.type === "Immortal") return 0
  const { period, phase } = era
  const since = Math.max(current, phase) - phase
  return since - (since % period) + phase
}

/** The first block at which the transaction is no longer valid; undefined for immortal ones. */
export function eraDeath(era: Era, current: number): number | undefined {
  return era.type === "Immortal" ? undefined : eraBirth(era, current) + era.period
}

export function readEra(reader: Reader): Era {
  const first = reader.bytes[take(reader, 1)]!
  if (first === 0) return immortal
  const encoded = first | (reader.bytes[take(reader, 1)]! << 8)
  const period = 2 << (encoded % 16)
  const phase = (encoded >> 4) * quantizeFactor(period)
  if (period < 4 || phase >= period) throw new RangeError("era is not valid")
  return { type: "Mortal", period, phase }
}

export function writeEra(writer: Writer, era: Era): void {
  if (era.type === "Immortal") {
    writeByte(writer, 0)
    return
  }
  const { period, phase } = era
  const log = 31 - Math.clz32(period) - 1
  const encoded = Math.min(Math.max(log, 1), 15) | ((phase / quantizeFactor(period)) << 4)
  writeByte(writer, encoded & 0xff)
  writeByte(writer, encoded >> 8)
}
