import { as, bytes, type Codec, newtype, tuple, u8, u16, u64, vec } from "@taonet/primitives/scale/index"
import { limited } from "./limited.ts"

export const BoundedVecU8: Codec<Uint8Array> = newtype(
  "bounded_collections::bounded_vec::BoundedVec",
  as("Vec<T>", bytes),
  { params: { T: u8, S: undefined }, typeName: "BoundedVec<u8, ConstU32<64>>" },
)

/** Timelocked weights: `MAX_CRV3_COMMIT_SIZE_BYTES`. */
export const BoundedVecU8_2: Codec<Uint8Array> = limited(
  newtype("bounded_collections::bounded_vec::BoundedVec", as("Vec<T>", bytes), {
    params: { T: u8, S: undefined },
    typeName: "BoundedVec<u8, ConstU32<MAX_CRV3_COMMIT_SIZE_BYTES>>",
  }),
  5000,
)

export const BoundedVecTupleU16U64: Codec<(readonly [number, bigint])[]> = newtype(
  "bounded_collections::bounded_vec::BoundedVec",
  as("Vec<T>", vec(tuple(u16, u64))),
  { params: { T: tuple(u16, u64), S: undefined } },
)

export const BoundedVecU8_3: Codec<Uint8Array> = newtype(
  "bounded_collections::bounded_vec::BoundedVec",
  as("Vec<T>", bytes),
  { params: { T: u8, S: undefined } },
)

export const BoundedVecU8_4: Codec<Uint8Array> = newtype(
  "bounded_collections::bounded_vec::BoundedVec",
  as("Vec<T>", bytes),
  { params: { T: u8, S: undefined } },
)

export const BoundedVecU8_5: Codec<Uint8Array> = newtype(
  "bounded_collections::bounded_vec::BoundedVec",
  as("Vec<T>", bytes),
  { params: { T: u8, S: undefined }, typeName: "BoundedHash" },
)

export const BoundedVecU8_6: Codec<Uint8Array> = newtype(
  "bounded_collections::bounded_vec::BoundedVec",
  as("Vec<T>", bytes),
  { params: { T: u8, S: undefined }, typeName: "BoundedVec<u8, ConstU32<144>>" },
)

export const BoundedVecU8_7: Codec<Uint8Array> = newtype(
  "bounded_collections::bounded_vec::BoundedVec",
  as("Vec<T>", bytes),
  { params: { T: u8, S: undefined }, typeName: "OpaquePublicKey" },
)

/** A key to encrypt with: `ShieldEncKey`. */
export const BoundedVecU8_8: Codec<Uint8Array> = limited(
  newtype("bounded_collections::bounded_vec::BoundedVec", as("Vec<T>", bytes), {
    params: { T: u8, S: undefined },
  }),
  2048,
)

/** An encrypted transaction: `MaxEncryptedCallSize`, and the same of `submit_encrypted`. */
export const BoundedVecU8_9: Codec<Uint8Array> = limited(
  newtype("bounded_collections::bounded_vec::BoundedVec", as("Vec<T>", bytes), {
    params: { T: u8, S: undefined },
    typeName: "BoundedVec<u8, MaxEncryptedCallSize>",
  }),
  8192,
)

export const BoundedVecU8_10: Codec<Uint8Array> = newtype(
  "bounded_collections::bounded_vec::BoundedVec",
  as("Vec<T>", bytes),
  { params: { T: u8, S: undefined } },
)

export const BoundedVecU8_11: Codec<Uint8Array> = newtype(
  "bounded_collections::bounded_vec::BoundedVec",
  as("Vec<T>", bytes),
  { params: { T: u8, S: undefined }, typeName: "BoundedInline" },
)

export const BoundedVecU8_12: Codec<Uint8Array> = newtype(
  "bounded_collections::bounded_vec::BoundedVec",
  as("Vec<T>", bytes),
  { params: { T: u8, S: undefined } },
)
