import { definePallet } from "@taonet/frame/pallet"
import { announceNextKey } from "./announce.ts"
import {
  setMaxExtrinsicWeight,
  setMaxPendingExtrinsicsNumber,
  setOnInitializeWeight,
  setStoredExtrinsicLifetime,
} from "./limits.ts"
import { processQueue, storeEncrypted } from "./queue.ts"
import { calls, schema } from "./schema.ts"
import { submitEncrypted } from "./submitEncrypted.ts"

/** Encrypted transactions: the authors' keys, and a queue that this runtime version can not open. */
export const mevShield = definePallet(schema, calls, {
  calls: {
    announce_next_key: announceNextKey,
    submit_encrypted: submitEncrypted,
    store_encrypted: storeEncrypted,
    set_max_pending_extrinsics_number: setMaxPendingExtrinsicsNumber,
    set_on_initialize_weight: setOnInitializeWeight,
    set_stored_extrinsic_lifetime: setStoredExtrinsicLifetime,
    set_max_extrinsic_weight: setMaxExtrinsicWeight,
  },
  hooks: { onInitialize: processQueue },
  inherents: ["announce_next_key"],
})
