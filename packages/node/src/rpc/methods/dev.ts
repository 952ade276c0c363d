import { DevError } from "../../dev/errors.ts"
import type { DevControls } from "../../dev/index.ts"
import { NodeError } from "../../errors.ts"
import { RpcError } from "../errors.ts"
import type { Params } from "../params.ts"
import type { Method, RpcContext } from "../types.ts"

/** JSON-RPC's invalid params, and its server error for what the chain can not do. */
const wrongCode = -32602
const refusedCode = -32000

/** A method of development chains. Errors carry `{ code, field }` beside their text, for programs. */
export function devMethod(run: (dev: DevControls, params: Params, context: RpcContext) => unknown): Method {
  return async (params, context) => {
    const { dev } = context.services
    if (dev === undefined) throw new RpcError(-32601, "Method not found")
    try {
      return await run(dev, params, context)
    } catch (error) {
      throw asRpcError(error)
    }
  }
}

function asRpcError(error: unknown): unknown {
  if (error instanceof DevError) {
    const { code, field, message } = error
    return new RpcError(code === "refused" || code === "never" ? refusedCode : wrongCode, message, {
      code,
      field,
    })
  }
  if (error instanceof NodeError) return new RpcError(refusedCode, error.message, { code: error.code })
  return error
}
