import { definePallet } from "@taonet/frame/pallet"
import { setBeaconConfig, setOldestStoredRound, writePulse } from "./dispatchables.ts"
import { calls, schema } from "./schema.ts"
import { validateUnsigned } from "./unsigned.ts"

export const drand = definePallet(schema, calls, {
  calls: {
    write_pulse: writePulse,
    set_beacon_config: setBeaconConfig,
    set_oldest_stored_round: setOldestStoredRound,
  },
  validateUnsigned,
})
