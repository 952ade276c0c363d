import { fromHex } from "@taonet/primitives/hex"
import { createReader, u32 } from "@taonet/primitives/scale/index"
import { accountParam } from "../params.ts"
import { callRuntime } from "../runtimeCalls.ts"
import type { Method } from "../types.ts"

/** The nonce of an account's next transaction: those that are ready in the pool count as made. */
export const account_nextIndex: Method = (params, { services: { chain, pool } }) => {
  const account = accountParam(params, 0)
  const output = callRuntime(chain, chain.head().hash, "AccountNonceApi_account_nonce", fromHex(account))
  return pool.nextNonce(account, u32.decodeFrom(createReader(output)))
}
