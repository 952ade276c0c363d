import { failWith } from "@taonet/frame/errors"
import { ensureSigned, type Origin } from "@taonet/frame/origin"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { storage } from "../schema.ts"

/** Subnet 0: its stake is TAO and its members are the root validators. */
export const ROOT_NETUID = 0

/** Whether the subnet exists. One that waits for its cleanup after dissolution does not. */
export const subnetExists = (state: State, netuid: number): boolean =>
  storage.NetworksAdded.get(state, netuid)

/**
 * Existing subnets, root included, in storage order: by the little-endian bytes of the id, so ascending up to 255, and 256
 * between 0 and 1. Every loop of the chain over subnets runs in this order.
 */
export function allNetuids(state: State): number[] {
  const netuids: number[] = []
  for (const [[netuid], added] of storage.NetworksAdded.entries(state)) if (added) netuids.push(netuid)
  return netuids
}

/** Existing subnets other than root, in storage order. */
export const ordinaryNetuids = (state: State): number[] =>
  allNetuids(state).filter((netuid) => netuid !== ROOT_NETUID)

/**
 * The signer, who must own the subnet; root may not. Raises BadOrigin. A missing subnet is owned by the zero account, whose
 * signature nobody has.
 */
export function ensureSubnetOwner(state: State, origin: Origin, netuid: number): Hex {
  const signer = ensureSigned(origin)
  if (signer !== storage.SubnetOwner.get(state, netuid)) failWith({ type: "BadOrigin" })
  return signer
}

/** The owner who signed, or undefined for root, which passes. Raises BadOrigin. */
export function ensureSubnetOwnerOrRoot(state: State, origin: Origin, netuid: number): Hex | undefined {
  return origin.type === "Root" ? undefined : ensureSubnetOwner(state, origin, netuid)
}
