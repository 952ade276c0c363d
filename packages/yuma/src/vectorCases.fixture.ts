import { readdirSync, readFileSync } from "node:fs"
import { gunzipSync } from "node:zlib"
import type { EpochInput, EpochOutput } from "./types.ts"
import { readEpochCase } from "./vectorFormat.ts"

/* Reads vectors/yuma for tests and benches. */

export { carryOver } from "./vectorFormat.ts"

export interface RecordedCase {
  readonly name: string
  readonly note: string
  /** One epoch, or several that carry bonds, permits and consensus from one to the next. */
  readonly epochs: readonly { readonly set: Partial<EpochInput>; readonly expected: EpochOutput }[]
  readonly input: EpochInput
}

const folder = new URL("../../../vectors/yuma/", import.meta.url)

export function vectorNames(): string[] {
  return readdirSync(folder).filter((name) => /\.json(\.gz)?$/.test(name))
}

export function readVectorFile(file: string): unknown {
  const bytes = readFileSync(new URL(file, folder))
  return JSON.parse((file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8"))
}

export function readVector(file: string): RecordedCase {
  const { epochs, ...rest } = readEpochCase(readVectorFile(file))
  return { ...rest, epochs: epochs.map(({ set, expected }) => ({ set, expected: outputOf(expected) })) }
}

/** Written results as `runEpoch` gives them. */
function outputOf(expected: unknown): EpochOutput {
  const { raw_i32f32: raw, ...rest } = expected as Record<string, unknown>
  const wide = new Set(["stake", "server_emission", "validator_emission", "emission"])
  const camel = (name: string): string => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
  const value = (name: string, field: unknown): unknown =>
    wide.has(name) ? (field as string[]).map(BigInt) : field
  const bits = Object.entries(raw as Record<string, number[]>).map(
    ([name, values]) => [camel(name), values.map(BigInt)] as const,
  )
  return {
    ...Object.fromEntries(Object.entries(rest).map(([name, field]) => [camel(name), value(name, field)])),
    raw: Object.fromEntries(bits),
  } as unknown as EpochOutput
}
