import { bytes as bytesCodec, decode } from "@taonet/primitives/scale/index"
import { startBroadcast } from "../broadcast.ts"
import { invalidParams } from "../errors.ts"
import { bytesParam, stringParam } from "../params.ts"
import { nextSubscriptionId } from "../subscriptions.ts"
import type { Connection, Method } from "../types.ts"

/** `rpc-spec-v2`'s limit. */
const maxBroadcastsPerConnection = 16

/** Keeps a transaction in the pool until it is final or stopped. Null when there are too many, or it is no extrinsic at all. */
export const transaction_v1_broadcast: Method = (params, { services, connection }) => {
  const extrinsic = bytesParam(params, 0)
  if (!isExtrinsic(extrinsic) || !makeRoom(connection)) return null
  const id = nextSubscriptionId()
  connection.broadcasts.set(id, startBroadcast(services, extrinsic))
  return id
}

export const transaction_v1_stop: Method = (params, { connection }) => {
  const id = stringParam(params, 0)
  const broadcast = connection.broadcasts.get(id)
  if (broadcast === undefined) throw invalidParams("Invalid operation id")
  connection.broadcasts.delete(id)
  broadcast.stop()
  return null
}

/** Those that are done stay, so that they can be stopped without an error, until their place is needed. */
function makeRoom({ broadcasts }: Connection): boolean {
  for (const [id, broadcast] of broadcasts) {
    if (broadcasts.size < maxBroadcastsPerConnection) break
    if (!broadcast.isActive()) broadcasts.delete(id)
  }
  return broadcasts.size < maxBroadcastsPerConnection
}

function isExtrinsic(extrinsic: Uint8Array): boolean {
  try {
    decode(bytesCodec, extrinsic)
    return true
  } catch {
    return false
  }
}
