import { U16_MAX } from "@taonet/primitives/integers"

const FRACTION_BITS = 32n

export interface AlphaSplitInput {
  /** Alpha of the block, U96F32 bits (not floored before). */
  readonly alphaOut: bigint
  /** `SubnetOwnerCut`, out of 65535; 0 when `OwnerCutEnabled` is false. */
  readonly ownerCut: number
  /** U96F32 bits, read after the block's injections. */
  readonly rootProportion: bigint
}

/** Rao, each part floored on its own: less than four rao of a block are booked nowhere. */
export interface AlphaSplit {
  readonly owner: bigint
  readonly server: bigint
  readonly validator: bigint
  readonly root: bigint
}

/** Alpha of a block: owner's cut first, then half to miners, the rest to validators, root's proportion of it to root. */
export function alphaSplit({ alphaOut, ownerCut, rootProportion }: AlphaSplitInput): AlphaSplit {
  const cut = (alphaOut * ((BigInt(ownerCut) << FRACTION_BITS) / BigInt(U16_MAX))) >> FRACTION_BITS
  const rest = alphaOut - cut
  const server = rest >> 1n
  const root = ((rootProportion * rest) >> FRACTION_BITS) >> 1n
  const validator = rest > server + root ? rest - server - root : 0n
  return {
    owner: cut >> FRACTION_BITS,
    server: server >> FRACTION_BITS,
    validator: validator >> FRACTION_BITS,
    root: root >> FRACTION_BITS,
  }
}
