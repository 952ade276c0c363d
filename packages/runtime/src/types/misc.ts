import {
  as,
  bool,
  btreeMap,
  bytes,
  bytesFixed,
  type Codec,
  rawBits,
  struct,
  u32,
  unitStruct,
} from "@taonet/primitives/scale/index"

export const Runtime: Codec<undefined> = unitStruct("node_subtensor_runtime::Runtime")

export interface InherentData {
  data: (readonly [Uint8Array, Uint8Array])[]
}
export const InherentData: Codec<InherentData> = struct<InherentData>("sp_inherents::InherentData", {
  data: as("BTreeMap<InherentIdentifier, Vec<u8>>", btreeMap(bytesFixed(8), bytes)),
})

export interface CheckInherentsResult {
  okay: boolean
  fatal_error: boolean
  errors: InherentData
}
export const CheckInherentsResult: Codec<CheckInherentsResult> = struct<CheckInherentsResult>(
  "sp_inherents::CheckInherentsResult",
  {
    okay: bool,
    fatal_error: bool,
    errors: InherentData,
  },
)

export const ReturnFlags: Codec<number> = rawBits("pallet_contracts_uapi::flags::ReturnFlags", "bits", u32)

export interface ShieldedTransaction {
  key_hash: Uint8Array
  kem_ct: Uint8Array
  aead_ct: Uint8Array
  nonce: Uint8Array
}
export const ShieldedTransaction: Codec<ShieldedTransaction> = struct<ShieldedTransaction>(
  "stp_shield::shielded_tx::ShieldedTransaction",
  {
    key_hash: as("[u8; KEY_HASH_LEN]", bytesFixed(16)),
    kem_ct: bytes,
    aead_ct: bytes,
    nonce: as("[u8; NONCE_LEN]", bytesFixed(24)),
  },
)
