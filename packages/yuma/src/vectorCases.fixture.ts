import { readdirSync, readFileSync } from "node:fs"
import { gunzipSync } from "node:zlib"
import type { EpochInput, EpochOutput, LiquidAlphaConsensusMode, WeightRow } from "./types.ts"

/* Reads vectors/yuma for tests and benches. */

export interface EpochCase {
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

export function readVector(file: string): EpochCase {
  const bytes = readFileSync(new URL(file, folder))
  const vector = JSON.parse((file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8")) as Vector
  const steps = vector.kind === "sequence" ? vector.steps : [{ set: {} }]
  const results = vector.kind === "sequence" ? vector.expected : [vector.expected]
  return {
    name: vector.name,
    note: vector.note,
    input: inputOf(vector.input) as EpochInput,
    epochs: steps.map(({ set }, index) => ({ set: inputOf(set), expected: outputOf(results[index]!) })),
  }
}

type Vector = { name: string; note: string; input: Fields } & (
  | { kind: "epoch"; expected: Fields }
  | { kind: "sequence"; steps: { set: Fields }[]; expected: Fields[] }
)

type Fields = Record<string, unknown>

const camel = (name: string): string => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())

/** Decimal strings become bigints, snake_case names camelCase ones. */
function inputOf(fields: Fields): Partial<EpochInput> {
  const modes: LiquidAlphaConsensusMode[] = ["Current", "Previous", "Auto"]
  const value = (field: unknown): unknown =>
    Array.isArray(field)
      ? field.map(value)
      : typeof field === "string" && !modes.includes(field as LiquidAlphaConsensusMode)
        ? BigInt(field)
        : field
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [camel(name), value(field)]))
}

function outputOf(fields: Fields): EpochOutput {
  const { raw_i32f32: raw, ...rest } = fields
  const bits = Object.entries(raw as Record<string, number[]>).map(
    ([name, values]) => [camel(name), values.map(BigInt)] as const,
  )
  return { ...inputOf(rest), raw: Object.fromEntries(bits) } as unknown as EpochOutput
}

/** State that one epoch hands to the next. */
export function carryOver(output: EpochOutput): Partial<EpochInput> & { bonds: readonly WeightRow[] } {
  return {
    bonds: output.bonds,
    validatorPermit: output.validatorPermit,
    previousConsensus: output.consensus,
  }
}
