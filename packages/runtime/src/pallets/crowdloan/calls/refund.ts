import type { Handler } from "@taonet/frame/pallet"
import { totalOf, type Weight } from "@taonet/frame/schema/weights"
import type { Hex } from "@taonet/primitives/hex"
import { saturatingSubU64 } from "@taonet/primitives/integers"
import { transfer } from "../../balances/currency.ts"
import { ownCrowdloan } from "../crowdloans.ts"
import { type calls, constants, events, storage } from "../schema.ts"

/** Pays everybody but the creator back, in the order of their accounts, so many per call; the creator repeats it until all are. */
export const refund: Handler<typeof calls.refund> = (state, origin, { crowdloan_id: id }) => {
  const crowdloan = ownCrowdloan(state, origin, id)
  const { creator, funds_account } = crowdloan
  const limit = constants.RefundContributorsLimit.get(state)
  let raised = crowdloan.raised
  let allRefunded = true
  const refunded: Hex[] = []
  for (const [[, contributor], amount] of storage.Contributions.entries(state, id)) {
    if (contributor === creator) continue
    if (refunded.length >= limit) {
      allRefunded = false
      break
    }
    transfer(state, funds_account, contributor, amount, "AllowDeath")
    raised = saturatingSubU64(raised, amount)
    refunded.push(contributor)
  }
  for (const contributor of refunded) storage.Contributions.delete(state, id, contributor)
  const contributors_count = crowdloan.contributors_count - refunded.length
  storage.Crowdloans.set(state, id, { ...crowdloan, raised, contributors_count })
  const event = allRefunded ? events.AllRefunded : events.PartiallyRefunded
  event.deposit(state, { crowdloan_id: id })
  return allRefunded ? { weight: weightOf(refunded.length) } : undefined
}

/**
 * What so many refunds cost; the table's weight is that of 50. How its reference time divides into base and part per refund is not known
 * of this version: the base is that of the next benchmark.
 */
const weightOf = (refunds: number): Weight =>
  totalOf({
    refTime: 115_633_000 + 39_404_653 * refunds,
    proofSize: 3747 + 2579 * refunds,
    reads: 2 + 2 * refunds,
    writes: 2 * refunds,
  })
