import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../schema.ts"

/** Kept for old clients: changes nothing. AdminUtils.sudo_set_activity_cutoff_factor took its place. */
export const setActivityCutoffFactor: Handler<typeof calls.set_activity_cutoff_factor> = () => {}
