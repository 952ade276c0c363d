import type { EpochOutput, EpochRaw, WeightRow } from "../types.ts"
import type { KernelMemory } from "./memory.ts"

const emptyRow: WeightRow = Object.freeze([])

/** Reads an epoch's result out of the kernel's memory. The raw intermediates are turned into bigints when first looked at. */
export function unpackOutput(
  { views }: KernelMemory,
  n: number,
  active: readonly boolean[],
  permits: readonly boolean[],
): EpochOutput {
  const copies = {
    stake: views.stake.slice(0, n),
    activeStake: views.activeStake.slice(0, n),
    consensus: views.consensus.slice(0, n),
    validatorTrust: views.validatorTrust.slice(0, n),
    incentive: views.incentive.slice(0, n),
    dividends: views.dividends.slice(0, n),
  }
  let raw: EpochRaw | undefined
  return {
    stake: bigints(views.stakeWhole, n),
    stakeWeight: numbers(views.stakeU16, n),
    active: active.slice(),
    consensus: numbers(views.consensusU16, n),
    validatorTrust: numbers(views.validatorTrustU16, n),
    incentive: numbers(views.incentiveU16, n),
    dividends: numbers(views.dividendsU16, n),
    validatorPermit: permits.slice(),
    serverEmission: bigints(views.serverEmission, n),
    validatorEmission: bigints(views.validatorEmission, n),
    emission: bigints(views.emission, n),
    bonds: bondRows(views, n, permits),
    get raw() {
      raw ??= rawOf(copies)
      return raw
    },
  }
}

function rawOf(copies: Readonly<Record<keyof EpochRaw, BigUint64Array>>): EpochRaw {
  const { stake, activeStake, consensus, validatorTrust, incentive, dividends } = copies
  return {
    stake: [...stake],
    activeStake: [...activeStake],
    consensus: [...consensus],
    validatorTrust: [...validatorTrust],
    incentive: [...incentive],
    dividends: [...dividends],
  }
}

function numbers(values: Uint16Array, n: number): number[] {
  const out: number[] = []
  for (let uid = 0; uid < n; uid++) out.push(values[uid]!)
  return out
}

function bigints(values: BigUint64Array, n: number): bigint[] {
  const out: bigint[] = []
  for (let uid = 0; uid < n; uid++) out.push(values[uid]!)
  return out
}

function bondRows(
  { emaStart, emaEnd, emaUid, emaU16 }: KernelMemory["views"],
  n: number,
  permits: readonly boolean[],
): WeightRow[] {
  const rows: WeightRow[] = []
  for (let validator = 0; validator < n; validator++) {
    const start = emaStart[validator]!
    const length = emaEnd[validator]! - start
    if (!permits[validator]! || length === 0) {
      rows.push(emptyRow)
      continue
    }
    const row: [number, number][] = new Array(length)
    for (let k = 0; k < length; k++) row[k] = [emaUid[start + k]!, emaU16[start + k]!]
    rows.push(row)
  }
  return rows
}
