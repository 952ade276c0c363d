import { blake2_128Concat, defineStorage, map, value } from "@taonet/frame/schema/storage"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { BoundedVecIdAmount, BoundedVecIdAmount2 } from "../../types/holds.ts"
import { TaoBalance } from "../../types/subtensorCommon.ts"
import { AccountData, BoundedVecReserveData, WeakBoundedVecBalanceLock } from "./types.ts"

export const storage = defineStorage("Balances", {
  TotalIssuance: value("Total TAO in existence in rao, as counted by this pallet", TaoBalance, 0n),
  InactiveIssuance: value("Part of the total issuance that counts as inactive, in rao", TaoBalance, 0n),
  Account: map(
    "Account → balance data in rao; unused, balances live in System.Account",
    [blake2_128Concat(AccountId32)],
    AccountData,
    { free: 0n, reserved: 0n, frozen: 0n, flags: 170_141_183_460_469_231_731_687_303_715_884_105_728n },
  ),
  Locks: map(
    "Account → list of balance locks with id, amount in rao and reasons",
    [blake2_128Concat(AccountId32)],
    WeakBoundedVecBalanceLock,
    [],
  ),
  Reserves: map(
    "Account → list of named reserves with id and amount in rao",
    [blake2_128Concat(AccountId32)],
    BoundedVecReserveData,
    [],
  ),
  Holds: map(
    "Account → list of holds with reason and amount in rao",
    [blake2_128Concat(AccountId32)],
    BoundedVecIdAmount,
    [],
  ),
  Freezes: map(
    "Account → list of freezes with id and amount in rao",
    [blake2_128Concat(AccountId32)],
    BoundedVecIdAmount2,
    [],
  ),
})
