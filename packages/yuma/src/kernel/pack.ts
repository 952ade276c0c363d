import { bigintArithmetic } from "../arithmetic.ts"
import { bondsAlpha, bondsSince } from "../bonds.ts"
import { checkRow } from "../checkInput.ts"
import { liquidAlphaOf, usesPreviousConsensus } from "../liquidAlpha.ts"
import { activeUids, currentPermits } from "../permits.ts"
import { taoWeightBits } from "../stake.ts"
import type { EpochInput, WeightRow } from "../types.ts"
import type { KernelMemory } from "./memory.ts"

/** Entries of all rows up to which a memory is made: about 1.5 GB. */
export const ENTRIES_MAX = 1 << 24

const shareOfU16 = (value: number): bigint => bigintArithmetic.ratio(value, 0xffff)

/** Writes an input, already checked but for its rows, into the kernel's memory. Returns which uids are active. */
export function packInput(memory: KernelMemory, input: EpochInput): boolean[] {
  const active = activeUids(input)
  const permits = currentPermits(input)
  memory.reserve({ uids: input.n, weights: entries(input.weights), bonds: entries(input.bonds) })
  packScalars(memory, input)
  packUids(memory, input, active, permits)
  packWeights(memory, input, permits)
  packBonds(memory, input)
  return active
}

export function entries(rows: readonly WeightRow[]): number {
  let sum = 0
  for (let uid = 0; uid < rows.length; uid++) sum += rows[uid]!.length
  return sum
}

function packScalars({ setScalar }: KernelMemory, input: EpochInput): void {
  setScalar("n", input.n)
  setScalar("owner", input.ownerUid ?? -1)
  setScalar("taoWeight", taoWeightBits(input))
  setScalar("threshold", input.stakeThreshold)
  setScalar("raoEmission", input.raoEmission)
  setScalar("kappa", shareOfU16(input.kappa))
  setScalar("penaltyMode", input.bondsPenalty === 0 ? 0 : input.bondsPenalty === 0xffff ? 1 : 2)
  setScalar("penalty", shareOfU16(input.bondsPenalty))
  setScalar("bondsSince", bondsSince(input))
  setScalar("bondsAlpha", bondsAlpha(bigintArithmetic, input))
  const { low, high, slope } = liquidAlphaOf(bigintArithmetic, input)
  setScalar("alphaLow", low)
  setScalar("alphaHigh", high)
  setScalar("slope", slope)
}

function packUids(
  { views }: KernelMemory,
  input: EpochInput,
  active: readonly boolean[],
  permits: readonly boolean[],
): void {
  const { alphaStake, taoStake, blockAtRegistration } = input
  for (let uid = 0; uid < input.n; uid++) {
    views.alphaStake[uid] = alphaStake[uid]!
    views.taoStake[uid] = taoStake[uid]!
    views.registered[uid] = blockAtRegistration[uid]!
    views.counts[uid] = active[uid]! && permits[uid]! ? 1 : 0
  }
  if (!usesPreviousConsensus(input)) return
  for (let uid = 0; uid < input.n; uid++) views.previousConsensus[uid] = input.previousConsensus[uid] ?? 0
}

/** Rows of validators with a permit that ever set weights; the others do not count. */
function packWeights({ views }: KernelMemory, input: EpochInput, permits: readonly boolean[]): void {
  const { weightStart, weightsLimit, weightUidIn, weightValueIn } = views
  let place = 0
  for (let uid = 0; uid < input.n; uid++) {
    weightStart[uid] = place
    const updated = input.lastUpdate[uid]
    if (!permits[uid]! || updated === undefined || updated === 0n) continue
    // Weights count for uids that registered before they were set, and not after a hidden commit of others was made.
    const committed = input.commitRevealEnabled ? (input.earliestCommitBlock[uid] ?? updated) : updated
    weightsLimit[uid] = committed < updated ? committed : updated - 1n
    place = packRow("weights", uid, input.weights[uid]!, weightUidIn, weightValueIn, place)
  }
  weightStart[input.n] = place
}

function packBonds({ views }: KernelMemory, input: EpochInput): void {
  const { bondStart, bondUidIn, bondValueIn } = views
  let place = 0
  for (let uid = 0; uid < input.n; uid++) {
    bondStart[uid] = place
    place = packRow("bonds", uid, input.bonds[uid]!, bondUidIn, bondValueIn, place)
  }
  bondStart[input.n] = place
}

/** Writes a row's entries from `place` on and returns the place after them. A typed array would wrap what is not a u16, silently. */
function packRow(
  name: "weights" | "bonds",
  uid: number,
  row: WeightRow,
  uids: Uint16Array,
  values: Uint16Array,
  place: number,
): number {
  for (let k = 0; k < row.length; k++) {
    const entry = row[k]!
    const [to, value] = [entry?.[0], entry?.[1]]
    if ((to! & 0xffff) !== to || (value! & 0xffff) !== value) checkRow(name, uid, row)
    uids[place] = to!
    values[place] = value!
    place++
  }
  return place
}
