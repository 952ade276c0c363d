import type { State } from "@taonet/frame/state"
import { allNetuids, subnetExists } from "../../pallets/subtensor/subnets/subnets.ts"

/** What `read` gives for each existing subnet, in storage order: root first, ascending below 256. */
export const forAllSubnets = <T>(state: State, read: (netuid: number) => T): T[] =>
  allNetuids(state).map(read)

/** `read` for a subnet that exists, undefined for others: one that is being dissolved does not exist any more. */
export const ifExists = <T>(state: State, netuid: number, read: () => T): T | undefined =>
  subnetExists(state, netuid) ? read() : undefined
