import type { State } from "@taonet/frame/state"
import { storage } from "../../pallets/subtensor/schema.ts"
import { ROOT_NETUID } from "../../pallets/subtensor/subnets/subnets.ts"
import { accountNamed } from "../spelling.ts"
import { argsOf, callName, type TraceLine } from "../trace.ts"

/* Settings under which a rule that 425 does not have makes no difference; set before every line, never compared. */

/** Larger than any stake (I96F32 bits): no basket deposit is worth its trouble, so all of them keep waiting. */
const unreachable = 1n << 90n
/** Any uid that no recorded network has. */
const anyUid = 0xffff

export function prepareNeutral(state: State, line: TraceLine): void {
  if (line.t === "call") prepareCall(state, line)
  // Against so low a bar every share passes the emission gate whole (behaviour/coinbase.md 6, vectors/math README (b)).
  storage.EmissionGateBar.set(state, 1n)
  storage.EmissionGateExponent.set(state, 0n)
  // Baskets fill their queue and do nothing else (behaviour/staking.md 9).
  storage.RootClaimableThreshold.set(state, ROOT_NETUID, unreachable)
  if (line.t === "block") registerRootStakers(state)
}

function prepareCall(state: State, line: TraceLine): void {
  if (callName(line) !== "SubtensorModule.root_register") return
  // A place on root was free of charge, and made no one a parent (behaviour/subnets.md 2, root_register).
  storage.Burn.set(state, ROOT_NETUID, 0n)
  storage.MinBurn.set(state, ROOT_NETUID, 0n)
  const { hotkey } = argsOf(line)
  if (typeof hotkey === "string") storage.AutoParentDelegationEnabled.set(state, accountNamed(hotkey), false)
}

/** 425 pays root dividends to every hotkey with root stake, 461 to those with a uid on root (behaviour/coinbase.md 7.4). */
function registerRootStakers(state: State): void {
  for (const [hotkey, netuid] of [...storage.TotalHotkeyAlpha.keys(state)]) {
    if (netuid !== ROOT_NETUID || storage.Uids.has(state, ROOT_NETUID, hotkey)) continue
    storage.Uids.set(state, ROOT_NETUID, hotkey, anyUid)
  }
}
