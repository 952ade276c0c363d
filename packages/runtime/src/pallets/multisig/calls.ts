import { call, defineCalls } from "@taonet/frame/schema/calls"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { Weight } from "@taonet/frame/types/sp_weights"
import { as, bytesFixed, option, u16, vec } from "@taonet/primitives/scale/index"
import { RuntimeCall } from "../../outer.ts"
import { Timepoint } from "./types.ts"

export const calls = defineCalls("Multisig", {
  as_multi_threshold_1: call(0, "Runs a call at once as a multisig account that needs only one approval", {
    other_signatories: vec(AccountId32),
    call: as("Box<<T as Config>::RuntimeCall>", RuntimeCall),
  }),
  as_multi: call(1, "Approves a multisig call and runs it when enough approvals are in", {
    threshold: u16,
    other_signatories: vec(AccountId32),
    maybe_timepoint: option(Timepoint),
    call: as("Box<<T as Config>::RuntimeCall>", RuntimeCall),
    max_weight: Weight,
  }),
  approve_as_multi: call(2, "Approves a multisig call by its hash without running it", {
    threshold: u16,
    other_signatories: vec(AccountId32),
    maybe_timepoint: option(Timepoint),
    call_hash: bytesFixed(32),
    max_weight: Weight,
  }),
  cancel_as_multi: call(3, "Withdraws a pending multisig call and frees its deposit; only who opened it", {
    threshold: u16,
    other_signatories: vec(AccountId32),
    timepoint: Timepoint,
    call_hash: bytesFixed(32),
  }),
  poke_deposit: call(4, "Adjusts the deposit of a pending multisig call to the current price", {
    threshold: u16,
    other_signatories: vec(AccountId32),
    call_hash: bytesFixed(32),
  }),
})
