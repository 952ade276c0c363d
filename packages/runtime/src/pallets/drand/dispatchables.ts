import { ensureNone, ensureRoot } from "@taonet/frame/origin"
import type { Handler } from "@taonet/frame/pallet"
import { blockNumber } from "../system/account.ts"
import { prunePulses, storePulses } from "./pulses.ts"
import { type calls, events, storage } from "./schema.ts"

/** Stores pulses that the beacon signed, oldest first, and forgets those of last week. Source: behaviour/coinbase.md section 9. */
export const writePulse: Handler<typeof calls.write_pulse> = (state, origin, { pulses_payload }) => {
  ensureNone(origin)
  const rounds = storePulses(state, pulses_payload.pulses)
  // Written even where nothing changed, as the reference does.
  storage.LastStoredRound.mutate(state, (last) => last)
  prunePulses(state)
  storage.NextUnsignedAt.set(state, blockNumber(state))
  if (rounds.length > 0) events.NewPulse.deposit(state, { rounds })
}

/** Root chooses the beacon. Pulses that are stored stay, and open what was encrypted to the beacon before. */
export const setBeaconConfig: Handler<typeof calls.set_beacon_config> = (
  state,
  origin,
  { config_payload },
) => {
  ensureRoot(origin)
  storage.BeaconConfig.set(state, config_payload.config)
  storage.NextUnsignedAt.set(state, blockNumber(state) + 1)
  events.BeaconConfigChanged.deposit(state, undefined)
}

/** Root says which round is the oldest one stored: waiting commitments of earlier rounds then count as expired. */
export const setOldestStoredRound: Handler<typeof calls.set_oldest_stored_round> = (
  state,
  origin,
  { oldest_round },
) => {
  ensureRoot(origin)
  storage.OldestStoredRound.set(state, oldest_round)
  events.SetOldestStoredRound.deposit(state, oldest_round)
}
