import { ApiError } from "@taonet/frame/runtime"
import { OriginError, StateDiscardedError, UnknownBlockError } from "../chain/errors.ts"
import { PoolError, refusalText } from "../pool/errors.ts"

/** An answer in JSON-RPC's error form. Codes are JSON-RPC's, jsonrpsee's and Substrate's. */
export class RpcError extends Error {
  override readonly name = "RpcError"
  readonly code: number
  readonly data: unknown

  constructor(code: number, message: string, data?: unknown) {
    super(message)
    this.code = code
    this.data = data
  }
}

export interface ErrorObject {
  readonly code: number
  readonly message: string
  readonly data?: unknown
}

export const parseError: ErrorObject = { code: -32700, message: "Parse error" }
export const invalidRequest: ErrorObject = { code: -32600, message: "Invalid request" }
export const methodNotFound: ErrorObject = { code: -32601, message: "Method not found" }
export const internalError: ErrorObject = { code: -32603, message: "Internal error" }

export const invalidParams = (detail: string): RpcError => new RpcError(-32602, "Invalid params", detail)

export const tooLargeBatch = (max: number): ErrorObject => ({
  code: -32010,
  message: "The batch request was too large",
  data: `Exceeded max limit of ${max}`,
})

export const tooManySubscriptions = (max: number): RpcError =>
  new RpcError(-32006, "Too many subscriptions on the connection", `Exceeded max limit of ${max}`)

export const tooLargeResponse = (max: number): RpcError =>
  new RpcError(-32008, "Response is too big", `Exceeded max limit of ${max}`)

export const unsafeRefused: ErrorObject = {
  code: -32601,
  message: "RPC call is unsafe to be called externally",
}

/** `sc-rpc-server`'s answer to a client that is over its rate. */
export const rateLimited: ErrorObject = { code: -32999, message: "RPC rate limit exceeded" }

/** `sc-rpc-api`'s codes for the keys that a node keeps for its author: this one keeps none. */
export const keystoreUnavailable = (): RpcError => new RpcError(1040, "The key store is unavailable")

/** `sc-rpc-api`'s answer for storage of off-chain workers, of which there are none. */
export const offchainUnavailable = (): RpcError =>
  new RpcError(5001, "This storage kind is not available yet")

/** `sc-rpc-api`'s code for whatever goes wrong with a state. */
const stateErrorCode = 4003

/** What to answer when a method throws; undefined where the fault is ours. */
export function errorObject(error: unknown): ErrorObject | undefined {
  if (error instanceof RpcError) {
    const { code, message, data } = error
    return data === undefined ? { code, message } : { code, message, data }
  }
  if (error instanceof PoolError) return refusalText(error.refusal)
  if (error instanceof StateDiscardedError || error instanceof UnknownBlockError)
    return { code: stateErrorCode, message: `Client error: ${error.message}` }
  if (error instanceof OriginError)
    return { code: stateErrorCode, message: `Client error: ${error.message}`, data: { code: error.code } }
  if (error instanceof ApiError)
    return { code: stateErrorCode, message: `Client error: Execution failed: Other: ${error.message}` }
  return undefined
}
