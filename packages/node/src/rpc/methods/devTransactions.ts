import { fromHex } from "@taonet/primitives/hex"
import { DevError } from "../../dev/errors.ts"
import { isObject } from "../../dev/fromJson.ts"
import type { CallInput, DryRunInput } from "../../dev/index.ts"
import { isHexText } from "../../dev/json.ts"
import { devMethod } from "./dev.ts"
import { account, flagOf, objectOf, optionalHash, originOf } from "./devParams.ts"

/**
 * `{ extrinsic: hex | { call, address }, at? }` as Chopsticks has it, or `{ call, origin, at? }`. Answers how it would go: result, events,
 * fee in rao and what storage it would change. Signatures are not looked at.
 */
export const dev_dryRun = devMethod((dev, params) => {
  const options = objectOf(params, 0, "options")
  return dev.dryRun(inputOf(options), optionalHash(options["at"], "at"))
})

function inputOf(options: Record<string, unknown>): DryRunInput {
  const { extrinsic } = options
  if (typeof extrinsic === "string") {
    if (!isHexText(extrinsic)) throw new DevError("bad-value", "extrinsic", "SCALE as hex with 0x is needed")
    return { extrinsic: fromHex(extrinsic) }
  }
  const { call, origin, address } = isObject(extrinsic) ? extrinsic : options
  if (call === undefined)
    throw new DevError("bad-value", "call", "an extrinsic, or a call and its origin, is needed")
  return { call: call as CallInput, origin: originOf(origin ?? address, "origin") }
}

/** An origin (an account, or `root`) and a call. Makes the block that has it and answers how it went. */
export const dev_call = devMethod((dev, params) =>
  dev.call(originOf(params[0], "origin"), params[1] as CallInput),
)

/** Takes the placeholder (0xdeadbeef, then cd) for this account's signature. */
export const dev_impersonate = devMethod((dev, params) => {
  dev.impersonation.start(account(params, 0, "account"))
  return null
})

export const dev_stopImpersonating = devMethod((dev, params) => {
  dev.impersonation.stop(account(params, 0, "account"))
  return null
})

/** The same for every account. */
export const dev_autoImpersonate = devMethod((dev, params) => {
  dev.impersonation.auto(flagOf(params[0], "on"))
  return null
})
