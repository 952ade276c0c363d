import { totalOf, type Weight, zeroWeight } from "@taonet/frame/schema/weights"
import { saturatingSubU64 } from "@taonet/primitives/integers"
import { sumWeights } from "../utility/inner.ts"

/** How much of the weight for planned calls is left in this block. */
export interface WeightMeter {
  fits(weight: Weight): boolean
  /** Takes it if it fits; returns whether it did. */
  consume(weight: Weight): boolean
}

export function createMeter(limit: Weight): WeightMeter {
  let used = zeroWeight
  const after = (weight: Weight): Weight => sumWeights(used, weight)
  const fits = (weight: Weight): boolean => {
    const { ref_time, proof_size } = after(weight)
    return ref_time <= limit.ref_time && proof_size <= limit.proof_size
  }
  return {
    fits,
    consume(weight) {
      const does = fits(weight)
      if (does) used = after(weight)
      return does
    },
  }
}

/** What the hook's own steps cost: those of the reference's pallet, like the table of the calls. */
const own = {
  agendas: { refTime: 1_335_000, proofSize: 1489, reads: 1, writes: 1 },
  agenda: { refTime: 2_409_000, proofSize: 110_487, reads: 1, writes: 1 },
  agendaItem: 486_046,
  task: { refTime: 2_991_000, proofSize: 0, reads: 0, writes: 0 },
  fetched: { refTime: 16_792_000, proofSize: 3556, reads: 3, writes: 2 },
  fetchedByte: { refTime: 23_402, proofSize: 1 },
  named: { refTime: 4_292_000, proofSize: 0, reads: 0, writes: 1 },
  periodic: { refTime: 2_974_000, proofSize: 0, reads: 0, writes: 0 },
  signed: { refTime: 4_155_000, proofSize: 3997, reads: 2, writes: 0 },
  unsigned: { refTime: 1_858_000, proofSize: 0, reads: 0, writes: 0 },
  retry: { refTime: 10_762_174, proofSize: 110_487, reads: 1, writes: 2 },
  retryItem: 16_285,
} as const

export const agendasWeight = totalOf(own.agendas)
export const signedWeight = totalOf(own.signed)
export const unsignedWeight = totalOf(own.unsigned)

export const agendaWeight = (items: number): Weight =>
  totalOf({ ...own.agenda, refTime: own.agenda.refTime + own.agendaItem * items })

export const retryWeight = (items: number): Weight =>
  totalOf({ ...own.retry, refTime: own.retry.refTime + own.retryItem * items })

/** What a task costs beside its call. A lookup is of a preimage of so many bytes. */
export function taskWeight(task: {
  readonly lookupLength: number | undefined
  readonly named: boolean
  readonly periodic: boolean
}): Weight {
  const parts = [task.lookupLength === undefined ? totalOf(own.task) : fetchedWeight(task.lookupLength)]
  if (task.named) parts.push(beyondTask(totalOf(own.named)))
  if (task.periodic) parts.push(beyondTask(totalOf(own.periodic)))
  return sumWeights(...parts)
}

function fetchedWeight(bytes: number): Weight {
  const { fetched, fetchedByte } = own
  return totalOf({
    ...fetched,
    refTime: fetched.refTime + fetchedByte.refTime * bytes,
    proofSize: fetched.proofSize + fetchedByte.proofSize * bytes,
  })
}

/** The measured steps contain that of a plain task. */
const beyondTask = ({ ref_time, proof_size }: Weight): Weight => ({
  ref_time: saturatingSubU64(ref_time, BigInt(own.task.refTime)),
  proof_size,
})
