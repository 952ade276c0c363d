import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../schema.ts"
import { serveAxon as publish } from "../serving/serveAxon.ts"

/** Signed by the hotkey. Checks: SubnetNotExists, then those of `validateAxon`. */
export const serveAxon: Handler<typeof calls.serve_axon> = (state, origin, args) =>
  publish(state, origin, args)
