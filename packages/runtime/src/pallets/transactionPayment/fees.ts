import type { DispatchInfo } from "@taonet/frame/dispatch/dispatcher"
import type { Weight } from "@taonet/frame/schema/weights"
import type { State } from "@taonet/frame/state"
import { divFloor } from "@taonet/primitives/integers"
import { constants as system } from "../system/schema.ts"

/** Parts of a fee in rao. */
export interface FeeParts {
  readonly base: bigint
  readonly length: bigint
  readonly weight: bigint
}

const weightCap = 4_000_000_000_000n
const partsPerRefTime = 500_000n
const parts = 1_000_000_000n
/** Rounds to the nearest, and an exact half down. */
const halfDown = 499_999_999n
const raoPerByte = 1n

/** 0.0005 rao per picosecond, to the nearest rao with exact halves down; weights count up to one block's. Only reference time costs. */
export function weightToFee(weight: Pick<Weight, "ref_time">): bigint {
  const refTime = weight.ref_time < weightCap ? weight.ref_time : weightCap
  return divFloor(refTime * partsPerRefTime + halfDown, parts)
}

export const lengthToFee = (length: number): bigint => BigInt(length) * raoPerByte

/** The fee of a signed extrinsic of `length` bytes without tip; undefined parts where the call is free. */
export function feeParts(state: State, info: DispatchInfo, length: number): FeeParts | undefined {
  if (info.pays === "No") return undefined
  const base = system.BlockWeights.get(state).per_class[classKey(info.class)].base_extrinsic
  return { base: weightToFee(base), length: lengthToFee(length), weight: weightToFee(info.weight) }
}

export function totalFee(fee: FeeParts | undefined): bigint {
  return fee === undefined ? 0n : fee.base + fee.length + fee.weight
}

export function classKey(dispatchClass: DispatchInfo["class"]): "normal" | "operational" | "mandatory" {
  return dispatchClass === "Normal" ? "normal" : dispatchClass === "Operational" ? "operational" : "mandatory"
}
