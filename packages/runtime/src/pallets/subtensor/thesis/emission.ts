import type { State } from "@taonet/frame/state"
import { thesisRule } from "../../../specs/thesisRules.ts"
import { blockEmission } from "../math/blockEmission.ts"
import { storage } from "../storage.ts"
import { mintedIn } from "./schedule.ts"

/** Rao that the block mints on this state: by what is issued already, or by its number where the chain has a schedule. */
export function emissionOf(state: State, block: number): bigint {
  const schedule = thesisRule(state, "Thesis.EmissionSchedule")
  return schedule ? mintedIn(schedule, block) : blockEmission(storage.TotalIssuance.get(state))
}
