import type { DispatchInfo, DispatchResult } from "@taonet/frame/dispatch/dispatcher"
import { noneOrigin, signedOrigin } from "@taonet/frame/origin"
import type { ApplyResult } from "@taonet/frame/runtime"
import { addWeight, type Weight } from "@taonet/frame/schema/weights"
import type { State } from "@taonet/frame/state"
import { minBigint } from "@taonet/primitives/integers"
import { type Charge, chargeFee, settleFee } from "../extensions/chargeTransactionPayment.ts"
import { accrueWeight, reclaimWeight } from "../extensions/checkWeight.ts"
import { refuse, TransactionRefused } from "../extensions/types.ts"
import { constants, events, storage as system } from "../pallets/system/schema.ts"
import { classKey, feeParts, totalFee } from "../pallets/transactionPayment/fees.ts"
import type { Extrinsic, SignedPart } from "./extrinsic.ts"
import { checkSigned, decodeOrRefuse, type ValidationDeps } from "./validate.ts"

/** Runs one extrinsic of a block. A refused one leaves no trace; an included one always pays and always leaves its events. */
export function applyExtrinsic(
  state: State,
  bytes: Uint8Array,
  signatureVerified: boolean,
  deps: ValidationDeps,
): ApplyResult {
  const index = system.ExtrinsicCount.get(state) ?? 0
  state.phase = { type: "ApplyExtrinsic", value: index }
  try {
    const dispatched = state.transaction(() => {
      const extrinsic = decodeOrRefuse(bytes)
      const { signed } = extrinsic
      if (!signed && deps.isInherent(extrinsic.call)) return applyInherent(state, extrinsic, deps)
      if (!system.InherentsApplied.get(state)) system.InherentsApplied.set(state, true)
      return signed
        ? applySigned(state, extrinsic, signed, signatureVerified, deps)
        : applyUnsigned(state, extrinsic, deps)
    })
    system.ExtrinsicCount.set(state, index + 1)
    return { ok: true, dispatched }
  } catch (error) {
    if (error instanceof TransactionRefused) return { ok: false, error: error.error }
    throw error
  }
}

function applySigned(
  state: State,
  extrinsic: Extrinsic,
  signed: SignedPart,
  signatureVerified: boolean,
  deps: ValidationDeps,
): boolean {
  const { transaction } = checkSigned(state, extrinsic, signed, { signatureVerified }, deps)
  let charge: Charge | undefined
  for (const extension of deps.extensions) {
    extension.prepare?.(state, transaction)
    if (extension.identifier === "ChargeTransactionPayment") charge = chargeFee(state, transaction)
  }
  const { info, length } = transaction
  const result = deps.dispatcher.dispatch(state, signedOrigin(transaction.signer), extrinsic.call)
  const actual = actualInfo(info, result)
  reclaimWeight(state, info, actual.weight)
  if (charge) settleFee(state, charge, totalFee(feeParts(state, actual, length)))
  depositOutcome(state, result, actual)
  return result.ok
}

/** What the author puts in comes before all else: what is encrypted can smuggle in no other. A failing mandatory one makes the block invalid. */
function applyInherent(state: State, extrinsic: Extrinsic, deps: ValidationDeps): boolean {
  if (system.InherentsApplied.get(state)) refuse("Call")
  return applyBare(state, extrinsic, deps)
}

/** Other calls without signature need their pallet's word. */
function applyUnsigned(state: State, extrinsic: Extrinsic, deps: ValidationDeps): boolean {
  const verdict = deps.validateUnsigned(state, extrinsic.call, "InBlock")
  if (!verdict.ok) throw new TransactionRefused(verdict.error)
  return applyBare(state, extrinsic, deps)
}

/** What comes without signature has neither fee nor nonce. */
function applyBare(state: State, extrinsic: Extrinsic, deps: ValidationDeps): boolean {
  const info = deps.dispatcher.info(extrinsic.call)
  accrueWeight(state, info, extrinsic.length)
  const result = deps.dispatcher.dispatch(state, noneOrigin, extrinsic.call)
  if (info.class === "Mandatory" && !result.ok) refuse("BadMandatory")
  const actual = actualInfo(info, result)
  reclaimWeight(state, info, actual.weight)
  depositOutcome(state, result, actual)
  return result.ok
}

/** What the call reported to have used, but never more than it declared; and whether it pays in the end. */
function actualInfo(info: DispatchInfo, { post }: DispatchResult): DispatchInfo {
  const { ref_time, proof_size } = post.weight ?? info.weight
  const weight: Weight = {
    ref_time: minBigint(ref_time, info.weight.ref_time),
    proof_size: minBigint(proof_size, info.weight.proof_size),
  }
  return { class: info.class, weight, pays: post.pays === "No" ? "No" : info.pays }
}

/** The last event of every extrinsic. Its weight includes the base cost of an extrinsic. */
function depositOutcome(state: State, result: DispatchResult, info: DispatchInfo): void {
  const { base_extrinsic } = constants.BlockWeights.get(state).per_class[classKey(info.class)]
  const dispatch_info = {
    weight: addWeight(info.weight, base_extrinsic),
    class: info.class,
    pays_fee: info.pays,
  }
  if (result.ok) events.ExtrinsicSuccess.deposit(state, { dispatch_info })
  else events.ExtrinsicFailed.deposit(state, { dispatch_error: result.error.value as never, dispatch_info })
}
