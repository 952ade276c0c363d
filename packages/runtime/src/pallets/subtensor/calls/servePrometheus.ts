import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { type calls, errors, events, storage } from "../schema.ts"
import { validatePrometheus } from "../serving/serving.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import { subnetExists } from "../subnets/subnets.ts"

/** Signed by the hotkey. Checks: SubnetNotExists, then those of `validatePrometheus`. */
export const servePrometheus: Handler<typeof calls.serve_prometheus> = (state, origin, args) => {
  const hotkey = ensureSigned(origin)
  const { netuid, version, ip, port, ip_type } = args
  ensure(subnetExists(state, netuid), errors.SubnetNotExists)
  validatePrometheus(state, netuid, hotkey, args)
  storage.Prometheus.set(state, netuid, hotkey, { block: currentBlock(state), version, ip, port, ip_type })
  events.PrometheusServed.deposit(state, [netuid, hotkey])
}
