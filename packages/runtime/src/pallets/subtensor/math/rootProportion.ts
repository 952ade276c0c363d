import { U96F32 } from "@taonet/primitives/fixed/formats"
import { U64_MAX } from "@taonet/primitives/integers"

/** `TaoWeight` (u64, 2^64 − 1 = 1) as U96F32 bits, truncated: what a TAO of root stake weighs in alpha. */
export const taoWeightFraction = (taoWeight: bigint): bigint => U96F32.fromRatio(taoWeight, U64_MAX)

/**
 * Share of a subnet's stake weight that stands on root: root·w / (root·w + alpha issuance), U96F32 bits; 0 when both
 * are. `rootTao` and `alphaIssuance` are rao, `taoWeight` is the stored u64.
 */
export function rootProportion(rootTao: bigint, taoWeight: bigint, alphaIssuance: bigint): bigint {
  const root = rootTao * taoWeightFraction(taoWeight)
  return U96F32.safeDiv(root, root + (alphaIssuance << 32n))
}
