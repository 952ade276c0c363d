import type { Handler } from "@taonet/frame/pallet"
import type { calls } from "../schema.ts"
import { serveAxon as publish } from "../serving/serveAxon.ts"

/** As serve_axon, and stores the certificate if it can be read. */
export const serveAxonTls: Handler<typeof calls.serve_axon_tls> = (state, origin, args) =>
  publish(state, origin, args, args.certificate)
