import { Header, MultiAddress, MultiSignature } from "@taonet/frame/types/sp_runtime"
import { as, bytes, type Codec, newtype, struct, tuple, untyped, vec } from "@taonet/primitives/scale/index"
import { RuntimeCall } from "../outer.ts"
import { DrandPriority } from "../pallets/drand/types.ts"
import { CheckShieldedTxValidity } from "../pallets/mevShield/types.ts"
import { SubtensorTransactionExtension } from "../pallets/subtensor/types.ts"
import {
  CheckGenesis,
  CheckNonZeroSender,
  CheckSpecVersion,
  CheckTxVersion,
  CheckWeight,
} from "../pallets/system/types.ts"
import {
  ChargeTransactionPaymentWrapper,
  CheckMetadataHash,
  CheckMortality,
  CheckNonce,
  SudoTransactionExtension,
} from "./node.ts"

/** The extensions of a signed extrinsic as Rust nests them: tuples of at most a dozen parts. */
export const TransactionExtensions = tuple(
  tuple(
    CheckNonZeroSender,
    CheckSpecVersion,
    CheckTxVersion,
    CheckGenesis,
    CheckMortality,
    CheckNonce,
    CheckWeight,
  ),
  tuple(
    ChargeTransactionPaymentWrapper,
    SudoTransactionExtension,
    CheckShieldedTxValidity,
    SubtensorTransactionExtension,
    DrandPriority,
  ),
  CheckMetadataHash,
)

export const UncheckedExtrinsic: Codec<Uint8Array> = newtype(
  "sp_runtime::generic::unchecked_extrinsic::UncheckedExtrinsic",
  untyped(bytes),
  {
    params: {
      Address: MultiAddress,
      Call: RuntimeCall,
      Signature: MultiSignature,
      Extra: TransactionExtensions,
    },
    typeName: "generic::UncheckedExtrinsic<Address, Call, Signature, Extension>",
  },
)

export const SelfContainedExtrinsic: Codec<Uint8Array> = newtype(
  "fp_self_contained::unchecked_extrinsic::UncheckedExtrinsic",
  UncheckedExtrinsic,
  {
    params: {
      Address: MultiAddress,
      Call: RuntimeCall,
      Signature: MultiSignature,
      Extension: TransactionExtensions,
    },
  },
)

export interface Block {
  header: Header
  extrinsics: Uint8Array[]
}
export const Block: Codec<Block> = struct<Block>(
  "sp_runtime::generic::block::Block",
  {
    header: Header,
    extrinsics: as("Vec<Extrinsic>", vec(SelfContainedExtrinsic)),
  },
  { params: { Header: Header, Extrinsic: SelfContainedExtrinsic } },
)
