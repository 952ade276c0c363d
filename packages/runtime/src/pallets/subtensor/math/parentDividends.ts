import { U96F32 } from "@taonet/primitives/fixed/formats"
import { U16_MAX } from "@taonet/primitives/integers"
import { proportionFraction } from "./inheritedStake.ts"

/* How a validator's emission goes to the keys whose stake it validated with. Fixed-point values are raw U96F32 bits. */

export interface ParentStake {
  /** Stake of the parent on the subnet and on root, rao. */
  readonly alpha: bigint
  readonly root: bigint
  /** Of `ParentKeys`, u64. */
  readonly proportion: bigint
  /** Parent and child belong to one coldkey: then neither take nor burn. */
  readonly sameOwner: boolean
}

export interface ParentDividendsInput {
  /** Validator emission of the hotkey, rao. */
  readonly emission: bigint
  /** Stake of the hotkey itself on the subnet and on root, rao. */
  readonly alpha: bigint
  readonly root: bigint
  /** Of `ChildKeys`: what the hotkey lends on. */
  readonly childProportions: readonly bigint[]
  /** In the order of `ParentKeys`. */
  readonly parents: readonly ParentStake[]
  /** From `taoWeightFraction`. */
  readonly taoWeight: bigint
  /** `ChildkeyTake`, out of 65535. */
  readonly childkeyTake: number
  /** `CKBurn`, u64. */
  readonly childkeyBurn: bigint
}

export interface ParentDividends {
  /** Rao for each parent, in the order given. */
  readonly parents: readonly bigint[]
  /** Rao for the hotkey: its own part, the takes and what rounding left. */
  readonly own: bigint
  /** Rao to recycle. */
  readonly recycled: bigint
}

export function parentDividends(input: ParentDividendsInput): ParentDividends {
  if (input.parents.length === 0) return { parents: [], own: input.emission, recycled: 0n }
  const contributions = input.parents.map((parent) =>
    contribution(parent.alpha, parent.root, proportionFraction(parent.proportion), input.taoWeight),
  )
  let total = ownContribution(input) << 32n
  for (const part of contributions) total += part

  const take = (BigInt(input.childkeyTake) << 32n) / BigInt(U16_MAX)
  const burn = proportionFraction(input.childkeyBurn)
  let remaining = input.emission << 32n
  let takes = 0n
  let recycled = 0n
  const parents = input.parents.map(({ sameOwner }, i) => {
    const gross = input.emission * U96F32.safeDiv(contributions[i]!, total)
    remaining = U96F32.sub(remaining, gross)
    if (sameOwner) return U96F32.toU64(gross)
    const burned = U96F32.mul(burn, gross)
    const taken = U96F32.mul(take, gross)
    takes += taken
    recycled += burned >> 32n
    return U96F32.toU64(U96F32.sub(U96F32.sub(gross, burned), taken))
  })
  return { parents, own: U96F32.toU64(remaining + takes), recycled }
}

/** Stake that the hotkey did not lend to its children, root weighted, in whole rao. */
function ownContribution({ alpha, root, childProportions, taoWeight }: ParentDividendsInput): bigint {
  let kept = U96F32.ONE
  for (const proportion of childProportions) kept = U96F32.sub(kept, proportionFraction(proportion))
  return U96F32.toU64(contribution(alpha, root, kept, taoWeight))
}

/** alpha · part + root · part · w. */
function contribution(alpha: bigint, root: bigint, part: bigint, taoWeight: bigint): bigint {
  return alpha * part + ((root * part * taoWeight) >> 32n)
}
