import type { RuntimeDescription } from "@taonet/frame/metadata/metadata"
import { H256 } from "@taonet/frame/types/primitive_types"
import { MultiAddress, MultiSignature } from "@taonet/frame/types/sp_runtime"
import { bytesFixed, option, u32, unit } from "@taonet/primitives/scale/index"
import { runtimeApis } from "./apis/schemas.ts"
import { RuntimeCall, RuntimeError, RuntimeEvent } from "./outer.ts"
import { DrandPriority } from "./pallets/drand/types.ts"
import { CheckShieldedTxValidity } from "./pallets/mevShield/types.ts"
import { SubtensorTransactionExtension } from "./pallets/subtensor/types.ts"
import {
  CheckGenesis,
  CheckNonZeroSender,
  CheckSpecVersion,
  CheckTxVersion,
  CheckWeight,
} from "./pallets/system/types.ts"
import { ChargeTransactionPayment } from "./pallets/transactionPayment/types.ts"
import { palletSchemas } from "./schemas.ts"
import { SelfContainedExtrinsic, TransactionExtensions } from "./types/extrinsic.ts"
import { Runtime } from "./types/misc.ts"
import { CheckMetadataHash, CheckMortality, CheckNonce, SudoTransactionExtension } from "./types/node.ts"

/** What the metadata of spec 461 says: pallets, extrinsic format, runtime APIs. */
export const description: RuntimeDescription = {
  pallets: palletSchemas,
  extrinsic: {
    type: SelfContainedExtrinsic,
    address: MultiAddress,
    call: RuntimeCall,
    signature: MultiSignature,
    extra: TransactionExtensions,
    signedExtensions: [
      { identifier: "CheckNonZeroSender", type: CheckNonZeroSender, additionalSigned: unit },
      { identifier: "CheckSpecVersion", type: CheckSpecVersion, additionalSigned: u32 },
      { identifier: "CheckTxVersion", type: CheckTxVersion, additionalSigned: u32 },
      { identifier: "CheckGenesis", type: CheckGenesis, additionalSigned: H256 },
      { identifier: "CheckMortality", type: CheckMortality, additionalSigned: H256 },
      { identifier: "CheckNonce", type: CheckNonce, additionalSigned: unit },
      { identifier: "CheckWeight", type: CheckWeight, additionalSigned: unit },
      { identifier: "ChargeTransactionPayment", type: ChargeTransactionPayment, additionalSigned: unit },
      { identifier: "SudoTransactionExtension", type: SudoTransactionExtension, additionalSigned: unit },
      { identifier: "CheckShieldedTxValidity", type: CheckShieldedTxValidity, additionalSigned: unit },
      {
        identifier: "SubtensorTransactionExtension",
        type: SubtensorTransactionExtension,
        additionalSigned: unit,
      },
      { identifier: "DrandPriority", type: DrandPriority, additionalSigned: unit },
      { identifier: "CheckMetadataHash", type: CheckMetadataHash, additionalSigned: option(bytesFixed(32)) },
    ],
  },
  runtimeType: Runtime,
  apis: runtimeApis,
  outerEnums: { call: RuntimeCall, event: RuntimeEvent, error: RuntimeError },
}
