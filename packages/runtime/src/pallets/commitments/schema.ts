import { call, defineCalls } from "@taonet/frame/schema/calls"
import { constant, defineConstants } from "@taonet/frame/schema/constants"
import { defineErrors } from "@taonet/frame/schema/errors"
import { defineEvents, event } from "@taonet/frame/schema/events"
import { definePalletSchema } from "@taonet/frame/schema/pallet"
import { defineStorage, identity, map, twox64Concat, value } from "@taonet/frame/schema/storage"
import type { CallWeight } from "@taonet/frame/schema/weights"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { btreeSet, bytes, tuple, u32, u64, vec } from "@taonet/primitives/scale/index"
import { NetUid, TaoBalance } from "../../types/subtensorCommon.ts"
import { CommitmentInfo, Registration, RevealFailure, UsageTracker } from "./types.ts"

/** Values that a chain spec may set otherwise. */
export const constants = defineConstants("Commitments", {
  MaxFields: constant("Largest number of fields in one commitment", u32, 3),
  InitialDeposit: constant("Fixed part of the commitment deposit in rao; zero here", TaoBalance, 0n),
  FieldDeposit: constant("Commitment deposit per field in rao; zero here", TaoBalance, 0n),
})

export const storage = defineStorage("Commitments", {
  TimelockedIndex: value(
    "Set of (subnet, hotkey) pairs that wait for a timelocked reveal",
    btreeSet(tuple(NetUid, AccountId32)),
    [],
  ),
  CommitmentOf: map(
    "(subnet, hotkey) → current commitment with its block and deposit in rao",
    [identity(NetUid), twox64Concat(AccountId32)],
    Registration,
  ),
  LastCommitment: map(
    "(subnet, hotkey) → block of the latest commitment",
    [identity(NetUid), twox64Concat(AccountId32)],
    u32,
  ),
  LastBondsReset: map(
    "(subnet, hotkey) → block at which a commitment last asked to reset bonds",
    [identity(NetUid), twox64Concat(AccountId32)],
    u32,
  ),
  RevealedCommitments: map(
    "(subnet, hotkey) → last 10 revealed contents with their reveal block",
    [identity(NetUid), twox64Concat(AccountId32)],
    vec(tuple(bytes, u64)),
  ),
  UsedSpaceOf: map(
    "(subnet, hotkey) → epoch index and bytes used in that epoch",
    [identity(NetUid), twox64Concat(AccountId32)],
    UsageTracker,
  ),
  MaxSpace: value("Commitment bytes that a hotkey may use per epoch", u32, 3100),
})

export const calls = defineCalls("Commitments", {
  set_commitment: call(
    0,
    "Publishes a registered hotkey's commitment data on a subnet, replacing the old one",
    { netuid: NetUid, info: CommitmentInfo },
  ),
  set_max_space: call(2, "Sets how many commitment bytes a hotkey may use per epoch; root only", {
    new_limit: u32,
  }),
})

export const events = defineEvents("Commitments", {
  Commitment: event(0, "A hotkey published a commitment without a timelocked field", {
    netuid: NetUid,
    who: AccountId32,
  }),
  TimelockCommitment: event(1, "A hotkey published a timelocked commitment for this drand round", {
    netuid: NetUid,
    who: AccountId32,
    reveal_round: u64,
  }),
  CommitmentRevealed: event(2, "A timelocked commitment was decrypted and revealed", {
    netuid: NetUid,
    who: AccountId32,
  }),
  CommitmentRevealFailed: event(3, "A timelocked commitment could not be revealed, for this reason", {
    netuid: NetUid,
    who: AccountId32,
    reveal_round: u64,
    error: RevealFailure,
  }),
})

export const errors = defineErrors("Commitments", 18, {
  TooManyFieldsInCommitmentInfo: "The commitment has more fields than allowed",
  AccountNotAllowedCommit: "The hotkey is not registered on this subnet",
  SpaceLimitExceeded: "The hotkey's commitment space for this epoch is used up",
  UnexpectedUnreserveLeftover: "Part of the old deposit could not be returned",
  TimelockRevealFailedNotAllowed: "The failed-reveal marker may be written only by the chain itself",
})

/** Declared costs: picoseconds, proof bytes, database accesses. */
export const weights: Readonly<Record<string, CallWeight>> = {
  set_commitment: { refTime: 33_480_000, proofSize: 0, reads: 5, writes: 4, pays: "No" },
  set_max_space: { refTime: 2_856_000, proofSize: 0, reads: 0, writes: 1 },
}

export const schema = definePalletSchema({
  name: "Commitments",
  index: 18,
  hasStorage: true,
  tables: { storage, calls, events, errors, constants, weights },
  enums: {
    calls: { path: "pallet_commitments::pallet::Call", params: ["T"] },
    events: {
      path: "pallet_commitments::pallet::Event",
      params: ["T"],
      typeName: "pallet_commitments::Event<Runtime>",
    },
    errors: {
      path: "pallet_commitments::pallet::Error",
      params: ["T"],
      typeName: "pallet_commitments::Error<Runtime>",
    },
  },
})
