import type { EpochInput } from "../types.ts"
import type { KernelMemory } from "./memory.ts"

const upperHalf = 2 ** 32

/**
 * Permits for the next epoch (rule 2; `nextPermits` in ../permits.ts is the definition): the largest shares above 0, of equal ones those
 * of higher uids, and the owner's. Writes them into `permits` and into the kernel's memory, as bonds are stored for these.
 */
export function createPermitPicker(memory: KernelMemory): (input: EpochInput, permits: boolean[]) => void {
  let sorted = new Float64Array(0)
  return ({ n, maxAllowedValidators, ownerUid }, permits) => {
    const { stake, stores } = memory.views
    const words = new Uint32Array(stake.buffer, stake.byteOffset, 2 * n)
    const share = (uid: number): number => words[2 * uid]! + words[2 * uid + 1]! * upperHalf
    if (sorted.length < n) sorted = new Float64Array(2 * n)
    let candidates = 0
    for (let uid = 0; uid < n; uid++) {
      const value = share(uid)
      permits[uid] = value > 0
      if (value > 0) sorted[candidates++] = value
    }
    if (candidates > maxAllowedValidators) {
      const ranked = sorted.subarray(0, candidates).sort()
      const bar =
        maxAllowedValidators === 0 ? Number.MAX_SAFE_INTEGER : ranked[candidates - maxAllowedValidators]!
      let atBar = 0
      for (let rank = candidates - maxAllowedValidators; rank < candidates && ranked[rank] === bar; rank++)
        atBar++
      for (let uid = n - 1; uid >= 0; uid--) {
        const value = share(uid)
        permits[uid] = value > bar || (value === bar && atBar-- > 0)
      }
    }
    if (ownerUid !== null && ownerUid < n) permits[ownerUid] = true
    for (let uid = 0; uid < n; uid++) stores[uid] = permits[uid] ? 1 : 0
  }
}
