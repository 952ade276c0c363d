import { blake2_128Concat, defineStorage, map, twox64Concat } from "@taonet/frame/schema/storage"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { bytesFixed } from "@taonet/primitives/scale/index"
import { Multisig } from "./types.ts"

export const storage = defineStorage("Multisig", {
  Multisigs: map(
    "(multisig account, call hash) → opening time, deposit in rao, depositor and approvals",
    [twox64Concat(AccountId32), blake2_128Concat(bytesFixed(32))],
    Multisig,
  ),
})
