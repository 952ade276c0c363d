import type { Keypair } from "@taonet/primitives/crypto/sign"
import { dueRound, isOffline } from "@taonet/runtime/pallets/drand/beacon"
import { neverStored } from "@taonet/runtime/pallets/drand/pulses"
import { storage as drand } from "@taonet/runtime/pallets/drand/schema"
import { pulseTransaction } from "@taonet/runtime/pallets/drand/transaction"
import type { Pulse } from "@taonet/runtime/pallets/drand/types"
import { aheadMax } from "@taonet/runtime/pallets/drand/unsigned"
import type { Chain } from "../chain/chain.ts"
import type { Clock } from "../clock.ts"
import { errorText, type Log } from "../log.ts"
import { PoolError } from "../pool/errors.ts"
import type { Pool } from "../pool/pool.ts"
import type { PulseFetcher } from "./relays.ts"

export interface FollowerOptions {
  readonly chain: Chain
  readonly pool: Pick<Pool, "submit">
  readonly clock: Clock
  readonly log: Log
  readonly fetchPulse: PulseFetcher
  /** Signs what is sent; any sr25519 pair. */
  readonly pair: Keypair
}

/** After relays failed they are left alone for so long. */
const pauseMs = 3_000
/** Blocks for which a pulse may wait in the pool, see `longevity` of the pallet's rule; then it is sent anew. */
const waitBlocks = 3

/**
 * Brings a public beacon's pulses on chain: after each block it fetches the rounds that are out and missing, at most 50 ahead of the last
 * stored one, and gives each to the pool as a transaction. The first pulse of a chain is the latest.
 */
export function followBeacon(options: FollowerOptions): { close(): void } {
  const { chain, clock, log } = options
  let closed = false
  let busy = false
  let pausedUntil = Number.NEGATIVE_INFINITY
  let sent = { round: 0n, block: 0 }

  async function catchUp(): Promise<void> {
    const { hash, header } = chain.head()
    const state = chain.open(hash)
    const config = drand.BeaconConfig.get(state)
    if (isOffline(config) || drand.NextUnsignedAt.get(state) > header.number) return
    const last = drand.LastStoredRound.get(state)
    const setBack = header.number < sent.block
    if (setBack || header.number - sent.block > waitBlocks || sent.round < last)
      sent = { round: last, block: header.number }
    if (neverStored(state)) {
      if (sent.round === 0n) send(await options.fetchPulse(config, "latest"))
      return
    }
    const due = dueRound(config, BigInt(Math.trunc(clock.unixMs())))
    const end = due < last + aheadMax ? due : last + aheadMax
    for (let round = sent.round + 1n; round <= end && !closed; round++)
      send(await options.fetchPulse(config, round))
  }

  function send(pulse: Pulse): void {
    if (closed) return
    const blockNumber = chain.head().header.number
    sent = { round: pulse.round, block: blockNumber }
    try {
      options.pool.submit(pulseTransaction(pulse, { pair: options.pair, blockNumber }))
    } catch (error) {
      // Somebody else was faster.
      if (!(error instanceof PoolError)) throw error
      log("debug", `The pool did not take round ${pulse.round}: ${error.message}`)
    }
  }

  function onBlock(): void {
    if (busy || clock.monotonicMs() < pausedUntil) return
    busy = true
    catchUp()
      .catch((error: unknown) => {
        pausedUntil = clock.monotonicMs() + pauseMs
        log("warn", `No drand pulse: ${errorText(error)}`)
      })
      .finally(() => {
        busy = false
      })
  }

  const stopListening = chain.listen({ best: onBlock })
  return {
    close() {
      closed = true
      stopListening()
    },
  }
}
