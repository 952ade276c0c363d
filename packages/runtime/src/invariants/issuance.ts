import { storage as balances } from "../pallets/balances/schema.ts"
import { storage as subtensor } from "../pallets/subtensor/schema.ts"
import { storage as system } from "../pallets/system/schema.ts"
import type { Invariant } from "./invariant.ts"
import { difference, hasEvent } from "./measures.ts"

/** Every rao in existence is on an account, free or reserved: pools, locks, baskets and deposits lie on accounts too. */
export const issuanceIsHeld: Invariant = {
  name: "Balances.TotalIssuance = all accounts",
  *check(state) {
    const issued = balances.TotalIssuance.get(state)
    let held = 0n
    for (const [, { data }] of system.Account.entries(state)) held += data.free + data.reserved
    if (held !== issued)
      yield { subject: "TAO", by: difference(held, issued), detail: `${held} rao held, ${issued} issued` }
  },
}

/** What makes or destroys TAO for Balances alone, on the reference too. */
const forced: ReadonlySet<string> = new Set([
  "Balances.BalanceSet",
  "Balances.TotalIssuanceForced",
  "Balances.Burned",
  "Balances.Minted",
  "SafeMode.DepositSlashed",
])

/**
 * Both pallets count the same mints and burns, from different starts on the local network; SubtensorModule's counter saturates at 0 before
 * its first mint, which brings the two closer.
 */
export const issuanceCountersAgree: Invariant = {
  name: "SubtensorModule.TotalIssuance follows Balances.TotalIssuance",
  *check(state) {
    const [ours, theirs] = [subtensor.TotalIssuance.get(state), balances.TotalIssuance.get(state)]
    if (ours === theirs) return
    yield {
      subject: "TAO",
      by: difference(ours, theirs),
      detail: `SubtensorModule counts ${ours} rao, Balances ${theirs}`,
      excused: () => hasEvent(state, forced),
    }
  },
}
