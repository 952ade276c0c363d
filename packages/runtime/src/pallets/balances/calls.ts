import { call, defineCalls } from "@taonet/frame/schema/calls"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { MultiAddress } from "@taonet/frame/types/sp_runtime"
import { as, bool, compact, vec } from "@taonet/primitives/scale/index"
import { TaoBalance } from "../../types/subtensorCommon.ts"
import { AdjustmentDirection } from "./types.ts"

export const calls = defineCalls("Balances", {
  transfer_allow_death: call(0, "Moves funds to another account and may remove the sender's", {
    dest: MultiAddress,
    value: as("T::Balance", compact(TaoBalance)),
  }),
  force_transfer: call(2, "Moves funds between any two accounts; root only", {
    source: MultiAddress,
    dest: MultiAddress,
    value: as("T::Balance", compact(TaoBalance)),
  }),
  transfer_keep_alive: call(
    3,
    "Moves funds to another account and refuses if the sender's would be removed",
    { dest: MultiAddress, value: as("T::Balance", compact(TaoBalance)) },
  ),
  transfer_all: call(
    4,
    "Moves the sender's whole transferable balance, optionally keeping the account alive",
    { dest: MultiAddress, keep_alive: bool },
  ),
  force_unreserve: call(5, "Releases part of an account's reserved balance; root only", {
    who: MultiAddress,
    amount: as("T::Balance", TaoBalance),
  }),
  upgrade_accounts: call(6, "Converts old account records to the current balance layout", {
    who: vec(AccountId32),
  }),
  force_set_balance: call(8, "Sets an account's free balance to a given amount; root only", {
    who: MultiAddress,
    new_free: as("T::Balance", compact(TaoBalance)),
  }),
  force_adjust_total_issuance: call(
    9,
    "Raises or lowers the recorded total issuance by an amount; root only",
    { direction: AdjustmentDirection, delta: as("T::Balance", compact(TaoBalance)) },
  ),
  burn: call(10, "Destroys part of the caller's own balance and lowers the total issuance", {
    value: as("T::Balance", compact(TaoBalance)),
    keep_alive: bool,
  }),
})
