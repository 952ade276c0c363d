import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { isValidSubnetIdentity } from "../identity/identities.ts"
import { type calls, errors, events, storage } from "../schema.ts"
import { subnetExists } from "../subnets/subnets.ts"

/** Signed by the subnet's owner. Checks: SubnetNotExists, NotSubnetOwner, InvalidIdentity. */
export const setSubnetIdentity: Handler<typeof calls.set_subnet_identity> = (state, origin, args) => {
  const signer = ensureSigned(origin)
  const { netuid, ...identity } = args
  ensure(subnetExists(state, netuid), errors.SubnetNotExists)
  ensure(storage.SubnetOwner.get(state, netuid) === signer, errors.NotSubnetOwner)
  ensure(isValidSubnetIdentity(identity), errors.InvalidIdentity)
  storage.SubnetIdentitiesV3.set(state, netuid, identity)
  events.SubnetIdentitySet.deposit(state, netuid)
}
