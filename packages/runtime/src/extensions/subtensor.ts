import type { Guard } from "@taonet/frame/dispatch/dispatcher"
import { DispatchFailure, ensure, ModuleError } from "@taonet/frame/errors"
import { signedOrigin } from "@taonet/frame/origin"
import { zeroWeight } from "@taonet/frame/schema/weights"
import type { State } from "@taonet/frame/state"
import { concatBytes, utf8 } from "@taonet/primitives/bytes"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { encode, u16 } from "@taonet/primitives/scale/index"
import { checkColdkeySwap } from "../guards/checkColdkeySwap.ts"
import { customErrorCode } from "../guards/customErrors.ts"
import { guards } from "../guards/index.ts"
import type { RuntimeCallValue } from "../outer.ts"
import { storageIndex } from "../pallets/subtensor/neurons/storageIndex.ts"
import { isRegistered } from "../pallets/subtensor/neurons/uids.ts"
import { errors, storage as subtensor } from "../pallets/subtensor/schema.ts"
import { subnetExists } from "../pallets/subtensor/subnets/subnets.ts"
import { refuseCustom, type TransactionExtension } from "./types.ts"

/** Commitments of hotkeys that are no neurons do not enter the pool. In a block the call itself says so. */
const checkCommitment: Guard = {
  weight: zeroWeight,
  applies: (call) => call.type === "Commitments" && call.value.type === "set_commitment",
  check(state, origin, call) {
    if (origin.type !== "Signed") return
    const { netuid } = call.value.value as { readonly netuid: number }
    ensure(subnetExists(state, netuid), errors.SubnetNotExists)
    ensure(isRegistered(state, netuid, origin.value), errors.HotKeyNotRegisteredInSubNet)
  },
}

/** Commits of which the pool holds one per hotkey and mechanism. */
const commitCalls: ReadonlySet<string> = new Set([
  "commit_weights",
  "commit_mechanism_weights",
  "commit_timelocked_weights",
  "commit_timelocked_mechanism_weights",
  "commit_crv3_mechanism_weights",
])

const poolGuards: readonly Guard[] = [
  checkColdkeySwap,
  checkCommitment,
  ...guards.filter((guard) => guard !== checkColdkeySwap),
]

/** Runs the dispatch guards on the outermost call, so that what they refuse never enters the pool; answers `Custom(code)`. */
export const subtensorTransactionExtension: TransactionExtension = {
  identifier: "SubtensorTransactionExtension",
  validate(state, { signer, call }, validity) {
    try {
      for (const guard of poolGuards) if (guard.applies(call)) guard.check(state, signedOrigin(signer), call)
    } catch (error) {
      if (error instanceof ModuleError) refuseCustom(customErrorCode(error.def))
      if (error instanceof DispatchFailure) refuseCustom(255)
      throw error
    }
    const tag = commitTag(state, signer, call)
    if (tag) validity.provides.push(tag)
  },
}

/** What a commit provides, so that a second one for the same weights waits until the first is in a block. */
function commitTag(state: State, signer: Hex, { type: pallet, value }: RuntimeCallValue): Hex | undefined {
  if (pallet !== "SubtensorModule" || !commitCalls.has(value.type)) return undefined
  const { netuid, mecid = 0 } = value.value as { readonly netuid: number; readonly mecid?: number }
  if (subtensor.WeightsSetRateLimit.get(state, netuid) === 0n) return undefined
  const index = encode(u16, storageIndex(netuid, mecid))
  return toHex(concatBytes(utf8("weight-commit"), fromHex(signer), index))
}
