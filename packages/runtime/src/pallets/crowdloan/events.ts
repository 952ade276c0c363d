import { defineEvents, event } from "@taonet/frame/schema/events"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { as, option, u32 } from "@taonet/primitives/scale/index"
import { TaoBalance } from "../../types/subtensorCommon.ts"

export const events = defineEvents("Crowdloan", {
  Created: event(0, "A crowdloan was opened", {
    crowdloan_id: as("CrowdloanId", u32),
    creator: AccountId32,
    end: as("BlockNumberFor<T>", u32),
    cap: as("BalanceOf<T>", TaoBalance),
  }),
  Contributed: event(1, "An account contributed to a crowdloan", {
    crowdloan_id: as("CrowdloanId", u32),
    contributor: AccountId32,
    amount: as("BalanceOf<T>", TaoBalance),
  }),
  Withdrew: event(2, "A contributor took funds out of a crowdloan", {
    crowdloan_id: as("CrowdloanId", u32),
    contributor: AccountId32,
    amount: as("BalanceOf<T>", TaoBalance),
  }),
  PartiallyRefunded: event(3, "Some contributors were paid back and more remain", {
    crowdloan_id: as("CrowdloanId", u32),
  }),
  AllRefunded: event(4, "All contributors except the creator were paid back", {
    crowdloan_id: as("CrowdloanId", u32),
  }),
  Finalized: event(5, "A crowdloan was finalized", { crowdloan_id: as("CrowdloanId", u32) }),
  Dissolved: event(6, "A crowdloan was removed", { crowdloan_id: as("CrowdloanId", u32) }),
  MinContributionUpdated: event(7, "A crowdloan's smallest contribution was changed", {
    crowdloan_id: as("CrowdloanId", u32),
    new_min_contribution: as("BalanceOf<T>", TaoBalance),
  }),
  EndUpdated: event(8, "A crowdloan's end block was changed", {
    crowdloan_id: as("CrowdloanId", u32),
    new_end: as("BlockNumberFor<T>", u32),
  }),
  CapUpdated: event(9, "A crowdloan's cap was changed", {
    crowdloan_id: as("CrowdloanId", u32),
    new_cap: as("BalanceOf<T>", TaoBalance),
  }),
  MaxContributionUpdated: event(10, "A crowdloan's limit per contributor was changed or cleared", {
    crowdloan_id: as("CrowdloanId", u32),
    new_max_contribution: as("Option<BalanceOf<T>>", option(TaoBalance)),
  }),
})
