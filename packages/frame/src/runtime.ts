import type { SignatureCheck } from "@taonet/primitives/crypto/verify"
import type { Hex } from "@taonet/primitives/hex"
import type { Shielded } from "@taonet/primitives/shield/shielded"
import type { Changes, Overlay } from "@taonet/state/types"
import type { State } from "./state.ts"

/**
 * The runtime seam: a deterministic state machine over (state, bytes). The node, the simulator, a forking dev chain and a browser page
 * share it. Nothing here keeps state between calls, reads a clock or does I/O.
 */
export interface Runtime {
  readonly version: RuntimeVersion
  /** Milliseconds of one authoring slot (`Aura.SlotDuration`). */
  readonly slotDurationMs: number
  /** The prefixed metadata, version 14 or 15; undefined for any other. Built once. */
  metadata(version: number): Uint8Array | undefined
  /** The storage of block 0. */
  genesis(): Changes
  /** Opens a state for one block, one validation or one call over an overlay. */
  open(overlay: Overlay): State
  /** Checks a transaction for the pool, on the state of the best block. Never changes what `state` sees afterwards. */
  validateTransaction(state: State, extrinsic: Uint8Array, context: ValidationContext): TransactionValidity
  /** Starts block `number`: writes the System items and runs `on_initialize`. */
  initializeBlock(state: State, block: BlockStart): void
  /** The inherents that a block author must put first, from the block's input. */
  inherents(state: State, input: BlockInput): Uint8Array[]
  /** `signatureVerified`: the caller has verified the signature of these exact bytes against this chain already. */
  applyExtrinsic(state: State, extrinsic: Uint8Array, signatureVerified?: boolean): ApplyResult
  /** Runs `on_finalize` and writes events; afterwards `state.changes()` is the block's whole change. */
  finalizeBlock(state: State): void
  /** Account of the producer whose turn `slot` is after the block that left this state; undefined where there is none. */
  producerOf(state: State, slot: bigint): Hex | undefined
  /** Who decides on blocks after the one that left this state. An engine compares with the block before: `validatorUpdates` of runtime. */
  validators(state: State): readonly Validator[]
  /** The runtime of the blocks after the one that left this state, where its code (an applied upgrade) states a later spec_version. */
  successor?(state: State): Runtime | undefined
  /** A runtime API call (`state_call`). Throws ApiError for an unknown method or undecodable arguments. */
  call(state: State, method: string, args: Uint8Array, context: CallContext): Uint8Array
}

/** A vote in an engine of many machines. */
export interface Validator {
  /** ed25519. */
  readonly publicKey: Uint8Array
  readonly power: bigint
  /** Whom its blocks have as author. */
  readonly account: Hex | undefined
}

export interface RuntimeVersion {
  readonly specName: string
  readonly implName: string
  readonly authoringVersion: number
  readonly specVersion: number
  readonly implVersion: number
  /** `[0x + 8 bytes of blake2b-64(name), version]`. */
  readonly apis: readonly (readonly [Hex, number])[]
  readonly transactionVersion: number
  readonly systemVersion: number
  readonly stateVersion: number
}

/** What the author puts into a block besides extrinsics; checked by other validators. */
export interface BlockInput {
  /** Milliseconds since 1970; must rise by at least Timestamp.MinimumPeriod. */
  readonly timestampMs: bigint
  /** The key that the author announces for encrypted transactions; without one it announces nothing. */
  readonly shieldKey?: Uint8Array | undefined
}

export interface BlockStart {
  readonly number: number
  readonly parentHash: Hex
  /** Digest items known at the start (the Aura slot), SCALE of `DigestItem`. */
  readonly digest: readonly DigestItem[]
  /** Account of the block's author. */
  readonly author?: Hex | undefined
}

export type DigestItem =
  | { readonly type: "PreRuntime"; readonly value: readonly [Uint8Array, Uint8Array] }
  | { readonly type: "Consensus"; readonly value: readonly [Uint8Array, Uint8Array] }
  | { readonly type: "Seal"; readonly value: readonly [Uint8Array, Uint8Array] }
  | { readonly type: "Other"; readonly value: Uint8Array }
  | { readonly type: "RuntimeEnvironmentUpdated" }

export interface ValidationContext {
  /** In the pool a future nonce is allowed (it makes `requires`); in a block it is an error. */
  readonly source: "InBlock" | "Local" | "External"
  /** Hash of the best block, whose state this is. */
  readonly blockHash: Hex
  /** Skip the signature when the caller has already verified these exact bytes. */
  readonly signatureVerified?: boolean
  /** Who answers whether the signature holds: by default the runtime looks itself. */
  readonly checkSignature?: SignatureCheck
}

/** `sp_runtime::transaction_validity::InvalidTransaction`. */
export type InvalidTransaction =
  | {
      readonly type:
        | "Call"
        | "Payment"
        | "Future"
        | "Stale"
        | "BadProof"
        | "AncientBirthBlock"
        | "ExhaustsResources"
        | "BadMandatory"
        | "MandatoryValidation"
        | "BadSigner"
        | "IndeterminateImplicit"
        | "UnknownOrigin"
    }
  | { readonly type: "Custom"; readonly value: number }

export type UnknownTransaction =
  | { readonly type: "CannotLookup" | "NoUnsignedValidator" }
  | { readonly type: "Custom"; readonly value: number }

export type TransactionError =
  | { readonly type: "Invalid"; readonly value: InvalidTransaction }
  | { readonly type: "Unknown"; readonly value: UnknownTransaction }

export type TransactionValidity =
  | { readonly ok: true; readonly value: ValidTransaction }
  | { readonly ok: false; readonly error: TransactionError }

export interface ValidTransaction {
  readonly priority: bigint
  /** Tags (opaque bytes as hex) that must be provided before this one can be included. */
  readonly requires: readonly Hex[]
  readonly provides: readonly Hex[]
  /** Blocks for which the verdict holds. */
  readonly longevity: bigint
  readonly propagate: boolean
  /** The signer and nonce, for pools that index by them; absent for unsigned transactions. */
  readonly sender?: { readonly account: Hex; readonly nonce: number } | undefined
  /** The transaction carries another one, encrypted: the author who can open it puts that into the block right after. */
  readonly shielded?: Shielded | undefined
}

export type ApplyResult =
  /** Included; `dispatched` says whether the call itself succeeded (events tell more). */
  | { readonly ok: true; readonly dispatched: boolean }
  /** Not includable: nothing was written. */
  | { readonly ok: false; readonly error: TransactionError }

export interface CallContext {
  /** Hash of the block whose state this is. */
  readonly blockHash: Hex
}

/** A runtime API that does not exist, or arguments that do not decode. The message is what Substrate's executor says. */
export class ApiError extends Error {
  override readonly name = "ApiError"
}
