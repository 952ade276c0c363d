/**
 * The enums that span all pallets. Types of single pallets refer to them (calls carry calls), so this module imports no pallet:
 * schemas.ts, which imports them all, ties the knot.
 */
import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import { outerEnum, type PalletSchema } from "@taonet/frame/schema/pallet"
import { type Codec, lazy } from "@taonet/primitives/scale/index"

export type { RuntimeCallValue }
export type RuntimeEventValue = RuntimeCallValue
export type RuntimeErrorValue = RuntimeCallValue

let schemas: readonly PalletSchema[] = []
const pallets = () => schemas

const calls = outerEnum("node_subtensor_runtime::RuntimeCall", pallets, "calls")
const events = outerEnum("node_subtensor_runtime::RuntimeEvent", pallets, "events")
const errors = outerEnum("node_subtensor_runtime::RuntimeError", pallets, "errors")

export const RuntimeCall: Codec<RuntimeCallValue> = lazy(() => calls, "<T as Config>::RuntimeCall")
export const RuntimeEvent: Codec<RuntimeEventValue> = lazy(() => events, "RuntimeEvent")
export const RuntimeError: Codec<RuntimeErrorValue> = lazy(() => errors, "RuntimeError")

/** Called once, by schemas.ts. */
export function bindPallets(all: readonly PalletSchema[]): void {
  schemas = all
}
