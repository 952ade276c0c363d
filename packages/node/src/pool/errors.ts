import type { InvalidTransaction, UnknownTransaction } from "@taonet/frame/runtime"
import type { Hex } from "@taonet/primitives/hex"

/** Why the pool did not take a transaction; the names of `sc_transaction_pool_api::error::Error`. */
export type PoolRefusal =
  | { readonly type: "BadFormat"; readonly detail: string }
  | { readonly type: "Verification"; readonly detail: string }
  | { readonly type: "InvalidTransaction"; readonly value: InvalidTransaction }
  | { readonly type: "UnknownTransaction"; readonly value: UnknownTransaction }
  | { readonly type: "TemporarilyBanned" }
  | { readonly type: "AlreadyImported"; readonly hash: Hex }
  | { readonly type: "TooLowPriority"; readonly old: bigint; readonly new: bigint }
  | { readonly type: "CycleDetected" }
  | { readonly type: "ImmediatelyDropped" }
  | { readonly type: "NoTagsProvided" }

/** What JSON-RPC says of a refusal. */
export interface RefusalText {
  readonly code: number
  readonly message: string
  readonly data?: string
}

export class PoolError extends Error {
  override readonly name = "PoolError"
  readonly refusal: PoolRefusal

  constructor(refusal: PoolRefusal) {
    const { message, data } = refusalText(refusal)
    super(data === undefined ? message : `${message}: ${data}`)
    this.refusal = refusal
  }
}

/** Whether the same bytes may be taken later. */
export function isRetriable({ type }: PoolRefusal): boolean {
  return (
    type === "TemporarilyBanned" ||
    type === "AlreadyImported" ||
    type === "TooLowPriority" ||
    type === "ImmediatelyDropped"
  )
}

const invalidTexts: Readonly<Record<Exclude<InvalidTransaction["type"], "Custom">, string>> = {
  Call: "Transaction call is not expected",
  Payment: "Inability to pay some fees (e.g. account balance too low)",
  Future: "Transaction will be valid in the future",
  Stale: "Transaction is outdated",
  BadProof: "Transaction has a bad signature",
  AncientBirthBlock: "Transaction has an ancient birth block",
  ExhaustsResources: "Transaction would exhaust the block limits",
  BadMandatory: "A call was labelled as mandatory, but resulted in an Error.",
  MandatoryValidation: "Transaction dispatch is mandatory; transactions must not be validated.",
  BadSigner: "Invalid signing address",
  IndeterminateImplicit: "The implicit data was unable to be calculated",
  UnknownOrigin: "The transaction extension did not authorize any origin",
}

export const invalidText = (invalid: InvalidTransaction): string =>
  invalid.type === "Custom" ? `Custom error: ${invalid.value}` : invalidTexts[invalid.type]

export const unknownText = (unknown: UnknownTransaction): string =>
  unknown.type === "Custom" ? `Custom(${unknown.value})` : unknown.type

/** Codes and texts of `sc-rpc-api`'s author errors: clients match on both. */
export function refusalText(refusal: PoolRefusal): RefusalText {
  switch (refusal.type) {
    case "BadFormat":
      return { code: 1001, message: `Extrinsic has invalid format: ${refusal.detail}` }
    case "Verification":
      return { code: 1002, message: `Verification Error: ${refusal.detail}`, data: refusal.detail }
    case "InvalidTransaction":
      return { code: 1010, message: "Invalid Transaction", data: invalidText(refusal.value) }
    case "UnknownTransaction":
      return { code: 1011, message: "Unknown Transaction Validity", data: unknownText(refusal.value) }
    case "TemporarilyBanned":
      return { code: 1012, message: "Transaction is temporarily banned" }
    case "AlreadyImported":
      return { code: 1013, message: "Transaction Already Imported", data: refusal.hash }
    case "TooLowPriority":
      return {
        code: 1014,
        message: `Priority is too low: (${refusal.old} vs ${refusal.new})`,
        data: "The transaction has too low priority to replace another transaction already in the pool.",
      }
    case "CycleDetected":
      return { code: 1015, message: "Cycle Detected" }
    case "ImmediatelyDropped":
      return {
        code: 1016,
        message: "Immediately Dropped",
        data: "The transaction couldn't enter the pool because of the limit",
      }
    case "NoTagsProvided":
      return {
        code: 1019,
        message: "No tags provided",
        data: "Transaction does not provide any tags, so the pool can't identify it",
      }
  }
}
