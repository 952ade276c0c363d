import type { calls } from "../pallets/subtensor/schema.ts"
import { validateAxon, validatePrometheus } from "../pallets/subtensor/serving/serving.ts"
import { guardCalls } from "./guard.ts"

/** Runs the whole validation of a published endpoint before the call does. */
export const checkServingEndpoints = guardCalls<typeof calls>(
  "SubtensorModule",
  { refTime: 11_000_000, proofSize: 4112, reads: 3, writes: 0 },
  {
    serve_axon: (state, who, args) => validateAxon(state, args.netuid, who, args),
    serve_axon_tls: (state, who, args) => validateAxon(state, args.netuid, who, args),
    serve_prometheus: (state, who, args) => validatePrometheus(state, args.netuid, who, args),
  },
)
