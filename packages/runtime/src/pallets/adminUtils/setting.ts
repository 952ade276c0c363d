import { ensure, type ModuleErrorDef } from "@taonet/frame/errors"
import { ensureRoot } from "@taonet/frame/origin"
import type { AnyHandler, Handler } from "@taonet/frame/pallet"
import type { CallDef } from "@taonet/frame/schema/calls"
import type { EventDef } from "@taonet/frame/schema/events"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { ROOT_NETUID, subnetExists } from "../subtensor/subnets/subnets.ts"
import { ensureNotFrozen } from "./freezeWindow.ts"
import { ensureOwnerOrRoot, type OwnerLimit, recordUse } from "./ownerLimits.ts"
import { errors } from "./schema.ts"

/*
 * Most calls of this pallet write one storage item. They differ in who may, in what is checked and in which order, and in the event: so
 * they are data. A setting's checks run left to right, after the origin and the owner's rate limit.
 */

/** A call with its logic. */
export interface Setting {
  readonly name: string
  readonly handler: AnyHandler
}

export interface CheckContext {
  readonly state: State
  readonly netuid: number
  /** Whether the subnet's owner calls, not root. */
  readonly byOwner: boolean
}

/** Raises a DispatchFailure if the value must not be set. */
export type Check<V> = (value: V, context: CheckContext) => void

/** The subnet is not about to run an epoch. */
export const open: Check<unknown> = (_value, { state, netuid }) => ensureNotFrozen(state, netuid)
export const exists: Check<unknown> = (_value, { state, netuid }) =>
  ensure(subnetExists(state, netuid), errors.SubnetDoesNotExist)
export const notRoot: Check<unknown> = (_value, { netuid }) =>
  ensure(netuid !== ROOT_NETUID, errors.NotPermittedOnRootSubnet)

export function must<V>(
  holds: (value: V, context: CheckContext) => boolean,
  error: ModuleErrorDef,
): Check<V> {
  return (value, context) => ensure(holds(value, context), error)
}

interface SubnetRules<V> {
  readonly checks?: readonly Check<V>[]
  readonly event?: EventDef<[number, V]>
  /** For events of another shape; after `event`. */
  readonly announce?: (state: State, netuid: number, value: V) => void
}

interface SubnetItem<V> {
  set(state: State, netuid: number, value: V): void
}

/** A setting of one subnet that its owner may change, as often as the limit allows, and root. */
export function ownerSetting<A extends { readonly netuid: number }, K extends keyof A>(
  call: CallDef<A>,
  field: K,
  item: SubnetItem<A[K]>,
  rules: SubnetRules<NoInfer<A[K]>> & { readonly limit?: OwnerLimit },
): Setting {
  return setting(call, (state, origin, args) => {
    const owner = ensureOwnerOrRoot(state, origin, args.netuid, rules.limit)
    write(state, args.netuid, owner, args[field], item, rules)
    recordUse(state, args.netuid, owner, rules.limit)
  })
}

/** A setting of one subnet that only root may change. */
export function rootSetting<A extends { readonly netuid: number }, K extends keyof A>(
  call: CallDef<A>,
  field: K,
  item: SubnetItem<A[K]>,
  rules: SubnetRules<NoInfer<A[K]>> = {},
): Setting {
  return setting(call, (state, origin, args) => {
    ensureRoot(origin)
    write(state, args.netuid, undefined, args[field], item, rules)
  })
}

interface GlobalRules<V> {
  /** The value is allowed. */
  readonly bounds?: readonly [holds: (value: V) => boolean, error: ModuleErrorDef]
  readonly event?: EventDef<V>
  /** What else follows; after `event`. */
  readonly also?: (state: State, value: V) => void
}

/** A setting of the whole chain, which only root may change. */
export function globalSetting<A, K extends keyof A>(
  call: CallDef<A>,
  field: K,
  item: { set(state: State, value: A[K]): void },
  rules: GlobalRules<NoInfer<A[K]>> = {},
): Setting {
  return setting(call, (state, origin, args) => {
    ensureRoot(origin)
    const value = args[field]
    if (rules.bounds) ensure(rules.bounds[0](value), rules.bounds[1])
    item.set(state, value)
    rules.event?.deposit(state, value)
    rules.also?.(state, value)
  })
}

/** Gives a call logic that is no mere setting. */
export function setting<A>(
  call: CallDef<A>,
  handler: (...parameters: [...head: Head, args: A]) => ReturnType<AnyHandler>,
): Setting {
  return { name: call.name, handler }
}
type Head = [state: State, origin: Parameters<Handler<CallDef<unknown>>>[1]]

function write<V>(
  state: State,
  netuid: number,
  owner: Hex | undefined,
  value: V,
  item: SubnetItem<V>,
  { checks = [], event, announce }: SubnetRules<V>,
): void {
  const context = { state, netuid, byOwner: owner !== undefined }
  for (const check of checks) check(value, context)
  item.set(state, netuid, value)
  event?.deposit(state, [netuid, value])
  announce?.(state, netuid, value)
}
