import { constant, defineConstants } from "@taonet/frame/schema/constants"
import { PalletId } from "@taonet/frame/types/frame_support"
import { fromHex } from "@taonet/primitives/hex"
import { u16, u64 } from "@taonet/primitives/scale/index"
import { NonZeroU64 } from "./types.ts"

/** Values that a chain spec may set otherwise. */
export const constants = defineConstants("Swap", {
  ProtocolId: constant(
    "Id that the protocol's liquidity account is derived from",
    PalletId,
    fromHex("74656e2f73776170"),
  ),
  MaxFeeRate: constant("Highest allowed swap fee rate, in parts of 65535", u16, 10_000),
  MinimumLiquidity: constant("Smallest liquidity of a position", u64, 1000n),
  MinimumReserve: constant("Smallest pool reserve in rao at which swaps still work", NonZeroU64, 1_000_000n),
})
