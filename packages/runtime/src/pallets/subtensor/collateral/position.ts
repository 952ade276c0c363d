import { ensure } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { errors } from "../errors.ts"
import { ensureHotkeyOwner } from "../keys/delegates.ts"
import { storage } from "../storage.ts"
import { ROOT_NETUID, subnetExists } from "../subnets/subnets.ts"
import type { CollateralKey } from "./rows.ts"

/** Collateral stands on a coldkey's own hotkey of an ordinary subnet, and is added only once the subnet trades. */
export function ensureCollateralPosition(
  state: State,
  { netuid, hotkey, coldkey }: CollateralKey,
  { started = false }: { readonly started?: boolean } = {},
): void {
  ensure(netuid !== ROOT_NETUID, errors.RegistrationNotPermittedOnRootSubnet)
  ensure(subnetExists(state, netuid), errors.SubnetNotExists)
  ensure(!started || storage.SubtokenEnabled.get(state, netuid), errors.SubtokenDisabled)
  ensureHotkeyOwner(state, coldkey, hotkey)
}
