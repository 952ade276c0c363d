import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../schema.ts"

/** Kept for old clients: anybody may call it, pays the fee and changes nothing. AdminUtils.sudo_set_tempo took its place. */
export const setTempo: Handler<typeof calls.set_tempo> = () => {}
