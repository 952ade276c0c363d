import { equalBytes, utf8 } from "@taonet/primitives/bytes"
import { sha256 } from "@taonet/primitives/hash"
import { divFloor } from "@taonet/primitives/integers"
import { quicknet } from "./quicknet.ts"
import type { BeaconConfiguration } from "./types.ts"

/** `metadata.beacon_id` of a chain's own beacon. */
const offlineId = utf8("offline")

/**
 * A beacon that the chain's authors run themselves, for chains without internet. It keeps quicknet's schedule, so that clients which count
 * rounds by it count right; only the key differs, so what they encrypt to quicknet's key can not be opened here.
 */
export function offlineBeacon(publicKey: Uint8Array): BeaconConfiguration {
  const hash = sha256(publicKey)
  return { ...quicknet, public_key: publicKey, hash, group_hash: hash, metadata: { beacon_id: offlineId } }
}

/** Whether this is a chain's own beacon, see `offlineBeacon`. */
export function isOffline({ metadata }: BeaconConfiguration): boolean {
  return equalBytes(metadata.beacon_id, offlineId)
}

/** The highest round that is out at a time in milliseconds since 1970; 0 before the first. */
export function dueRound({ genesis_time, period }: BeaconConfiguration, nowMs: bigint): bigint {
  const elapsed = nowMs - BigInt(genesis_time) * 1000n
  return elapsed < 0n || period === 0 ? 0n : divFloor(elapsed, BigInt(period) * 1000n) + 1n
}

/** When a round comes out, in milliseconds since 1970. */
export function roundTimeMs({ genesis_time, period }: BeaconConfiguration, round: bigint): bigint {
  return (BigInt(genesis_time) + (round - 1n) * BigInt(period)) * 1000n
}
