import { defineApi, method } from "@taonet/frame/schema/runtimeApis"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { u32 } from "@taonet/primitives/scale/index"

/** Account nonces. */
export const AccountNonceApi = defineApi("AccountNonceApi", 1, "Account nonces", {
  account_nonce: method(
    "Returns an account's next nonce by state, without pool transactions",
    { account: AccountId32 },
    u32,
  ),
})
