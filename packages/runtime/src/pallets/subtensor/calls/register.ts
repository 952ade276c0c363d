import type { Handler } from "@taonet/frame/pallet"
import { thesisRule } from "../../../specs/thesisRules.ts"
import { powRegister } from "../pow/powRegister.ts"
import { burnedRegister } from "../registration/burnedRegister.ts"
import type { calls } from "../schema.ts"

/**
 * burned_register under its old name: proof of work and the coldkey argument are ignored, the signer pays and owns. On a chain that asks for work
 * (rule `Thesis.Work`) it is what its arguments say: the work is checked, nothing is paid, the coldkey owns.
 */
export const register: Handler<typeof calls.register> = (state, origin, args) => {
  const rules = thesisRule(state, "Thesis.Work")
  if (rules) powRegister(state, origin, args, rules)
  else burnedRegister(state, origin, args.netuid, args.hotkey)
}
