import type { State } from "@taonet/frame/state"
import { beaconPublicKey } from "@taonet/primitives/bls/pulse"
import { concatBytes, equalBytes, utf8 } from "@taonet/primitives/bytes"
import { keypairFromSeed } from "@taonet/primitives/crypto/sign"
import { sha256 } from "@taonet/primitives/hash"
import { dueRound, isOffline } from "@taonet/runtime/pallets/drand/beacon"
import { neverStored, trustPulse } from "@taonet/runtime/pallets/drand/pulses"
import { storage as drand } from "@taonet/runtime/pallets/drand/schema"
import { makePulse, pulseTransaction } from "@taonet/runtime/pallets/drand/transaction"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import { storage as timestamp } from "@taonet/runtime/pallets/timestamp/schema"
import type { BlockSource } from "../chain/blockSource.ts"
import { roundsOfCommitments, roundsOfWeights } from "./awaited.ts"

/**
 * A beacon for chains without internet. Whoever authors blocks and has its secret puts the pulses that are due by the chain's own clock
 * into them: all rounds in turn while the chain keeps pace, and after a jump of the clock those that somebody waits for, then the latest.
 *
 * Clients that encrypt to quicknet's fixed key can not use it: bittensor_drand and bittensor_core, and with them the Python SDKs 10 and 11
 * and both btclis. Their timelocked weights are dropped without a word at their reveal, as the reference drops what does not decrypt, and
 * their timelocked commitments become TimelockRevealFailed. Clients that read `Drand.BeaconConfig` and encrypt to its key can.
 */
export interface OfflineBeaconOptions {
  /** 32 bytes: the key of the beacon that the chain's genesis names, see `offlineBeacon` of the runtime. */
  readonly secret: Uint8Array
  /** Each pulse costs about 20 ms to sign and check. */
  readonly maxPerBlock?: number
}

const defaultMaxPerBlock = 4

export function createOfflineBeacon({
  secret,
  maxPerBlock = defaultMaxPerBlock,
}: OfflineBeaconOptions): BlockSource {
  const publicKey = beaconPublicKey(secret)
  const pair = keypairFromSeed("sr25519", sha256(concatBytes(utf8("sender of pulses"), secret)))
  return {
    extrinsics(state) {
      const config = drand.BeaconConfig.get(state)
      const blockNumber = system.Number.get(state)
      const ours = isOffline(config) && equalBytes(config.public_key, publicKey)
      if (!ours || drand.NextUnsignedAt.get(state) > blockNumber) return []
      const due = dueRound(config, timestamp.Now.get(state))
      return roundsToWrite(state, due, maxPerBlock).map((round) => {
        const pulse = makePulse(secret, round)
        trustPulse(config, pulse)
        return pulseTransaction(pulse, { pair, blockNumber })
      })
    },
  }
}

/** The rounds to write into the block in work, ascending but for the latest; never more than `max`. */
export function roundsToWrite(state: State, due: bigint, max: number): bigint[] {
  const last = drand.LastStoredRound.get(state)
  if (neverStored(state)) return due > 0n ? [due] : []
  const behind = due - last
  const jumped = behind > BigInt(max)
  const next = jumped
    ? []
    : Array.from({ length: Math.max(Number(behind), 0) }, (_, i) => last + 1n + BigInt(i))
  const awaited = jumped
    ? [...roundsOfCommitments(state), ...roundsOfWeights(state)]
    : roundsOfCommitments(state)
  const oldest = drand.OldestStoredRound.get(state)
  const missing = awaited.filter(
    (round) => round >= oldest && round <= due && !drand.Pulses.has(state, round),
  )
  const rounds = [...new Set([...next, ...missing])].sort((a, b) => (a < b ? -1 : 1))
  if (jumped && rounds.at(-1) !== due) rounds.push(due)
  return rounds.slice(0, max)
}
