import type { Handler } from "@taonet/frame/pallet"
import { blockNumber } from "../../system/account.ts"
import { ensureEndInWindow, ownCrowdloan } from "../crowdloans.ts"
import { type calls, events, storage } from "../schema.ts"

export const updateEnd: Handler<typeof calls.update_end> = (state, origin, { crowdloan_id, new_end }) => {
  const crowdloan = ownCrowdloan(state, origin, crowdloan_id)
  ensureEndInWindow(state, blockNumber(state), new_end)
  storage.Crowdloans.set(state, crowdloan_id, { ...crowdloan, end: new_end })
  events.EndUpdated.deposit(state, { crowdloan_id, new_end })
}
