import { storage as commitments } from "../pallets/commitments/schema.ts"
import { storage as subtensor } from "../pallets/subtensor/schema.ts"
import { allNetuids } from "../pallets/subtensor/subnets/subnets.ts"
import type { Invariant } from "./invariant.ts"

/** Sets and maps that are one value are stored in order and without repetition: the reference could not write them otherwise. */
export const setsAreOrdered: Invariant = {
  name: "stored sets in order",
  *check(state) {
    const waiting = commitments.TimelockedIndex.get(state)
    const inOrder = waiting.every(([netuid, who], i) => {
      const before = waiting[i - 1]
      return !before || before[0] < netuid || (before[0] === netuid && before[1] < who)
    })
    if (!inOrder) yield { subject: "Commitments.TimelockedIndex", by: 1n, detail: "not ascending" }
    for (const [[hotkey], rates] of subtensor.RootClaimable.entries(state))
      if (!rates.every(([netuid], i) => i === 0 || (rates[i - 1]?.[0] ?? 0) < netuid))
        yield { subject: `RootClaimable of ${hotkey}`, by: 1n, detail: "not ascending" }
  },
}

/** Counters of what is stored one by one. */
export const countersMatch: Invariant = {
  name: "SubtensorModule: counters",
  *check(state) {
    const [networks, counted] = [allNetuids(state).length, subtensor.TotalNetworks.get(state)]
    if (networks !== counted)
      yield { subject: "TotalNetworks", by: 1n, detail: `${networks} networks, counted ${counted}` }
    const power = new Map<number, bigint>()
    for (const [[netuid], rao] of subtensor.VotingPower.entries(state))
      power.set(netuid, (power.get(netuid) ?? 0n) + rao)
    for (const netuid of allNetuids(state)) {
      const [sum, total] = [power.get(netuid) ?? 0n, subtensor.TotalVotingPower.get(state, netuid)]
      if (sum !== total)
        yield {
          subject: `TotalVotingPower of subnet ${netuid}`,
          by: 1n,
          detail: `${sum} given, ${total} counted`,
        }
    }
  },
}
