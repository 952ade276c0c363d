import type { Hex } from "@taonet/primitives/hex"

/** The account of 32 zero bytes: owner of what nobody owns. */
export const zero32: Hex = `0x${"00".repeat(32)}`
export const zero20: Hex = `0x${"00".repeat(20)}`
