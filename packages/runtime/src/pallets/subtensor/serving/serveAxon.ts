import { ensure } from "@taonet/frame/errors"
import { ensureSigned, type Origin } from "@taonet/frame/origin"
import type { ArgsOf } from "@taonet/frame/schema/calls"
import type { State } from "@taonet/frame/state"
import { type calls, errors, events, storage } from "../schema.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import { subnetExists } from "../subnets/subnets.ts"
import { certificateOf, validateAxon } from "./serving.ts"

/** Publishes where the signing hotkey's axon listens. A certificate that is absent or unreadable leaves the old one in place. */
export function serveAxon(
  state: State,
  origin: Origin,
  args: ArgsOf<typeof calls.serve_axon>,
  certificate?: Uint8Array,
): void {
  const hotkey = ensureSigned(origin)
  const { netuid, version, ip, port, ip_type, protocol, placeholder1, placeholder2 } = args
  ensure(subnetExists(state, netuid), errors.SubnetNotExists)
  validateAxon(state, netuid, hotkey, args)
  const read = certificate && certificateOf(certificate)
  if (read) storage.NeuronCertificates.set(state, netuid, hotkey, read)
  const block = currentBlock(state)
  const axon = { block, version, ip, port, ip_type, protocol, placeholder1, placeholder2 }
  storage.Axons.set(state, netuid, hotkey, axon)
  events.AxonServed.deposit(state, [netuid, hotkey])
}
