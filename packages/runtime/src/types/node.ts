import { RawOrigin } from "@taonet/frame/types/frame_support"
import { Era } from "@taonet/frame/types/sp_runtime"
import {
  as,
  type Codec,
  compact,
  newtype,
  struct,
  u32,
  unitEnum,
  unitStruct,
  v,
  variant,
} from "@taonet/primitives/scale/index"
import { EthereumOrigin } from "../pallets/ethereum/types.ts"
import { ChargeTransactionPayment } from "../pallets/transactionPayment/types.ts"
import { Runtime } from "./misc.ts"

export type OriginCaller =
  | { readonly type: "system"; readonly value: RawOrigin }
  | { readonly type: "Ethereum"; readonly value: EthereumOrigin }
export const OriginCaller: Codec<OriginCaller> = variant<OriginCaller>(
  "node_subtensor_runtime::OriginCaller",
  {
    system: v(0, RawOrigin),
    Ethereum: v(21, EthereumOrigin),
  },
  { typeName: "Box<T::PalletsOrigin>" },
)

export const CheckMortality: Codec<Era> = newtype(
  "node_subtensor_runtime::check_mortality::CheckMortality",
  Era,
  { params: { T: undefined } },
)

export const CheckNonce: Codec<number> = newtype(
  "node_subtensor_runtime::check_nonce::CheckNonce",
  as("T::Nonce", compact(u32)),
  { params: { T: undefined } },
)

export interface ChargeTransactionPaymentWrapper {
  inner: bigint
}
export const ChargeTransactionPaymentWrapper: Codec<ChargeTransactionPaymentWrapper> =
  struct<ChargeTransactionPaymentWrapper>(
    "node_subtensor_runtime::transaction_payment_wrapper::ChargeTransactionPaymentWrapper",
    {
      inner: ChargeTransactionPayment,
    },
    { params: { T: undefined } },
  )

export const SudoTransactionExtension: Codec<undefined> = unitStruct(
  "node_subtensor_runtime::sudo_wrapper::SudoTransactionExtension",
  { params: { T: Runtime } },
)

export type Mode = "Disabled" | "Enabled"
export const Mode: Codec<Mode> = unitEnum<Mode>("frame_metadata_hash_extension::Mode", [
  "Disabled",
  "Enabled",
])

export interface CheckMetadataHash {
  mode: Mode
}
export const CheckMetadataHash: Codec<CheckMetadataHash> = struct<CheckMetadataHash>(
  "frame_metadata_hash_extension::CheckMetadataHash",
  {
    mode: Mode,
  },
  { params: { T: undefined } },
)
