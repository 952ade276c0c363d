import { attempt } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { storage } from "../schema.ts"
import { createNetwork } from "./newNetwork.ts"

/** End of a block, after the cleanup step: creates the first waiting subnet that can be created, one a block. */
export function processRegistrationQueue(state: State): void {
  const queue = storage.NetworkRegistrationQueue.get(state)
  for (const [at, entry] of queue.entries()) {
    const created = attempt(state, () =>
      createNetwork(state, {
        coldkey: entry.coldkey,
        hotkey: entry.hotkey,
        identity: entry.identity,
        lock: entry.lock_amount,
        price: entry.median_subnet_alpha_price,
        lockId: entry.lock_id,
      }),
    )
    if (!created.ok) continue
    storage.NetworkRegistrationQueue.set(
      state,
      queue.filter((_, index) => index !== at),
    )
    return
  }
}
