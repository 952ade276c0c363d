/** Source: behaviour/staking.md section 11. The other errors of the pallet come out of calls of SubtensorModule. */
import type { DocumentedErrors } from "./types.ts"

export const documentedErrors: DocumentedErrors = {
  set_fee_rate: ["BadOrigin", "MechanismDoesNotExist", "FeeRateTooHigh"],
  toggle_user_liquidity: ["Deprecated"],
  add_liquidity: ["Deprecated"],
  remove_liquidity: ["Deprecated"],
  modify_position: ["Deprecated"],
  disable_lp: ["Deprecated"],
}
