import { call, defineCalls } from "@taonet/frame/schema/calls"
import { constant, defineConstants } from "@taonet/frame/schema/constants"
import { defineErrors } from "@taonet/frame/schema/errors"
import { defineEvents, event } from "@taonet/frame/schema/events"
import { definePalletSchema } from "@taonet/frame/schema/pallet"
import { defineStorage, map, twox64Concat, value } from "@taonet/frame/schema/storage"
import type { CallWeight } from "@taonet/frame/schema/weights"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { as, option, u32 } from "@taonet/primitives/scale/index"
import { TaoBalance } from "../../types/subtensorCommon.ts"
import { SafeModeExitReason } from "./types.ts"

/** Values that a chain spec may set otherwise. */
export const constants = defineConstants("SafeMode", {
  EnterDuration: constant("Blocks for which a paid entry keeps safe mode on; zero here", u32, 0),
  ExtendDuration: constant("Blocks by which a paid extension prolongs safe mode; zero here", u32, 0),
  EnterDepositAmount: constant(
    "Deposit in rao to enter safe mode; none means it is not offered",
    option(TaoBalance),
    undefined,
  ),
  ExtendDepositAmount: constant(
    "Deposit in rao to extend safe mode; none means it is not offered",
    option(TaoBalance),
    undefined,
  ),
  ReleaseDelay: constant(
    "Blocks before a deposit may be returned; none means it never is on request",
    option(u32),
    undefined,
  ),
})

export const storage = defineStorage("SafeMode", {
  EnteredUntil: value("Last block of the active safe mode; absent while it is off", u32),
  Deposits: map(
    "(account, block number) → safe mode deposit in rao",
    [twox64Concat(AccountId32), twox64Concat(u32)],
    TaoBalance,
  ),
})

export const calls = defineCalls("SafeMode", {
  enter: call(0, "Turns safe mode on against a deposit; not available on this chain", {}),
  force_enter: call(1, "Turns safe mode on for a set time; root only", {}),
  extend: call(2, "Prolongs safe mode against a deposit; not available on this chain", {}),
  force_extend: call(3, "Prolongs safe mode by a set time; root only", {}),
  force_exit: call(4, "Turns safe mode off at once; root only", {}),
  force_slash_deposit: call(5, "Takes a safe mode deposit away; root only", {
    account: AccountId32,
    block: as("BlockNumberFor<T>", u32),
  }),
  release_deposit: call(6, "Returns a safe mode deposit once its waiting time is over", {
    account: AccountId32,
    block: as("BlockNumberFor<T>", u32),
  }),
  force_release_deposit: call(7, "Returns a safe mode deposit at once; root only", {
    account: AccountId32,
    block: as("BlockNumberFor<T>", u32),
  }),
})

export const events = defineEvents("SafeMode", {
  Entered: event(0, "Safe mode was turned on until this block", { until: as("BlockNumberFor<T>", u32) }),
  Extended: event(1, "Safe mode was prolonged until this block", { until: as("BlockNumberFor<T>", u32) }),
  Exited: event(2, "Safe mode ended by timeout or by force", { reason: SafeModeExitReason }),
  DepositPlaced: event(3, "A safe mode deposit was taken from an account", {
    account: AccountId32,
    amount: as("BalanceOf<T>", TaoBalance),
  }),
  DepositReleased: event(4, "A safe mode deposit was returned", {
    account: AccountId32,
    amount: as("BalanceOf<T>", TaoBalance),
  }),
  DepositSlashed: event(5, "A safe mode deposit was taken away", {
    account: AccountId32,
    amount: as("BalanceOf<T>", TaoBalance),
  }),
  CannotDeposit: event(6, "A safe mode deposit could not be taken"),
  CannotRelease: event(7, "A safe mode deposit could not be returned"),
})

export const errors = defineErrors("SafeMode", 20, {
  Entered: "Safe mode is already on",
  Exited: "Safe mode is off",
  NotConfigured: "This function is not set up on this chain",
  NoDeposit: "There is no such deposit",
  AlreadyDeposited: "The account already has a deposit for this block",
  CannotReleaseYet: "The deposit's waiting time is not over yet",
  CurrencyError: "The deposit could not be held or returned",
})

/** Declared costs: picoseconds, proof bytes, database accesses. */
export const weights: Readonly<Record<string, CallWeight>> = {
  enter: { refTime: 44_471_000, proofSize: 3892, reads: 2, writes: 3 },
  force_enter: { refTime: 5_200_000, proofSize: 1489, reads: 1, writes: 1 },
  extend: { refTime: 46_411_000, proofSize: 3892, reads: 2, writes: 3 },
  force_extend: { refTime: 7_011_000, proofSize: 1489, reads: 1, writes: 1 },
  force_exit: { refTime: 6_180_000, proofSize: 1489, reads: 1, writes: 1 },
  force_slash_deposit: { refTime: 28_905_000, proofSize: 3892, reads: 2, writes: 2 },
  release_deposit: { refTime: 37_735_000, proofSize: 3892, reads: 3, writes: 2 },
  force_release_deposit: { refTime: 36_454_000, proofSize: 3892, reads: 2, writes: 2 },
}

export const schema = definePalletSchema({
  name: "SafeMode",
  index: 20,
  hasStorage: true,
  tables: { storage, calls, events, errors, constants, weights },
  enums: {
    calls: { path: "pallet_safe_mode::pallet::Call", params: ["T"] },
    events: {
      path: "pallet_safe_mode::pallet::Event",
      params: ["T"],
      typeName: "pallet_safe_mode::Event<Runtime>",
    },
    errors: {
      path: "pallet_safe_mode::pallet::Error",
      params: ["T"],
      typeName: "pallet_safe_mode::Error<Runtime>",
    },
  },
})
