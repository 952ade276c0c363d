import { constant, defineConstants } from "@taonet/frame/schema/constants"
import { u32 } from "@taonet/primitives/scale/index"
import { TaoBalance } from "../../types/subtensorCommon.ts"

/** Values that a chain spec may set otherwise. */
export const constants = defineConstants("Balances", {
  ExistentialDeposit: constant("Smallest balance in rao that keeps an account alive", TaoBalance, 500n),
  MaxLocks: constant("Largest number of locks on one account", u32, 50),
  MaxReserves: constant("Largest number of named reserves on one account", u32, 50),
  MaxFreezes: constant("Largest number of freezes on one account", u32, 50),
})
