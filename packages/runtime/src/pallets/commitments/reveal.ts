import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { storage as drand } from "../drand/schema.ts"
import { openCommitment, type Timelocked } from "./open.ts"
import { events, storage } from "./schema.ts"
import { dropWaiting } from "./timelockedIndex.ts"
import type { Data, Registration, RevealFailure } from "./types.ts"

/** Revealed contents that are kept of a neuron. */
const revealsKept = 10

/**
 * Opens timelocked fields whose pulse is there, at the start of every block. What opens moves to RevealedCommitments; what can not be
 * opened any more stays as TimelockRevealFailed; the rest waits. Source: behaviour/coinbase.md section 10.
 */
export function revealCommitments(state: State, block: number): void {
  const done = new Set<string>()
  for (const [netuid, who] of storage.TimelockedIndex.get(state)) {
    const registration = storage.CommitmentOf.get(state, netuid, who)
    const waits = registration && revealFields(state, netuid, who, registration, block)
    if (!waits) done.add(`${netuid} ${who}`)
  }
  if (done.size > 0) dropWaiting(state, (netuid, who) => done.has(`${netuid} ${who}`))
}

/** Answers whether a field still waits. Without news nothing is written. */
function revealFields(
  state: State,
  netuid: number,
  who: Hex,
  registration: Registration,
  block: number,
): boolean {
  const revealed: Uint8Array[] = []
  let news = false
  const fields = registration.info.fields.flatMap((field): Data[] => {
    if (field.type !== "TimelockEncrypted") return [field]
    const outcome = tryReveal(state, field.value)
    if (outcome === undefined) return [field]
    news = true
    if (typeof outcome === "string") {
      const { reveal_round } = field.value
      events.CommitmentRevealFailed.deposit(state, { netuid, who, reveal_round, error: outcome })
      return [{ type: "TimelockRevealFailed", value: field.value }]
    }
    revealed.push(outcome)
    return []
  })
  if (news) {
    publish(state, netuid, who, revealed, block)
    if (fields.length > 0) storage.CommitmentOf.set(state, netuid, who, { ...registration, info: { fields } })
    else storage.CommitmentOf.delete(state, netuid, who)
  }
  return fields.some(({ type }) => type === "TimelockEncrypted")
}

/** Undefined while the pulse may still come. */
function tryReveal(state: State, field: Timelocked): Uint8Array | RevealFailure | undefined {
  const pulse = drand.Pulses.get(state, field.reveal_round)
  if (pulse) return openCommitment(field, pulse.signature)
  return field.reveal_round < drand.OldestStoredRound.get(state) ? "PulseExpired" : undefined
}

function publish(
  state: State,
  netuid: number,
  who: Hex,
  revealed: readonly Uint8Array[],
  block: number,
): void {
  if (revealed.length === 0) return
  for (const _ of revealed) events.CommitmentRevealed.deposit(state, { netuid, who })
  const before = storage.RevealedCommitments.get(state, netuid, who) ?? []
  const all = [...before, ...revealed.map((content) => [content, BigInt(block)] as const)]
  storage.RevealedCommitments.set(state, netuid, who, all.slice(-revealsKept))
}
