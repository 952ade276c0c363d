import { AccountId32 } from "@taonet/frame/types/sp_core"
import type { Hex } from "@taonet/primitives/hex"
import { as, type Codec, option, tuple, u32, unitEnum, v, variant } from "@taonet/primitives/scale/index"
import { HoldConsideration } from "../../types/frame_support.ts"
import { TaoBalance } from "../../types/subtensorCommon.ts"

export type PreimageHoldReason = "Preimage"
export const PreimageHoldReason: Codec<PreimageHoldReason> = unitEnum<PreimageHoldReason>(
  "pallet_preimage::pallet::HoldReason",
  ["Preimage"],
  { typeName: "pallet_preimage::HoldReason" },
)

export type OldRequestStatus =
  | { readonly type: "Unrequested"; readonly value: { deposit: readonly [Hex, bigint]; len: number } }
  | {
      readonly type: "Requested"
      readonly value: { deposit: readonly [Hex, bigint] | undefined; count: number; len: number | undefined }
    }
export const OldRequestStatus: Codec<OldRequestStatus> = variant<OldRequestStatus>(
  "pallet_preimage::OldRequestStatus",
  {
    Unrequested: v(0, { deposit: as("(AccountId, Balance)", tuple(AccountId32, TaoBalance)), len: u32 }),
    Requested: v(1, {
      deposit: as("Option<(AccountId, Balance)>", option(tuple(AccountId32, TaoBalance))),
      count: u32,
      len: option(u32),
    }),
  },
  { params: { AccountId: AccountId32, Balance: TaoBalance } },
)

export type RequestStatus =
  | { readonly type: "Unrequested"; readonly value: { ticket: readonly [Hex, bigint]; len: number } }
  | {
      readonly type: "Requested"
      readonly value: {
        maybe_ticket: readonly [Hex, bigint] | undefined
        count: number
        maybe_len: number | undefined
      }
    }
export const RequestStatus: Codec<RequestStatus> = variant<RequestStatus>(
  "pallet_preimage::RequestStatus",
  {
    Unrequested: v(0, { ticket: as("(AccountId, Ticket)", tuple(AccountId32, HoldConsideration)), len: u32 }),
    Requested: v(1, {
      maybe_ticket: as("Option<(AccountId, Ticket)>", option(tuple(AccountId32, HoldConsideration))),
      count: u32,
      maybe_len: option(u32),
    }),
  },
  { params: { AccountId: AccountId32, Ticket: HoldConsideration } },
)
