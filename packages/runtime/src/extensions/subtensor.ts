import type { Guard } from "@taonet/frame/dispatch/dispatcher"
import { DispatchFailure, ModuleError } from "@taonet/frame/errors"
import { signedOrigin } from "@taonet/frame/origin"
import { customErrorCode } from "../guards/customErrors.ts"
import { refuseCustom, type TransactionExtension } from "./types.ts"

/** Runs the dispatch guards on the outermost call, so that what they refuse never enters the pool; answers `Custom(code)`. */
export function subtensorTransactionExtension(guards: readonly Guard[]): TransactionExtension {
  return {
    identifier: "SubtensorTransactionExtension",
    validate(state, { signer, call }) {
      try {
        for (const guard of guards) if (guard.applies(call)) guard.check(state, signedOrigin(signer), call)
      } catch (error) {
        if (error instanceof ModuleError) refuseCustom(customErrorCode(error.def))
        if (error instanceof DispatchFailure) refuseCustom(255)
        throw error
      }
    },
  }
}
