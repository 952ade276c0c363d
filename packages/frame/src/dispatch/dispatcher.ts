import { DispatchFailure } from "../errors.ts"
import type { Origin } from "../origin.ts"
import type { Pallet, PostDispatch } from "../pallet.ts"
import type { RuntimeCallValue } from "../schema/calls.ts"
import {
  addWeight,
  type CallWeight,
  type DispatchClass,
  type Pays,
  totalOf,
  type Weight,
  zeroWeight,
} from "../schema/weights.ts"
import type { State } from "../state.ts"

/** What a call costs before it runs. */
export interface DispatchInfo {
  readonly weight: Weight
  readonly class: DispatchClass
  readonly pays: Pays
}

export type DispatchResult =
  | { readonly ok: true; readonly post: PostDispatch }
  | { readonly ok: false; readonly error: DispatchFailure; readonly post: PostDispatch }

/** A check that runs before every dispatch of the calls it covers, nested ones included; its weight is part of theirs. */
export interface Guard {
  readonly weight: Weight
  applies(call: RuntimeCallValue): boolean
  /** Raises a DispatchFailure when the call must not run. */
  check(state: State, origin: Origin, call: RuntimeCallValue): void
}

export interface DispatchOptions {
  /** Skips the chain's filter and the origin's, as root may order for others (`sudo_as`); guards still run. */
  readonly bypassFilter?: boolean
}

export interface Dispatcher {
  /** Runs a call in a nested transaction. Root bypasses the call filter. */
  dispatch(state: State, origin: Origin, call: RuntimeCallValue, options?: DispatchOptions): DispatchResult
  info(call: RuntimeCallValue): DispatchInfo
}

export interface DispatcherOptions {
  readonly pallets: readonly Pallet[]
  readonly guards: readonly Guard[]
  /** Whether a signed origin may make this call at all now (`System.CallFiltered`). */
  filter(state: State, origin: Origin, call: RuntimeCallValue): boolean
  /** Raised where the filter says no. */
  filtered(): DispatchFailure
  /** Raised for calls of the interface whose logic is not built yet. */
  withoutLogic(call: RuntimeCallValue): DispatchFailure
}

export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const pallets = new Map(options.pallets.map((pallet) => [pallet.schema.name, pallet]))

  function info(call: RuntimeCallValue): DispatchInfo {
    const pallet = pallets.get(call.type)
    const own = pallet?.info?.[call.value.type]
    const base = declared(pallet?.schema.tables.weights[call.value.type], call.value.value)
    const { weight, ...rest } = own ? own(call.value.value as never, base, self) : base
    return { ...rest, weight: guardsOf(call).reduce((sum, guard) => addWeight(sum, guard.weight), weight) }
  }

  const guardsOf = (call: RuntimeCallValue): Guard[] => options.guards.filter((guard) => guard.applies(call))

  function allowed(state: State, origin: Origin, call: RuntimeCallValue): boolean {
    if (origin.type === "Root") return true
    if (origin.type === "Signed" && origin.filter && !origin.filter(call)) return false
    return options.filter(state, origin, call)
  }

  function run(state: State, origin: Origin, call: RuntimeCallValue, how: DispatchOptions): PostDispatch {
    if (origin.type === "Signed") for (const guard of guardsOf(call)) guard.check(state, origin, call)
    if (!how.bypassFilter && !allowed(state, origin, call)) throw options.filtered()
    const handler = pallets.get(call.type)?.calls[call.value.type]
    if (!handler) throw options.withoutLogic(call)
    return handler(state, origin, (call.value.value ?? {}) as never) ?? {}
  }

  function dispatch(
    state: State,
    origin: Origin,
    call: RuntimeCallValue,
    how: DispatchOptions = {},
  ): DispatchResult {
    try {
      return { ok: true, post: state.transaction(() => run(state, origin, call, how)) }
    } catch (error) {
      if (error instanceof DispatchFailure) return { ok: false, error, post: error.post }
      throw error
    }
  }

  const self: Dispatcher = { dispatch, info }
  return self
}

function declared(weight: CallWeight | undefined, args: unknown): DispatchInfo {
  if (!weight) return { weight: zeroWeight, class: "Normal", pays: "Yes" }
  let total = totalOf(weight)
  for (const [quantity, part] of Object.entries(weight.perItem ?? {})) {
    total = addWeight(total, totalOf(part, quantityOf(quantity, args as Readonly<Record<string, unknown>>)))
  }
  return { weight: total, class: weight.class ?? "Normal", pays: weight.pays ?? "Yes" }
}

/** The quantities that weight tables name: `uids.len()` and `subkeys.saturating_add(1)`. */
function quantityOf(quantity: string, args: Readonly<Record<string, unknown>>): bigint {
  const [, name, operation] = /^(\w+)\.(len|saturating_add)\(1?\)$/.exec(quantity) ?? []
  const value = args[name ?? ""]
  if (operation === "len") return BigInt((value as ArrayLike<unknown> | undefined)?.length ?? 0)
  if (operation === "saturating_add") return BigInt(Math.min((value as number) + 1, 0xffffffff))
  return 1n
}
