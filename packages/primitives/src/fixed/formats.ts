import { fixed } from "./fixed.ts"

/** Yuma's own format: shares, weights, bonds. */
export const I32F32 = fixed({ name: "I32F32", bits: 64, fraction: 32, signed: true })
export const U32F32 = fixed({ name: "U32F32", bits: 64, fraction: 32, signed: false })
/** Stakes inside an epoch, before they are normalised. */
export const I64F64 = fixed({ name: "I64F64", bits: 128, fraction: 64, signed: true })
/** Prices, rates and emission shares; its raw bits are what `substrate_fixed` storage items hold. */
export const U64F64 = fixed({ name: "U64F64", bits: 128, fraction: 64, signed: false })
export const I96F32 = fixed({ name: "I96F32", bits: 128, fraction: 32, signed: true })
export const U96F32 = fixed({ name: "U96F32", bits: 128, fraction: 32, signed: false })
