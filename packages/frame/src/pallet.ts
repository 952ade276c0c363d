import type { Dispatcher, DispatchInfo } from "./dispatch/dispatcher.ts"
import { assert } from "./errors.ts"
import type { Origin } from "./origin.ts"
import type { TransactionValidity, ValidationContext } from "./runtime.ts"
import type { ArgsOf, RuntimeCallValue } from "./schema/calls.ts"
import type { PalletSchema } from "./schema/pallet.ts"
import type { Pays, Weight } from "./schema/weights.ts"
import type { State } from "./state.ts"

/** What a call reports after it ran: a smaller weight than declared, or another fee rule. */
export interface PostDispatch {
  readonly weight?: Weight
  readonly pays?: Pays
}

// biome-ignore-start lint/suspicious/noConfusingVoidType: most handlers report nothing and should not have to say so
/** A dispatchable: `Handler<typeof calls.set_weights>` knows its arguments. Raises DispatchFailure; the dispatcher rolls back. */
export type Handler<D> = (state: State, origin: Origin, args: ArgsOf<D>) => PostDispatch | void

// biome-ignore lint/suspicious/noExplicitAny: handlers of different arguments share no narrower type
export type AnyHandler = (state: State, origin: Origin, args: any) => PostDispatch | void

// biome-ignore-end lint/suspicious/noConfusingVoidType: most handlers report nothing and should not have to say so

/** Corrects the declared cost where it depends on more than the table says (batches cost what their calls cost). */
export type InfoRule = (args: never, base: DispatchInfo, dispatcher: Dispatcher) => DispatchInfo

export interface Hooks {
  /** Start of every block, in pallet order. */
  onInitialize?(state: State, blockNumber: number): void
  /** After the last extrinsic, with what weight is left, before any `onFinalize`. */
  onIdle?(state: State, blockNumber: number): void
  /** End of every block, in pallet order. */
  onFinalize?(state: State, blockNumber: number): void
}

/**
 * Whether a call may come without signature, from nobody, and what the pool has to know then. Asked by the pool, which may be stricter, and
 * again in the block (source `InBlock`).
 */
export type UnsignedRule = (
  state: State,
  call: RuntimeCallValue,
  source: ValidationContext["source"],
) => TransactionValidity

export interface Pallet {
  readonly schema: PalletSchema
  /** Logic by call name. A call of the schema that is missing here fails with a clear error, see runtime/src/withoutLogic.ts. */
  readonly calls: Readonly<Record<string, AnyHandler>>
  readonly info?: Readonly<Record<string, InfoRule>>
  readonly hooks?: Hooks
  /** Without it no call of the pallet comes without signature, but inherents. */
  readonly validateUnsigned?: UnsignedRule
  /** Calls that the block's author puts before all else, without signature. Those of class Mandatory are anyway. */
  readonly inherents?: readonly string[]
}

type HandlersOf<C> = { readonly [K in keyof C]?: Handler<C[K]> }

/** Joins a pallet's data and logic: the only place where they meet. */
export function definePallet<C extends object>(
  schema: PalletSchema,
  calls: C,
  logic: {
    calls?: HandlersOf<C>
    info?: { readonly [K in keyof C]?: InfoRule }
    hooks?: Hooks
    validateUnsigned?: UnsignedRule
    inherents?: readonly (string & keyof C)[]
  } = {},
): Pallet {
  const { hooks, info, validateUnsigned, inherents } = logic
  for (const name of [...Object.keys(logic.calls ?? {}), ...Object.keys(info ?? {})]) {
    assert(name in calls, `${schema.name} has no call ${name}`)
  }
  return {
    schema,
    calls: (logic.calls ?? {}) as Readonly<Record<string, AnyHandler>>,
    ...(info ? { info: info as Readonly<Record<string, InfoRule>> } : {}),
    ...(hooks ? { hooks } : {}),
    ...(validateUnsigned ? { validateUnsigned } : {}),
    ...(inherents ? { inherents } : {}),
  }
}
