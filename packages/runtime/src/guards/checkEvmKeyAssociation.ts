import { ensure } from "@taonet/frame/errors"
import { isRegistered } from "../pallets/subtensor/neurons/uids.ts"
import { type calls, errors } from "../pallets/subtensor/schema.ts"
import { guardCalls } from "./guard.ts"

/** Runs before a hotkey is linked to an EVM key: only neurons have something to link. The rate limit is the call's own to check. */
export const checkEvmKeyAssociation = guardCalls<typeof calls>(
  "SubtensorModule",
  { refTime: 9_000_000, proofSize: 4117, reads: 2, writes: 0 },
  {
    associate_evm_key: (state, who, { netuid }) =>
      ensure(isRegistered(state, netuid, who), errors.HotKeyNotRegisteredInSubNet),
  },
)
