import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { type calls, errors, storage } from "../pallets/subtensor/schema.ts"
import { guardCalls } from "./guard.ts"

/** Runs before changes of a delegate take: bounds first, then who owns the hotkey. */
export const checkDelegateTake = guardCalls<typeof calls>(
  "SubtensorModule",
  { refTime: 9_000_000, proofSize: 4186, reads: 3, writes: 0 },
  { increase_take: ensureTake, decrease_take: ensureTake },
)

function ensureTake(
  state: State,
  who: Hex,
  { hotkey, take }: { readonly hotkey: Hex; readonly take: number },
): void {
  ensure(take >= storage.MinDelegateTake.get(state), errors.DelegateTakeTooLow)
  ensure(take <= storage.MaxDelegateTake.get(state), errors.DelegateTakeTooHigh)
  ensure(storage.Owner.has(state, hotkey), errors.HotKeyAccountNotExists)
  ensure(storage.Owner.get(state, hotkey) === who, errors.NonAssociatedColdKey)
}
