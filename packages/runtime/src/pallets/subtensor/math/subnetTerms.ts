import { U96F32 } from "@taonet/primitives/fixed/formats"

/* Amounts are raw U96F32 bits (2^32 = 1 rao) unless said otherwise; the caller books their floor, `>> 32n`. */

export interface SubnetTermsInput {
  /** TAO of this subnet in this block, from `subnetEmissions`. */
  readonly taoEmission: bigint
  /** Spot price before any injection of this block, U64F64 bits. */
  readonly spotPrice: bigint
  /** Alpha per block, in rao: `blockEmission` of the alpha issuance. */
  readonly alphaEmission: bigint
  /** From `rootProportion`, U96F32 bits. */
  readonly rootProportion: bigint
}

export interface SubnetTerms {
  /** TAO and alpha injected into the pool together, at the spot price. */
  readonly taoIn: bigint
  readonly alphaIn: bigint
  /** TAO beyond what the alpha cap lets in; the chain buys alpha with it. */
  readonly excessTao: bigint
  /** Alpha for owner, miners, validators and root. */
  readonly alphaOut: bigint
}

/** What a block brings a subnet: the injected alpha is at most rootProportion · alphaEmission. */
export function subnetTerms({
  taoEmission,
  spotPrice,
  alphaEmission,
  rootProportion,
}: SubnetTermsInput): SubnetTerms {
  const price = spotPrice >> 32n
  const alphaOut = alphaEmission << 32n
  const cap = rootProportion * alphaEmission
  const wanted = U96F32.safeDiv(taoEmission, price)
  if (wanted <= cap) return { taoIn: taoEmission, alphaIn: wanted, excessTao: 0n, alphaOut }
  const taoIn = U96F32.mul(cap, price)
  return { taoIn, alphaIn: cap, excessTao: U96F32.sub(taoEmission, taoIn), alphaOut }
}
