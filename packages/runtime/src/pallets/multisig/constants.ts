import { constant, defineConstants } from "@taonet/frame/schema/constants"
import { u32 } from "@taonet/primitives/scale/index"
import { TaoBalance } from "../../types/subtensorCommon.ts"

/** Values that a chain spec may set otherwise. */
export const constants = defineConstants("Multisig", {
  DepositBase: constant(
    "Fixed part of the deposit for a pending multisig call, in rao",
    TaoBalance,
    132_000_000n,
  ),
  DepositFactor: constant("Deposit per unit of the threshold, in rao", TaoBalance, 32_000_000n),
  MaxSignatories: constant("Largest number of signatories of a multisig, the caller included", u32, 100),
})
