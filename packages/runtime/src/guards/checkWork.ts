import { ensureMayPowRegister } from "../pallets/subtensor/pow/powRegister.ts"
import type { calls } from "../pallets/subtensor/schema.ts"
import { thesisRule } from "../specs/thesisRules.ts"
import { guardCalls } from "./guard.ts"

/**
 * On chains that ask for work, `register` costs no fee; so the pool must refuse whatever would fail in a block, or such calls would fill blocks
 * for nothing. Elsewhere it does nothing, and it weighs nothing, as 461 has no such check.
 */
export const checkWork = guardCalls<typeof calls>(
  "SubtensorModule",
  { refTime: 0, proofSize: 0, reads: 0, writes: 0 },
  {
    register(state, who, args) {
      const rules = thesisRule(state, "Thesis.Work")
      if (rules) ensureMayPowRegister(state, who, args, rules)
    },
  },
)
