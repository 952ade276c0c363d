import { defineEvents, event } from "@taonet/frame/schema/events"
import { BalanceStatus } from "@taonet/frame/types/frame_support"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { as } from "@taonet/primitives/scale/index"
import { TaoBalance } from "../../types/subtensorCommon.ts"

export const events = defineEvents("Balances", {
  Endowed: event(0, "An account was created with an initial free balance", {
    account: AccountId32,
    free_balance: as("T::Balance", TaoBalance),
  }),
  DustLost: event(1, "A remainder below the existential deposit was lost when its account was removed", {
    account: AccountId32,
    amount: as("T::Balance", TaoBalance),
  }),
  Transfer: event(2, "Funds moved from one account to another", {
    from: AccountId32,
    to: AccountId32,
    amount: as("T::Balance", TaoBalance),
  }),
  BalanceSet: event(3, "Root set an account's free balance", {
    who: AccountId32,
    free: as("T::Balance", TaoBalance),
  }),
  Reserved: event(4, "Part of a free balance was reserved", {
    who: AccountId32,
    amount: as("T::Balance", TaoBalance),
  }),
  Unreserved: event(5, "Part of a reserved balance became free again", {
    who: AccountId32,
    amount: as("T::Balance", TaoBalance),
  }),
  ReserveRepatriated: event(6, "Reserved funds of one account moved to another account", {
    from: AccountId32,
    to: AccountId32,
    amount: as("T::Balance", TaoBalance),
    destination_status: BalanceStatus,
  }),
  Deposit: event(7, "Funds were added to an account", {
    who: AccountId32,
    amount: as("T::Balance", TaoBalance),
  }),
  Withdraw: event(8, "Funds were taken out of an account, for example to pay a fee", {
    who: AccountId32,
    amount: as("T::Balance", TaoBalance),
  }),
  Slashed: event(9, "Funds were taken from an account as a penalty", {
    who: AccountId32,
    amount: as("T::Balance", TaoBalance),
  }),
  Minted: event(10, "New funds were created in an account", {
    who: AccountId32,
    amount: as("T::Balance", TaoBalance),
  }),
  Burned: event(11, "Funds of an account were destroyed", {
    who: AccountId32,
    amount: as("T::Balance", TaoBalance),
  }),
  Suspended: event(12, "Funds were taken from an account and may be put back later", {
    who: AccountId32,
    amount: as("T::Balance", TaoBalance),
  }),
  Restored: event(13, "Funds taken earlier were put back into an account", {
    who: AccountId32,
    amount: as("T::Balance", TaoBalance),
  }),
  Upgraded: event(14, "An account record was converted to the current layout", { who: AccountId32 }),
  Issued: event(15, "The total issuance grew", { amount: as("T::Balance", TaoBalance) }),
  Rescinded: event(16, "The total issuance shrank", { amount: as("T::Balance", TaoBalance) }),
  Locked: event(17, "Part of a balance was locked", {
    who: AccountId32,
    amount: as("T::Balance", TaoBalance),
  }),
  Unlocked: event(18, "Part of a locked balance was released", {
    who: AccountId32,
    amount: as("T::Balance", TaoBalance),
  }),
  Frozen: event(19, "Part of a balance was frozen", {
    who: AccountId32,
    amount: as("T::Balance", TaoBalance),
  }),
  Thawed: event(20, "Part of a frozen balance was released", {
    who: AccountId32,
    amount: as("T::Balance", TaoBalance),
  }),
  TotalIssuanceForced: event(21, "Root changed the recorded total issuance", {
    old: as("T::Balance", TaoBalance),
    new: as("T::Balance", TaoBalance),
  }),
})
