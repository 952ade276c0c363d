import { constant, defineConstants } from "@taonet/frame/schema/constants"
import { PalletId } from "@taonet/frame/types/frame_support"
import { fromHex } from "@taonet/primitives/hex"
import { u32 } from "@taonet/primitives/scale/index"
import { TaoBalance } from "../../types/subtensorCommon.ts"

/** Values that a chain spec may set otherwise. */
export const constants = defineConstants("Crowdloan", {
  PalletId: constant(
    "Id that the crowdloan fund accounts are derived from",
    PalletId,
    fromHex("62742f636c6f616e"),
  ),
  MinimumDeposit: constant("Smallest deposit to open a crowdloan, in rao", TaoBalance, 10_000_000_000n),
  AbsoluteMinimumContribution: constant(
    "Lowest value of a crowdloan's smallest contribution, in rao",
    TaoBalance,
    100_000_000n,
  ),
  MinimumBlockDuration: constant("Shortest run time of a crowdloan in blocks", u32, 50),
  MaximumBlockDuration: constant("Longest run time of a crowdloan in blocks", u32, 20_000),
  RefundContributorsLimit: constant("Most contributors paid back in one refund call", u32, 50),
  MaxContributors: constant("Largest number of contributors of one crowdloan", u32, 500),
})
