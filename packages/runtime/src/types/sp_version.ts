import { type Codec, struct, u8, u32 } from "@taonet/primitives/scale/index"
import { CowStr, CowVecTupleArrayU88U32 } from "../pallets/system/types.ts"

export interface RuntimeVersion {
  spec_name: string
  impl_name: string
  authoring_version: number
  spec_version: number
  impl_version: number
  apis: (readonly [Uint8Array, number])[]
  transaction_version: number
  system_version: number
}
export const RuntimeVersion: Codec<RuntimeVersion> = struct<RuntimeVersion>("sp_version::RuntimeVersion", {
  spec_name: CowStr,
  impl_name: CowStr,
  authoring_version: u32,
  spec_version: u32,
  impl_version: u32,
  apis: CowVecTupleArrayU88U32,
  transaction_version: u32,
  system_version: u8,
})
