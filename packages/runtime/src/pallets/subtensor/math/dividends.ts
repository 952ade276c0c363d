import { U96F32 } from "@taonet/primitives/fixed/formats"
import { U16_MAX } from "@taonet/primitives/integers"

/* How an epoch's validator and root alpha is divided among hotkeys. Fixed-point values are raw U96F32 bits of rao. */

export interface DividendReceiver {
  /** What the hotkey was credited, as validator and as parent, rao. */
  readonly dividend: bigint
  /** Its stake on the subnet and on root before this payment, rao. */
  readonly alphaStake: bigint
  readonly rootStake: bigint
  /** Only a hotkey with a uid on root gets root dividends. */
  readonly hasRootUid: boolean
}

export interface Dividends {
  /** Per receiver, U96F32 bits. */
  readonly alpha: readonly bigint[]
  readonly root: readonly bigint[]
  /** Root alpha that nobody can get (rao): the caller recycles it. */
  readonly rootRecycled: bigint
}

/**
 * Splits each credit into an alpha and a root part by the receiver's stakes, and pays `validatorAlpha` and `rootAlpha`
 * (rao) in proportion to the parts. `taoWeight` comes from `taoWeightFraction`.
 */
export function dividends(
  validatorAlpha: bigint,
  rootAlpha: bigint,
  taoWeight: bigint,
  receivers: readonly DividendReceiver[],
): Dividends {
  const alphaParts: bigint[] = []
  const rootParts: bigint[] = []
  for (const { dividend, alphaStake, rootStake, hasRootUid } of receivers) {
    const alphaWeight = alphaStake << 32n
    const total = alphaWeight + rootStake * taoWeight
    const alphaPart = total === 0n ? dividend << 32n : dividend * U96F32.safeDiv(alphaWeight, total)
    alphaParts.push(alphaPart)
    rootParts.push(hasRootUid ? U96F32.sub(dividend << 32n, alphaPart) : 0n)
  }
  const root = proRata(rootAlpha, rootParts)
  const unpaid = rootAlpha > 0n && root.every((part) => part >> 32n === 0n)
  return { alpha: proRata(validatorAlpha, alphaParts), root, rootRecycled: unpaid ? rootAlpha : 0n }
}

/** amount · (part / sum) each; the quotient truncates, so that the parts add up to a little less. */
function proRata(amount: bigint, parts: readonly bigint[]): readonly bigint[] {
  let sum = 0n
  for (const part of parts) sum += part
  return parts.map((part) => amount * U96F32.safeDiv(part, sum))
}

export interface TakeSplit {
  /** Rao for the validator and for those who staked to it, both floored: a rao can get lost. */
  readonly take: bigint
  readonly rest: bigint
}

/** Delegate take (out of 65535) of a dividend in U96F32 bits. */
export function takeSplit(dividend: bigint, take: number): TakeSplit {
  const taken = U96F32.mul((BigInt(take) << 32n) / BigInt(U16_MAX), dividend)
  return { take: U96F32.toU64(taken), rest: U96F32.toU64(U96F32.sub(dividend, taken)) }
}

/** `MinerBurned` of an epoch: withheld over all incentive, U96F32 bits; 0 without incentive. */
export const minerBurned = (withheld: bigint, incentive: bigint): bigint =>
  U96F32.safeDiv(withheld << 32n, incentive << 32n)
