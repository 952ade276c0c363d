import { totalOf, type Weight } from "@taonet/frame/schema/weights"

/** Counts the database accesses that a call is charged for in the end, in the reference's own tally, which is not always what it does. */
export interface WorkMeter {
  count(reads: number, writes: number): void
  weight(): Weight
}

export function createWorkMeter(): WorkMeter {
  let [reads, writes] = [0, 0]
  return {
    count(moreReads, moreWrites) {
      reads += moreReads
      writes += moreWrites
    },
    weight: () => totalOf({ refTime: 0, proofSize: 0, reads, writes }),
  }
}
