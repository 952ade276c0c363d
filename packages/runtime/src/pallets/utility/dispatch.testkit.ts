/** For tests of pallets that dispatch calls: a chain of the given pallets alone. Never imported by product code. */
import { createDispatcher } from "@taonet/frame/dispatch/dispatcher"
import { DispatchFailure, ModuleError } from "@taonet/frame/errors"
import type { Pallet } from "@taonet/frame/pallet"
import { type ConstantOverrides, createState, type State } from "@taonet/frame/state"
import { createMemoryStore } from "@taonet/state/memoryStore"
import { createOverlay } from "@taonet/state/overlay"
import { allowedByFilter } from "../../callFilter.ts"
import { notingDispatcher } from "../../reached.testkit.ts"
import "../../schemas.ts"
import { errors as system } from "../system/schema.ts"

export function createTestState(pallets: readonly Pallet[], constants: ConstantOverrides = new Map()): State {
  const dispatcher = createDispatcher({
    pallets,
    guards: [],
    filter: allowedByFilter,
    filtered: () => new ModuleError(system.CallFiltered),
    withoutLogic: () => new DispatchFailure({ type: "Unavailable" }),
  })
  return createState(createOverlay(createMemoryStore()), constants, notingDispatcher(dispatcher))
}

/** Names of the events so far; then forgets them. */
export const takeEvents = (state: State): string[] =>
  state.events.splice(0).map(({ event }) => event.value.type)

/** The name of the error that the body raises: a pallet's, or the plain one's type. */
export function errorOf(body: () => unknown): string {
  try {
    body()
  } catch (error) {
    if (error instanceof ModuleError) return `${error.def.pallet}.${error.def.name}`
    if (error instanceof DispatchFailure) return error.value.type
    throw error
  }
  return "none"
}
