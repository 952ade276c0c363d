import { AccountId32 } from "@taonet/frame/types/sp_core"
import type { Hex } from "@taonet/primitives/hex"
import { as, bool, type Codec, option, struct, u32 } from "@taonet/primitives/scale/index"
import { TaoBalance } from "../../types/subtensorCommon.ts"
import { Bounded } from "../scheduler/types.ts"

export interface CrowdloanInfo {
  creator: Hex
  deposit: bigint
  min_contribution: bigint
  end: number
  cap: bigint
  funds_account: Hex
  raised: bigint
  target_address: Hex | undefined
  call: Bounded | undefined
  finalized: boolean
  contributors_count: number
}
export const CrowdloanInfo: Codec<CrowdloanInfo> = struct<CrowdloanInfo>(
  "pallet_crowdloan::CrowdloanInfo",
  {
    creator: as("AccountId", AccountId32),
    deposit: as("Balance", TaoBalance),
    min_contribution: as("Balance", TaoBalance),
    end: as("BlockNumber", u32),
    cap: as("Balance", TaoBalance),
    funds_account: as("AccountId", AccountId32),
    raised: as("Balance", TaoBalance),
    target_address: as("Option<AccountId>", option(AccountId32)),
    call: option(Bounded),
    finalized: bool,
    contributors_count: u32,
  },
  { params: { AccountId: AccountId32, Balance: TaoBalance, BlockNumber: u32, Call: Bounded } },
)
