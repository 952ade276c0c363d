import { call, defineCalls } from "@taonet/frame/schema/calls"
import { constant, defineConstants } from "@taonet/frame/schema/constants"
import { defineErrors } from "@taonet/frame/schema/errors"
import { defineEvents, event } from "@taonet/frame/schema/events"
import { definePalletSchema } from "@taonet/frame/schema/pallet"
import { blake2_128Concat, defineStorage, identity, map, value } from "@taonet/frame/schema/storage"
import type { CallWeight } from "@taonet/frame/schema/weights"
import { MultiSignature } from "@taonet/frame/types/sp_runtime"
import { as, bool, option, u32, u64, vec } from "@taonet/primitives/scale/index"
import { BoundedVecU8_11 } from "../../types/bounded.ts"
import { quicknet } from "./quicknet.ts"
import { BeaconConfiguration, BeaconConfigurationPayload, Pulse, PulsesPayload } from "./types.ts"

/** Values that a chain spec may set otherwise. */
export const constants = defineConstants("Drand", {
  UnsignedPriority: constant("Base priority of unsigned pulse transactions in the pool", u64, 1_048_576n),
  HttpFetchTimeout: constant("Longest wait for an answer of the drand service, in milliseconds", u64, 1000n),
})

export const storage = defineStorage("Drand", {
  BeaconConfig: value(
    "Public key, period and other facts of the drand beacon in use",
    BeaconConfiguration,
    quicknet,
  ),
  HasMigrationRun: map("Migration name → whether it has run", [identity(BoundedVecU8_11)], bool, false),
  Pulses: map("Drand round → its randomness and signature", [blake2_128Concat(u64)], Pulse),
  LastStoredRound: value("Latest drand round stored on chain", u64, 0n),
  OldestStoredRound: value("Oldest drand round still stored on chain", u64, 0n),
  NextUnsignedAt: value("Earliest block at which another unsigned pulse is accepted", u32, 0),
})

export const calls = defineCalls("Drand", {
  write_pulse: call(0, "Stores verified drand pulses; sent unsigned by the node's offchain worker", {
    pulses_payload: PulsesPayload,
    signature: as("Option<T::Signature>", option(MultiSignature)),
  }),
  set_beacon_config: call(1, "Sets the drand beacon that pulses are checked against; root only", {
    config_payload: BeaconConfigurationPayload,
    signature: as("Option<T::Signature>", option(MultiSignature)),
  }),
  set_oldest_stored_round: call(2, "Sets the number of the oldest stored round; root only", {
    oldest_round: u64,
  }),
})

export const events = defineEvents("Drand", {
  BeaconConfigChanged: event(0, "The drand beacon settings were changed"),
  NewPulse: event(1, "Drand pulses of these rounds were stored", {
    rounds: as("Vec<RoundNumber>", vec(u64)),
  }),
  SetOldestStoredRound: event(2, "The number of the oldest stored round was changed", u64),
})

export const errors = defineErrors("Drand", 26, {
  NoneValue: "A needed value is missing",
  StorageOverflow: "A stored value cannot grow any further",
  DrandConnectionFailure: "The drand service could not be reached",
  UnverifiedPulse: "The pulse's signature does not check out",
  InvalidRoundNumber: "The round does not follow the last stored one",
  PulseVerificationError: "The pulse could not be checked because its key or signature is malformed",
})

/** Declared costs: picoseconds, proof bytes, database accesses. */
export const weights: Readonly<Record<string, CallWeight>> = {
  write_pulse: { refTime: 4_294_000_000, proofSize: 0, reads: 3, writes: 4 },
  set_beacon_config: { refTime: 8_766_000, proofSize: 0, reads: 0, writes: 2 },
  set_oldest_stored_round: { refTime: 5_370_000, proofSize: 0, reads: 0, writes: 1 },
}

export const schema = definePalletSchema({
  name: "Drand",
  index: 26,
  hasStorage: true,
  tables: { storage, calls, events, errors, constants, weights },
  enums: {
    calls: { path: "pallet_drand::pallet::Call", params: ["T"] },
    events: { path: "pallet_drand::pallet::Event", params: ["T"], typeName: "pallet_drand::Event<Runtime>" },
    errors: { path: "pallet_drand::pallet::Error", params: ["T"], typeName: "pallet_drand::Error<Runtime>" },
  },
})
