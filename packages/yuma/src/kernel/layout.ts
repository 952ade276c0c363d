import type { ElementType } from "./assembler.ts"

/*
 * What lies in the kernel's memory: first a block of scalars, 8 bytes each; then a block of pointers to the arrays; then the arrays.
 * WebAssembly code and JavaScript both find things by these names. Shares and raw values are I32F32 bits unless said otherwise.
 */

export const scalars = {
  n: "i32",
  /** Uid of the owner, -1 for none. */
  owner: "i32",
  /** U96F32 bits. */
  taoWeight: "i64",
  threshold: "i64",
  raoEmission: "i64",
  kappa: "i64",
  /** 0: none, 1: full, 2: in between. */
  penaltyMode: "i32",
  penalty: "i64",
  /** Bonds to a uid that registered at or after this block are dropped. */
  bondsSince: "i64",
  /** Share of the fresh bonds in the moving average. */
  bondsAlpha: "i64",
  alphaLow: "i64",
  alphaHigh: "i64",
  slope: "i64",

  /** How many validators have active stake. */
  validators: "i32",
  /** Sum of medianStake. */
  medianTotal: "i64",
  /** 1 when a consensus weight is not 0. */
  anyConsensus: "i32",
  /** 1 when a row names a uid twice, or stakes are too large: the kernel's result does not count. */
  unusual: "i32",
  /** 1 when a counted row of weights is not sorted by uid. */
  unsorted: "i32",
} as const satisfies Readonly<Record<string, "i32" | "i64">>

/** One element per uid, and one more: `starts[n]` ends the last row. */
const uidArrays = {
  // In.
  alphaStake: "i64",
  taoStake: "i64",
  registered: "i64",
  /** The validator's weights count for uids that registered up to this block. */
  weightsLimit: "i64",
  /** 1 for a uid that is active and had a permit. */
  counts: "u8",
  /** 1 for a validator whose bonds are stored. */
  stores: "u8",
  weightStart: "i32",
  bondStart: "i32",
  previousConsensus: "u16",

  // Between.
  weightEnd: "i32",
  bondEnd: "i32",
  emaStart: "i32",
  emaEnd: "i32",
  /** Integer part, and 32 bits of fraction, of the stake that reaches the threshold. */
  countedWhole: "i64",
  countedFraction: "i64",
  /** Active stake as a share of that of all with any. */
  medianStake: "i64",
  /** Last row, counted from 1, that named the uid. */
  seenIn: "i32",
  columnStart: "i32",
  columnFill: "i32",
  columnSum: "i64",
  /** What entries of a column are divided by, and 2^32 over it; 1 and 0 for 0. */
  divisor: "i64",
  reciprocal: "f64",
  bondDivisor: "i64",
  bondReciprocal: "f64",
  /** One validator's row with its gaps. */
  row: "i64",
  /** The row as liquid alpha's walk sees it. */
  seenRow: "i64",
  /** One bit per uid of `row`. */
  touched: "i64",
  liquidConsensus: "i64",

  // Out, raw.
  stake: "i64",
  activeStake: "i64",
  consensus: "i64",
  validatorTrust: "i64",
  incentive: "i64",
  dividends: "i64",
  // Out, whole rao.
  stakeWhole: "i64",
  serverEmission: "i64",
  validatorEmission: "i64",
  emission: "i64",
  // Out, shares of 65535.
  stakeU16: "u16",
  consensusU16: "u16",
  validatorTrustU16: "u16",
  incentiveU16: "u16",
  dividendsU16: "u16",
} as const satisfies Readonly<Record<string, ElementType>>

/** Entries of rows as they came in, of those that count, and of columns. */
const weightArrays = {
  weightUidIn: "u16",
  weightValueIn: "u16",
  weightUid: "u16",
  weightValue: "u16",
  weight: "i64",
  /** Columns of positive weights, then two scratch columns. */
  score: "i64",
  backing: "i64",
} as const satisfies Readonly<Record<string, ElementType>>
const bondArrays = {
  bondUidIn: "u16",
  bondValueIn: "u16",
  bondUid: "u16",
  bondValue: "u16",
} as const satisfies Readonly<Record<string, ElementType>>
/** Bonds after the epoch: at most one entry for each of both. */
const emaArrays = {
  emaUid: "u16",
  emaU16: "u16",
  ema: "i64",
} as const satisfies Readonly<Record<string, ElementType>>

export const arrays = { ...uidArrays, ...weightArrays, ...bondArrays, ...emaArrays }

export type ScalarName = keyof typeof scalars
export type ArrayName = keyof typeof arrays

const scalarNames = Object.keys(scalars) as ScalarName[]
const arrayNames = Object.keys(arrays) as ArrayName[]

export const scalarAddress = (name: ScalarName): number => 8 * scalarNames.indexOf(name)
export const pointerAddress = (name: ArrayName): number =>
  8 * scalarNames.length + 4 * arrayNames.indexOf(name)
export const arraysAddress = 8 * (scalarNames.length + arrayNames.length)

/** What a memory has room for. */
export interface Capacity {
  readonly uids: number
  readonly weights: number
  readonly bonds: number
}

export function elementCount(name: ArrayName, { uids, weights, bonds }: Capacity): number {
  if (name in uidArrays) return uids + 1
  if (name === "score" || name === "backing") return weights + 2 * (uids + 1)
  if (name in weightArrays) return weights
  return name in bondArrays ? bonds : weights + bonds
}
export { arrayNames }
