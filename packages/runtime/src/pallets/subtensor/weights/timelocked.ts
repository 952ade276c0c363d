import { attempt } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { bytes, type Codec, decodePrefix, tuple, u16, u64, vec } from "@taonet/primitives/scale/index"
import { storage as drand } from "../../drand/schema.ts"
import { currentEpoch, deferredEpochs } from "../coinbase/schedule.ts"
import { storageIndex } from "../neurons/storageIndex.ts"
import { events, storage } from "../schema.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import { ordinaryNetuids } from "../subnets/subnets.ts"
import { applyWeights } from "./applyWeights.ts"

/* Timelocked weights (version 4): encrypted to a Drand round, revealed by the chain in the epoch after. */

/** Decrypts a timelocked ciphertext with the signature of its round; undefined when it does not open. */
export type TimelockOpener = (ciphertext: Uint8Array, signature: Uint8Array) => Uint8Array | undefined

/** `[hotkey, commit block, ciphertext, Drand round]`, as stored. */
type TimelockedEntry = readonly [hotkey: Hex, block: bigint, ciphertext: Uint8Array, round: bigint]

/**
 * Reveals what is due, at the start of every block: a subnet whose epoch runs in this block gets its weights before that. A commit of epoch
 * e is revealed during epoch e + RevealPeriodEpochs, as soon as its round's pulse is known, and is lost after it.
 */
export function revealTimelockedWeights(state: State, open: TimelockOpener | undefined): void {
  const netuids = ordinaryNetuids(state)
  const deferred = deferredEpochs(state, netuids, currentBlock(state))
  for (const netuid of netuids) if (!deferred.has(netuid)) revealOnSubnet(state, netuid, open)
}

function revealOnSubnet(state: State, netuid: number, open: TimelockOpener | undefined): void {
  const epoch = currentEpoch(state, netuid)
  const period = storage.RevealPeriodEpochs.get(state, netuid)
  const due = epoch > period ? epoch - period : 0n
  const mechanisms = storage.MechanismCountCurrent.get(state, netuid)
  for (let mecid = 0; mecid < mechanisms; mecid++) {
    const index = storageIndex(netuid, mecid)
    for (const [, committed] of [...storage.TimelockedWeightCommits.keys(state, index)]) {
      if (committed < due) storage.TimelockedWeightCommits.delete(state, index, committed)
    }
    if (epoch < period) return
    if (!storage.TimelockedWeightCommits.has(state, index, due)) continue
    const entries = storage.TimelockedWeightCommits.get(state, index, due)
    const waiting = entries.filter((entry) => !revealEntry(state, { netuid, mecid }, entry, open))
    if (waiting.length > 0) storage.TimelockedWeightCommits.set(state, index, due, waiting)
    else storage.TimelockedWeightCommits.delete(state, index, due)
  }
}

/** Whether the entry is done with: revealed, or dropped without a word. It waits for a missing pulse, or opener. */
function revealEntry(
  state: State,
  { netuid, mecid }: { readonly netuid: number; readonly mecid: number },
  [hotkey, , ciphertext, round]: TimelockedEntry,
  open: TimelockOpener | undefined,
): boolean {
  const pulse = open && drand.Pulses.get(state, round)
  if (!pulse) return false
  const plain = open(ciphertext, pulse.signature)
  const weights = plain && decodeTimelockedPayload(plain, hotkey)
  if (!weights) return true
  attempt(state, () => {
    applyWeights(state, hotkey, { netuid, mecid, ...weights })
    events.TimelockedWeightsRevealed.deposit(state, [storageIndex(netuid, mecid), hotkey])
  })
  return true
}

const legacyPayload = tuple(vec(u16), vec(u16), u64)
const payload = tuple(bytes, vec(u16), vec(u16), u64)
const accountBytes = 32

export interface TimelockedPayload {
  readonly uids: number[]
  readonly values: number[]
  readonly versionKey: bigint
}

/**
 * What a timelocked commit hides: with the committer's account in front, or, from old clients, without. Bytes behind it are ignored.
 * Undefined when neither form decodes, or when another account wrote it.
 */
export function decodeTimelockedPayload(plain: Uint8Array, committer: Hex): TimelockedPayload | undefined {
  const named = tryDecode(payload, plain)
  if (named && named[0].length >= accountBytes) {
    const [account, uids, values, versionKey] = named
    return toHex(account.subarray(0, accountBytes)) === committer ? { uids, values, versionKey } : undefined
  }
  const legacy = tryDecode(legacyPayload, plain)
  return legacy && { uids: legacy[0], values: legacy[1], versionKey: legacy[2] }
}

function tryDecode<T>(codec: Codec<T>, encoded: Uint8Array): T | undefined {
  try {
    return decodePrefix(codec, encoded)
  } catch {
    return undefined
  }
}
