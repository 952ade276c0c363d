import { call, defineCalls } from "@taonet/frame/schema/calls"
import { defineConstants } from "@taonet/frame/schema/constants"
import { defineErrors } from "@taonet/frame/schema/errors"
import { defineEvents, event } from "@taonet/frame/schema/events"
import { definePalletSchema } from "@taonet/frame/schema/pallet"
import { defineStorage, identity, map } from "@taonet/frame/schema/storage"
import type { CallWeight } from "@taonet/frame/schema/weights"
import { H256 } from "@taonet/frame/types/primitive_types"
import { as, bytes, tuple, u32, vec } from "@taonet/primitives/scale/index"
import { BoundedVecU8_10 } from "../../types/bounded.ts"
import { OldRequestStatus, RequestStatus } from "./types.ts"

export const constants = defineConstants("Preimage", {})

export const storage = defineStorage("Preimage", {
  StatusFor: map("Hash → request status in the old layout", [identity(H256)], OldRequestStatus),
  RequestStatusFor: map(
    "Hash → whether the bytes are requested, with deposit in rao and length",
    [identity(H256)],
    RequestStatus,
  ),
  PreimageFor: map("(hash, length in bytes) → stored bytes", [identity(tuple(H256, u32))], BoundedVecU8_10),
})

export const calls = defineCalls("Preimage", {
  note_preimage: call(0, "Stores bytes on chain under their hash against a deposit", { bytes: bytes }),
  unnote_preimage: call(1, "Removes stored bytes that nobody requested and returns the deposit", {
    hash: as("T::Hash", H256),
  }),
  request_preimage: call(2, "Asks for bytes with this hash to be kept available; root only", {
    hash: as("T::Hash", H256),
  }),
  unrequest_preimage: call(3, "Drops one request for bytes with this hash; root only", {
    hash: as("T::Hash", H256),
  }),
  ensure_updated: call(4, "Moves old-style entries to the current layout", {
    hashes: as("Vec<T::Hash>", vec(H256)),
  }),
})

export const events = defineEvents("Preimage", {
  Noted: event(0, "Bytes were stored under this hash", { hash: as("T::Hash", H256) }),
  Requested: event(1, "Bytes with this hash were requested", { hash: as("T::Hash", H256) }),
  Cleared: event(2, "Bytes with this hash were removed", { hash: as("T::Hash", H256) }),
})

export const errors = defineErrors("Preimage", 14, {
  TooBig: "The data is larger than may be stored",
  AlreadyNoted: "This data is already stored",
  NotAuthorized: "Only the account that stored this data may remove it",
  NotNoted: "No data is stored under this hash",
  Requested: "The data is still requested and cannot be removed",
  NotRequested: "Nobody requested data with this hash",
  TooMany: "Too many hashes were given at once",
  TooFew: "At least one hash must be given",
})

/** Declared costs: picoseconds, proof bytes, database accesses. */
export const weights: Readonly<Record<string, CallWeight>> = {
  note_preimage: {
    refTime: 50_499_000,
    proofSize: 28_584,
    reads: 5,
    writes: 3,
    perItem: { "bytes.len()": { refTime: 13_491, proofSize: 0, reads: 0, writes: 0 } },
  },
  unnote_preimage: { refTime: 50_830_000, proofSize: 3892, reads: 3, writes: 3 },
  request_preimage: { refTime: 19_292_000, proofSize: 3556, reads: 2, writes: 1 },
  unrequest_preimage: { refTime: 20_209_000, proofSize: 3556, reads: 2, writes: 2 },
  ensure_updated: {
    refTime: 56_817_000,
    proofSize: 28_584,
    reads: 2,
    writes: 0,
    perItem: { "hashes.len()": { refTime: 59_397_441, proofSize: 2902, reads: 3, writes: 4 } },
  },
}

export const schema = definePalletSchema({
  name: "Preimage",
  index: 14,
  hasStorage: true,
  tables: { storage, calls, events, errors, constants, weights },
  enums: {
    calls: { path: "pallet_preimage::pallet::Call", params: ["T"] },
    events: {
      path: "pallet_preimage::pallet::Event",
      params: ["T"],
      typeName: "pallet_preimage::Event<Runtime>",
    },
    errors: {
      path: "pallet_preimage::pallet::Error",
      params: ["T"],
      typeName: "pallet_preimage::Error<Runtime>",
    },
  },
})
