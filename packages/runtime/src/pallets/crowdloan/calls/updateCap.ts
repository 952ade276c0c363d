import { ensure } from "@taonet/frame/errors"
import type { Handler } from "@taonet/frame/pallet"
import { ownCrowdloan } from "../crowdloans.ts"
import { type calls, errors, events, storage } from "../schema.ts"

/** The cap may go down to what is raised: then the crowdloan is full. */
export const updateCap: Handler<typeof calls.update_cap> = (state, origin, { crowdloan_id, new_cap }) => {
  const crowdloan = ownCrowdloan(state, origin, crowdloan_id)
  ensure(new_cap >= crowdloan.raised, errors.CapTooLow)
  storage.Crowdloans.set(state, crowdloan_id, { ...crowdloan, cap: new_cap })
  events.CapUpdated.deposit(state, { crowdloan_id, new_cap })
}
