import { call, defineCalls } from "@taonet/frame/schema/calls"
import { as, option, u32, u64 } from "@taonet/primitives/scale/index"
import { BoundedVecU8_8, BoundedVecU8_9 } from "../../types/bounded.ts"

export const calls = defineCalls("MevShield", {
  announce_next_key: call(
    0,
    "Announces the block author's next encryption key; inserted by the author, not by users",
    { enc_key: as("Option<ShieldEncKey>", option(BoundedVecU8_8)) },
  ),
  submit_encrypted: call(
    1,
    "Submits an encrypted transaction that the block author opens and runs right after it",
    { ciphertext: as("BoundedVec<u8, ConstU32<8192>>", BoundedVecU8_9) },
  ),
  store_encrypted: call(2, "Puts an encrypted call into the on-chain queue", {
    encrypted_call: BoundedVecU8_9,
  }),
  set_max_pending_extrinsics_number: call(3, "Sets how many encrypted calls the queue may hold; root only", {
    value: u32,
  }),
  set_on_initialize_weight: call(4, "Sets the weight that queued calls may use per block; root only", {
    value: u64,
  }),
  set_stored_extrinsic_lifetime: call(5, "Sets after how many blocks a queued call expires; root only", {
    value: u32,
  }),
  set_max_extrinsic_weight: call(6, "Sets the largest weight of one queued call; root only", { value: u64 }),
})
