import type { Hex } from "@taonet/primitives/hex"
import { bytes, bytesFixed, type Codec, emptyEnum, hexFixed, newtype } from "@taonet/primitives/scale/index"

export const AccountId32: Codec<Hex> = hexFixed("sp_core::crypto::AccountId32", 32, {
  typeName: "T::AccountId",
})

export type Void = undefined
export const Void: Codec<undefined> = emptyEnum("sp_core::Void", { typeName: "T::KeyOwnerProof" })

export const OpaqueMetadata: Codec<Uint8Array> = newtype("sp_core::OpaqueMetadata", bytes)

export const KeyTypeId: Codec<Uint8Array> = newtype("sp_core::crypto::KeyTypeId", bytesFixed(4))
