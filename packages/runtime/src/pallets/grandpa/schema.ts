import { call, defineCalls } from "@taonet/frame/schema/calls"
import { constant, defineConstants } from "@taonet/frame/schema/constants"
import { defineErrors } from "@taonet/frame/schema/errors"
import { defineEvents, event } from "@taonet/frame/schema/events"
import { definePalletSchema } from "@taonet/frame/schema/pallet"
import { defineStorage, map, twox64Concat, value } from "@taonet/frame/schema/storage"
import type { CallWeight } from "@taonet/frame/schema/weights"
import { Void } from "@taonet/frame/types/sp_core"
import { as, tuple, u32, u64, vec } from "@taonet/primitives/scale/index"
import { GrandpaEquivocationProof, GrandpaId } from "../../types/consensus.ts"
import { StoredPendingChange, StoredState, WeakBoundedVecTuplePublicU64 } from "./types.ts"

/** Values that a chain spec may set otherwise. */
export const constants = defineConstants("Grandpa", {
  MaxAuthorities: constant("Largest number of finality voters", u32, 32),
  MaxNominators: constant("Largest number of nominators counted per voter", u32, 20),
  MaxSetIdSessionEntries: constant("How many set id to session entries are kept; zero here", u64, 0n),
})

export const storage = defineStorage("Grandpa", {
  State: value("Whether finality voting is live, paused or about to switch between the two", StoredState, {
    type: "Live",
  }),
  PendingChange: value("Authority set change that is signalled but not yet in effect", StoredPendingChange),
  NextForced: value("Earliest block at which another forced authority change may be scheduled", u32),
  Stalled: value("Delay and last finalized block recorded after finality stalled", tuple(u32, u32)),
  CurrentSetId: value("Counter that rises by one with every new authority set", u64, 0n),
  SetIdSession: map("Authority set id → session index; unused on this chain", [twox64Concat(u64)], u32),
  Authorities: value("Finality voters with their voting weight", WeakBoundedVecTuplePublicU64, []),
})

export const calls = defineCalls("Grandpa", {
  report_equivocation: call(
    0,
    "Reports a validator that voted twice in one round; not usable on this chain",
    { equivocation_proof: GrandpaEquivocationProof, key_owner_proof: Void },
  ),
  report_equivocation_unsigned: call(
    1,
    "Reports a double vote without a signature; not usable on this chain",
    { equivocation_proof: GrandpaEquivocationProof, key_owner_proof: Void },
  ),
  note_stalled: call(
    2,
    "Tells the chain that finality has stalled so a new authority set can be forced; root only",
    { delay: as("BlockNumberFor<T>", u32), best_finalized_block_number: as("BlockNumberFor<T>", u32) },
  ),
})

export const events = defineEvents("Grandpa", {
  NewAuthorities: event(0, "A new set of finality voters took effect", {
    authority_set: as("AuthorityList", vec(tuple(GrandpaId, u64))),
  }),
  Paused: event(1, "Finality voting was paused"),
  Resumed: event(2, "Finality voting was resumed"),
})

export const errors = defineErrors("Grandpa", 4, {
  PauseFailed: "Finality cannot be paused because it is not running or a change is pending",
  ResumeFailed: "Finality cannot be resumed because it is not paused",
  ChangePending: "Another authority change is already waiting to take effect",
  TooSoon: "A forced authority change was made too recently",
  InvalidKeyOwnershipProof: "The proof that the key belonged to the validator does not hold",
  InvalidEquivocationProof: "The two votes do not prove a double vote",
  DuplicateOffenceReport: "This double vote was already reported",
})

/** Declared costs: picoseconds, proof bytes, database accesses. */
export const weights: Readonly<Record<string, CallWeight>> = {
  report_equivocation: { refTime: 0, proofSize: 0, reads: 7, writes: 0 },
  report_equivocation_unsigned: { refTime: 0, proofSize: 0, reads: 7, writes: 0 },
  note_stalled: { refTime: 0, proofSize: 0, reads: 0, writes: 1 },
}

export const schema = definePalletSchema({
  name: "Grandpa",
  index: 4,
  hasStorage: true,
  tables: { storage, calls, events, errors, constants, weights },
  enums: {
    calls: { path: "pallet_grandpa::pallet::Call", params: ["T"] },
    events: { path: "pallet_grandpa::pallet::Event", params: [], typeName: "pallet_grandpa::Event" },
    errors: {
      path: "pallet_grandpa::pallet::Error",
      params: ["T"],
      typeName: "pallet_grandpa::Error<Runtime>",
    },
  },
})
