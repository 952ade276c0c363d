/** All invariants of the runtime. Reading them all costs a pass over accounts, stake, neurons and their weights. */
import type { State } from "@taonet/frame/state"
import { accountsLive, freezesAreGreatest, reservesAreCovered } from "./accounts.ts"
import { alphaIssuanceFollows, alphaOutCovers, stakeAddsUp } from "./alpha.ts"
import { amountsAreSane } from "./amounts.ts"
import { type Invariant, type InvariantWatch, watchInvariants } from "./invariant.ts"
import { issuanceCountersAgree, issuanceIsHeld } from "./issuance.ts"
import {
  childrenKnowParents,
  collateralAddsUp,
  locksAreIndexed,
  ownersListHotkeys,
  rootIndexIsDense,
} from "./keys.ts"
import { rowsNameNeurons, uidsMatchKeys, vectorsFitUids } from "./neurons.ts"
import { countersMatch, setsAreOrdered } from "./sets.ts"
import { sharesAddUp } from "./sharePools.ts"
import { poolsAreBacked } from "./subnetCash.ts"

export { type Violation, violationText } from "./invariant.ts"

export const invariants: readonly Invariant[] = [
  issuanceIsHeld,
  issuanceCountersAgree,
  accountsLive,
  reservesAreCovered,
  freezesAreGreatest,
  poolsAreBacked,
  stakeAddsUp,
  alphaOutCovers,
  alphaIssuanceFollows,
  sharesAddUp,
  uidsMatchKeys,
  vectorsFitUids,
  rowsNameNeurons,
  ownersListHotkeys,
  childrenKnowParents,
  rootIndexIsDense,
  locksAreIndexed,
  collateralAddsUp,
  setsAreOrdered,
  countersMatch,
  amountsAreSane,
]

/** Watches a chain for all of them, from this state on. */
export const watchBooks = (start: State): InvariantWatch => watchInvariants(invariants, start)
