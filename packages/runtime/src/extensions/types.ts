import type { DispatchInfo } from "@taonet/frame/dispatch/dispatcher"
import type { InvalidTransaction, UnknownTransaction } from "@taonet/frame/runtime"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import type { Shielded } from "@taonet/primitives/shield/shielded"
import type { SignedExtra } from "../executive/extrinsic.ts"
import type { RuntimeCallValue } from "../outer.ts"

/** A signed transaction as the extensions see it, signature already checked. */
export interface SignedTransaction {
  readonly signer: Hex
  readonly extra: SignedExtra
  readonly call: RuntimeCallValue
  readonly info: DispatchInfo
  readonly length: number
}

/** What validation adds up: tags are concatenated, longevity is the minimum, priority the sum. */
export interface Validity {
  priority: bigint
  longevity: bigint
  requires: Hex[]
  provides: Hex[]
  /** What an encrypted submission carries. */
  shielded?: Shielded | undefined
}

/** The transaction must not be included. Not a dispatch error: nothing is written, no fee is taken. */
export class TransactionRefused extends Error {
  override readonly name = "TransactionRefused"
  readonly error:
    | { readonly type: "Invalid"; readonly value: InvalidTransaction }
    | { readonly type: "Unknown"; readonly value: UnknownTransaction }
  constructor(error: TransactionRefused["error"]) {
    super(error.value.type)
    this.error = error
  }
}

export function refuse(type: Exclude<InvalidTransaction["type"], "Custom">): never {
  throw new TransactionRefused({ type: "Invalid", value: { type } })
}

export function refuseCustom(code: number): never {
  throw new TransactionRefused({ type: "Invalid", value: { type: "Custom", value: code } })
}

/** A transaction extension: validates in the pool and in the block, then acts around the dispatch. */
export interface TransactionExtension {
  readonly identifier: string
  validate?(state: State, transaction: SignedTransaction, validity: Validity): void
  /** Before the dispatch; raises TransactionRefused. */
  prepare?(state: State, transaction: SignedTransaction): void
}
