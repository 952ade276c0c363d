import { defineStorage, identity, map, twox64Concat, value } from "@taonet/frame/schema/storage"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { bool, u32 } from "@taonet/primitives/scale/index"
import { BoundedVecU8_11 } from "../../types/bounded.ts"
import { TaoBalance } from "../../types/subtensorCommon.ts"
import { CrowdloanInfo } from "./types.ts"

export const storage = defineStorage("Crowdloan", {
  Crowdloans: map(
    "Crowdloan id → creator, deposit, cap, raised amount (rao), end block and other details",
    [twox64Concat(u32)],
    CrowdloanInfo,
  ),
  NextCrowdloanId: value("Id that the next crowdloan gets", u32, 0),
  Contributions: map(
    "(crowdloan id, contributor) → contribution in rao",
    [twox64Concat(u32), identity(AccountId32)],
    TaoBalance,
  ),
  MaxContributions: map(
    "Crowdloan id → most one account may contribute, in rao",
    [twox64Concat(u32)],
    TaoBalance,
  ),
  CurrentCrowdloanId: value("Crowdloan being finalized at this moment, if any", u32),
  HasMigrationRun: map("Migration name → whether it has run", [identity(BoundedVecU8_11)], bool, false),
})
