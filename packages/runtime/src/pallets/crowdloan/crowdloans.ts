/** What every call of this pallet asks first: which crowdloan, whose, and whether its time makes sense. behaviour/other-pallets.md section 8. */
import { ensure, fail } from "@taonet/frame/errors"
import { ensureSigned, type Origin } from "@taonet/frame/origin"
import type { State } from "@taonet/frame/state"
import { concatBytes, utf8 } from "@taonet/primitives/bytes"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { encode, u32 } from "@taonet/primitives/scale/index"
import { constants, errors, storage } from "./schema.ts"
import type { CrowdloanInfo } from "./types.ts"

const ACCOUNT_DIGITS = 64

/** Account that holds a crowdloan's TAO: "modl", the pallet's id, the crowdloan's id. Nobody has its key. */
export function fundsAccount(state: Pick<State, "constants">, id: number): Hex {
  const start = concatBytes(utf8("modl"), constants.PalletId.get(state), encode(u32, id))
  return toHex(start).padEnd(2 + ACCOUNT_DIGITS, "0") as Hex
}

/** Raises InvalidCrowdloanId. */
export const crowdloanOf = (state: State, id: number): CrowdloanInfo =>
  storage.Crowdloans.get(state, id) ?? fail(errors.InvalidCrowdloanId)

/** A crowdloan that its creator may still change. Raises InvalidCrowdloanId, AlreadyFinalized, InvalidOrigin, in this order. */
export function ownCrowdloan(state: State, origin: Origin, id: number): CrowdloanInfo {
  const who = ensureSigned(origin)
  const crowdloan = crowdloanOf(state, id)
  ensure(!crowdloan.finalized, errors.AlreadyFinalized)
  ensure(who === crowdloan.creator, errors.InvalidOrigin)
  return crowdloan
}

/** Raises CannotEndInPast, BlockDurationTooShort, BlockDurationTooLong, in this order. */
export function ensureEndInWindow(state: State, now: number, end: number): void {
  ensure(now < end, errors.CannotEndInPast)
  ensure(end - now >= constants.MinimumBlockDuration.get(state), errors.BlockDurationTooShort)
  ensure(end - now <= constants.MaximumBlockDuration.get(state), errors.BlockDurationTooLong)
}
