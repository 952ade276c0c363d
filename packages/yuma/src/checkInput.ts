import { U64_MAX } from "@taonet/primitives/integers"
import { currentPermits } from "./permits.ts"
import type { EpochInput, WeightRow } from "./types.ts"

/** Rows and columns: a sum of so many u16 stays below 2^31, the reach of I32F32. */
export const UIDS_MAX = 32_767

/** An epoch's input that is not what its type says. `field` names the part, as in `weights[3][0]`. */
export class EpochInputError extends RangeError {
  readonly code = "BadEpochInput"
  readonly field: string

  constructor(field: string, problem: string) {
    super(`runEpoch: ${field} ${problem}`)
    this.name = "EpochInputError"
    this.field = field
  }
}

/** Everything but the rows' entries, of which `checkRow` is for those that the epoch reads. Throws EpochInputError. */
export function checkInput(input: EpochInput): void {
  if (!Number.isInteger(input.n) || input.n < 0 || input.n > UIDS_MAX)
    throw new EpochInputError("n", `is not a number of uids up to ${UIDS_MAX}`)
  for (const [name, min, max] of smallFields) {
    const value = input[name]
    if (!Number.isInteger(value) || value < min || value > max)
      throw new EpochInputError(name, `is not an integer from ${min} to ${max}`)
  }
  for (const name of wideFields) if (!isU64(input[name])) throw new EpochInputError(name, "is not a u64")
  for (const name of flagFields)
    if (typeof input[name] !== "boolean") throw new EpochInputError(name, "is not a boolean")
  if (!modes.has(input.liquidAlphaConsensusMode))
    throw new EpochInputError("liquidAlphaConsensusMode", "is not Current, Previous or Auto")
  if (input.ownerUid !== null && !isU16(input.ownerUid))
    throw new EpochInputError("ownerUid", "is neither null nor a uid")
  checkVectors(input)
}

/** And the entries of the rows that the epoch reads. Throws EpochInputError. */
export function checkAll(input: EpochInput): void {
  checkInput(input)
  const permits = currentPermits(input)
  input.weights.forEach((row, uid) => {
    if (permits[uid] && (input.lastUpdate[uid] ?? 0n) > 0n) checkRow("weights", uid, row)
  })
  input.bonds.forEach((row, uid) => {
    checkRow("bonds", uid, row)
  })
}

const smallFields = [
  ["tempo", 0, 0xffff],
  ["activityCutoffFactorMilli", 0, 0xffff_ffff],
  ["maxAllowedValidators", 0, 0xffff],
  ["kappa", 0, 0xffff],
  ["bondsPenalty", 0, 0xffff],
  ["alphaLow", 0, 0xffff],
  ["alphaHigh", 0, 0xffff],
  ["alphaSigmoidSteepness", -0x8000, 0x7fff],
] as const
const wideFields = [
  "raoEmission",
  "currentBlock",
  "lastMechanismStepBlock",
  "taoWeight",
  "stakeThreshold",
  "bondsMovingAverage",
] as const
const flagFields = ["commitRevealEnabled", "yuma3On", "liquidAlphaOn"] as const
const modes: ReadonlySet<string> = new Set(["Current", "Previous", "Auto"])

/** Vectors of exactly n elements, and those that storage may have shorter or longer. */
const fullVectors = [
  "alphaStake",
  "taoStake",
  "blockAtRegistration",
  "weights",
  "bonds",
  "earliestCommitBlock",
] as const
const looseVectors = ["lastUpdate", "validatorPermit", "previousConsensus"] as const

function checkVectors(input: EpochInput): void {
  for (const name of [...fullVectors, ...looseVectors])
    if (!Array.isArray(input[name])) throw new EpochInputError(name, "is not an array")
  for (const name of fullVectors) {
    if (input[name].length !== input.n)
      throw new EpochInputError(name, `has ${input[name].length} elements for ${input.n} uids`)
  }
  for (const name of ["alphaStake", "taoStake", "blockAtRegistration", "lastUpdate"] as const)
    checkElements(name, input[name], isU64, "is not a u64")
  checkElements("earliestCommitBlock", input.earliestCommitBlock, isBlockOrNull, "is neither null nor a u64")
  checkElements("validatorPermit", input.validatorPermit, isBoolean, "is not a boolean")
  checkElements("previousConsensus", input.previousConsensus, isU16, "is not a u16")
  for (const name of ["weights", "bonds"] as const) checkElements(name, input[name], isRow, "is not a row")
}

function checkElements(
  name: string,
  vector: readonly unknown[],
  accepts: (value: unknown) => boolean,
  problem: string,
): void {
  for (let uid = 0; uid < vector.length; uid++)
    if (!accepts(vector[uid])) throw new EpochInputError(`${name}[${uid}]`, problem)
}

const isBoolean = (value: unknown): boolean => typeof value === "boolean"
const isU64 = (value: unknown): boolean => typeof value === "bigint" && value >= 0n && value <= U64_MAX
const isBlockOrNull = (value: unknown): boolean => value === null || isU64(value)
const isRow = (value: unknown): boolean => Array.isArray(value) && value.length <= UIDS_MAX
export const isU16 = (value: unknown): boolean => ((value as number) & 0xffff) === value

/** Every entry of a row is a pair of u16. Throws EpochInputError. */
export function checkRow(name: "weights" | "bonds", uid: number, row: WeightRow): void {
  for (const [k, entry] of row.entries()) {
    if (!Array.isArray(entry) || entry.length !== 2 || !isU16(entry[0]) || !isU16(entry[1]))
      throw new EpochInputError(`${name}[${uid}][${k}]`, "is not a pair of a uid and a u16")
  }
}
