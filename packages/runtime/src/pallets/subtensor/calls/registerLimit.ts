import { ensure } from "@taonet/frame/errors"
import { ensureSigned } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { burnedRegister, ensureOrdinarySubnet } from "../registration/burnedRegister.ts"
import { type calls, errors, storage } from "../schema.ts"

/** burned_register unless the whole price is above the limit (rao). Checks: the subnet, RegistrationPriceLimitExceeded, the rest. */
export const registerLimit: Handler<typeof calls.register_limit> = (
  state,
  origin,
  { netuid, hotkey, limit_price },
) => {
  ensureSigned(origin)
  ensureOrdinarySubnet(state, netuid)
  ensure(storage.Burn.get(state, netuid) <= limit_price, errors.RegistrationPriceLimitExceeded)
  burnedRegister(state, origin, netuid, hotkey)
}
