import { fail } from "@taonet/frame/errors"
import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../calls.ts"
import { errors } from "../errors.ts"

/** Always refused, whoever asks: announce_coldkey_swap took its place. */
export const scheduleSwapColdkey: Handler<typeof calls.schedule_swap_coldkey> = () => fail(errors.Deprecated)
