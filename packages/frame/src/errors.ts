import type { Pays, Weight } from "./schema/weights.ts"

/** An entry of a pallet's error table. */
export interface ModuleErrorDef {
  readonly pallet: string
  readonly palletIndex: number
  readonly name: string
  readonly index: number
  readonly doc: string
}

/** `sp_runtime::DispatchError` apart from `Module`, which `ModuleError` carries. */
export type PlainDispatchError =
  | { readonly type: "Other" }
  | { readonly type: "CannotLookup" }
  | { readonly type: "BadOrigin" }
  | { readonly type: "ConsumerRemaining" }
  | { readonly type: "NoProviders" }
  | { readonly type: "TooManyConsumers" }
  | { readonly type: "Token"; readonly value: TokenError }
  | { readonly type: "Arithmetic"; readonly value: "Underflow" | "Overflow" | "DivisionByZero" }
  | { readonly type: "Transactional"; readonly value: "LimitReached" | "NoLayer" }
  | { readonly type: "Exhausted" }
  | { readonly type: "Corruption" }
  | { readonly type: "Unavailable" }
  | { readonly type: "RootNotAllowed" }

export type TokenError =
  | "FundsUnavailable"
  | "OnlyProvider"
  | "BelowMinimum"
  | "CannotCreate"
  | "UnknownAsset"
  | "Frozen"
  | "Unsupported"
  | "CannotCreateHold"
  | "NotExpendable"
  | "Blocked"

/** The wire form of any dispatch error: `{ type: "Module", value: { index, error } }` or one of the plain ones. */
export type DispatchErrorValue =
  | PlainDispatchError
  | { readonly type: "Module"; readonly value: { readonly index: number; readonly error: Uint8Array } }

/** An expected failure of a dispatchable: rolled back and put on the wire. */
export class DispatchFailure extends Error {
  override readonly name: string = "DispatchFailure"
  readonly value: DispatchErrorValue
  /** What the failed call still reports (weight used, fee rule); empty for most. */
  readonly post: { readonly weight?: Weight; readonly pays?: Pays }
  constructor(value: DispatchErrorValue, message: string = value.type, post: DispatchFailure["post"] = {}) {
    super(message)
    this.value = value
    this.post = post
  }
}

/** A pallet's own error. */
export class ModuleError extends DispatchFailure {
  override readonly name = "ModuleError"
  readonly def: ModuleErrorDef
  constructor(def: ModuleErrorDef) {
    super(
      { type: "Module", value: { index: def.palletIndex, error: Uint8Array.of(def.index, 0, 0, 0) } },
      `${def.pallet}.${def.name}: ${def.doc}`,
    )
    this.def = def
  }
}

/** Our own bug: a state that the rules exclude. Aborts the block. */
export class InvariantError extends Error {
  override readonly name = "InvariantError"
}

/** Raises a pallet's error unless the condition holds. */
export function ensure(condition: unknown, error: ModuleErrorDef): asserts condition {
  if (!condition) throw new ModuleError(error)
}

export function fail(error: ModuleErrorDef): never {
  throw new ModuleError(error)
}

export function failWith(error: PlainDispatchError): never {
  throw new DispatchFailure(error)
}

/** States what must be true whatever users do. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message)
}

/** Runs `body` in a nested transaction and returns its failure instead of raising it, as FRAME's `with_storage_layer` results are used. */
export function attempt<T>(
  state: { transaction<R>(body: () => R): R },
  body: () => T,
): { ok: true; value: T } | { ok: false; error: DispatchFailure } {
  try {
    return { ok: true, value: state.transaction(body) }
  } catch (error) {
    if (error instanceof DispatchFailure) return { ok: false, error }
    throw error
  }
}
