import { call, defineCalls } from "@taonet/frame/schema/calls"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { as, compact, option, u32 } from "@taonet/primitives/scale/index"
import { RuntimeCall } from "../../outer.ts"
import { TaoBalance } from "../../types/subtensorCommon.ts"

export const calls = defineCalls("Crowdloan", {
  create: call(
    0,
    "Opens a crowdloan with a deposit, a cap, an end block and either a call or a target account",
    {
      deposit: as("BalanceOf<T>", compact(TaoBalance)),
      min_contribution: as("BalanceOf<T>", compact(TaoBalance)),
      cap: as("BalanceOf<T>", compact(TaoBalance)),
      end: as("BlockNumberFor<T>", compact(u32)),
      call: as("Option<Box<<T as Config>::RuntimeCall>>", option(RuntimeCall)),
      target_address: option(AccountId32),
    },
  ),
  contribute: call(1, "Adds funds to an open crowdloan", {
    crowdloan_id: as("CrowdloanId", compact(u32)),
    amount: as("BalanceOf<T>", compact(TaoBalance)),
  }),
  withdraw: call(2, "Takes the caller's contribution out of a crowdloan that is not finalized", {
    crowdloan_id: as("CrowdloanId", compact(u32)),
  }),
  finalize: call(3, "Closes a filled crowdloan and runs its call or pays its target; creator only", {
    crowdloan_id: as("CrowdloanId", compact(u32)),
  }),
  refund: call(4, "Pays back contributors of a crowdloan, up to 50 per call; creator only", {
    crowdloan_id: as("CrowdloanId", compact(u32)),
  }),
  dissolve: call(5, "Removes a crowdloan after all others were refunded; creator only", {
    crowdloan_id: as("CrowdloanId", compact(u32)),
  }),
  update_min_contribution: call(6, "Changes a crowdloan's smallest contribution; creator only", {
    crowdloan_id: as("CrowdloanId", compact(u32)),
    new_min_contribution: as("BalanceOf<T>", compact(TaoBalance)),
  }),
  update_end: call(7, "Changes the block at which a crowdloan ends; creator only", {
    crowdloan_id: as("CrowdloanId", compact(u32)),
    new_end: as("BlockNumberFor<T>", compact(u32)),
  }),
  update_cap: call(8, "Changes the amount a crowdloan wants to raise; creator only", {
    crowdloan_id: as("CrowdloanId", compact(u32)),
    new_cap: as("BalanceOf<T>", compact(TaoBalance)),
  }),
  set_max_contribution: call(9, "Sets or clears the most one account may contribute; creator only", {
    crowdloan_id: as("CrowdloanId", compact(u32)),
    new_max_contribution: as("Option<BalanceOf<T>>", option(TaoBalance)),
  }),
})
