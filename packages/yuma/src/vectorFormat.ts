import { EpochInputError } from "./checkInput.ts"
import type { EpochInput, EpochOutput } from "./types.ts"

/*
 * Epochs as JSON (vectors/yuma/README.md): snake_case names, u64 as decimal strings. Readers take parsed JSON of any origin, and name
 * what is wrong; whether values are in range is for `checkInput` to say.
 */

type Kind = "u64" | "plain" | "u64s"

const kinds: Readonly<Record<keyof EpochInput, Kind>> = {
  n: "plain",
  raoEmission: "u64",
  currentBlock: "u64",
  tempo: "plain",
  lastMechanismStepBlock: "u64",
  activityCutoffFactorMilli: "plain",
  lastUpdate: "u64s",
  blockAtRegistration: "u64s",
  alphaStake: "u64s",
  taoStake: "u64s",
  taoWeight: "u64",
  stakeThreshold: "u64",
  ownerUid: "plain",
  validatorPermit: "plain",
  maxAllowedValidators: "plain",
  weights: "plain",
  bonds: "plain",
  commitRevealEnabled: "plain",
  earliestCommitBlock: "u64s",
  kappa: "plain",
  bondsPenalty: "plain",
  bondsMovingAverage: "u64",
  yuma3On: "plain",
  liquidAlphaOn: "plain",
  alphaLow: "plain",
  alphaHigh: "plain",
  alphaSigmoidSteepness: "plain",
  liquidAlphaConsensusMode: "plain",
  previousConsensus: "plain",
}

export const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const names: ReadonlyMap<string, keyof EpochInput> = new Map(
  (Object.keys(kinds) as (keyof EpochInput)[]).map((name) => [snakeCase(name), name]),
)

/** Throws EpochInputError for a field that is missing, unknown, or a u64 that is none. */
export function readEpochInput(fields: unknown): EpochInput {
  const input = readEpochFields(fields)
  for (const [name, key] of names) if (!(key in input)) throw new EpochInputError(name, "is missing")
  return input as EpochInput
}

/** Some of an input's fields, as a step of a sequence sets them. */
export function readEpochFields(fields: unknown): Partial<EpochInput> {
  if (typeof fields !== "object" || fields === null || Array.isArray(fields))
    throw new EpochInputError("input", "is not an object")
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const key = names.get(name)
      if (key === undefined) throw new EpochInputError(name, "is not a field of an epoch")
      return [key, read(kinds[key], name, value)]
    }),
  )
}

function read(kind: Kind, name: string, value: unknown): unknown {
  if (kind === "plain") return value
  if (kind === "u64") return readU64(name, value)
  if (!Array.isArray(value)) throw new EpochInputError(name, "is not an array")
  return value.map((element, uid) => (element === null ? null : readU64(`${name}[${uid}]`, element)))
}

function readU64(name: string, value: unknown): bigint {
  if (typeof value === "string" && /^\d{1,20}$/.test(value)) return BigInt(value)
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return BigInt(value)
  throw new EpochInputError(name, "is not a u64, written as decimal digits")
}

/** The form of `expected`: raw values are numbers, which hold every share. */
export function writeEpochOutput({ raw, ...output }: EpochOutput): Record<string, unknown> {
  const rawFields = Object.entries(raw as unknown as Record<string, bigint[]>)
  return {
    ...Object.fromEntries(Object.entries(output).map(([name, value]) => [snakeCase(name), write(value)])),
    raw_i32f32: Object.fromEntries(
      rawFields.map(([name, values]) => [snakeCase(name), values.map((value) => Number(value))]),
    ),
  }
}

const write = (value: unknown): unknown =>
  typeof value === "bigint" ? value.toString() : Array.isArray(value) ? value.map(write) : value

/** One epoch, or several that carry bonds, permits and consensus from one to the next. `expected` is as written. */
export interface EpochCase {
  readonly name: string
  readonly note: string
  readonly input: EpochInput
  readonly epochs: readonly { readonly set: Partial<EpochInput>; readonly expected: unknown }[]
}

/** A file of kind `epoch` or `sequence`. */
export function readEpochCase(file: unknown): EpochCase {
  const { name, note, kind, input, expected, steps } = (file ?? {}) as Readonly<Record<string, unknown>>
  const common = { name: String(name), note: String(note), input: readEpochInput(input) }
  if (kind === "epoch") return { ...common, epochs: [{ set: {}, expected }] }
  if (kind !== "sequence" || !Array.isArray(steps) || !Array.isArray(expected))
    throw new EpochInputError("kind", "is neither an epoch nor a sequence with steps and expected results")
  if (steps.length !== expected.length)
    throw new EpochInputError("steps", `are ${steps.length}, and expected results ${expected.length}`)
  return {
    ...common,
    epochs: steps.map((step: { set?: unknown }, index) => ({
      set: readEpochFields(step.set),
      expected: expected[index],
    })),
  }
}

/** State that one epoch hands to the next. */
export function carryOver(
  output: EpochOutput,
): Pick<EpochInput, "bonds" | "validatorPermit" | "previousConsensus"> {
  return {
    bonds: output.bonds,
    validatorPermit: output.validatorPermit,
    previousConsensus: output.consensus,
  }
}
