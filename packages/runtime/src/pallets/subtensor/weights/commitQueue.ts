import type { State } from "@taonet/frame/state"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { blake2b256 } from "@taonet/primitives/hash"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { encode, tuple, u16, u64, vec } from "@taonet/primitives/scale/index"
import { NetUidStorageIndex } from "../../../types/subtensorCommon.ts"
import { currentEpoch } from "../coinbase/schedule.ts"
import { storage } from "../schema.ts"

/* Hash commits (version 2). A commit of epoch e can be revealed in exactly one epoch: e + RevealPeriodEpochs. */

/** `[hash, commit epoch, commit block, unused]`, as stored. */
export type WeightCommit = readonly [hash: Hex, epoch: bigint, block: bigint, unused: bigint]

/** Open commits of one hotkey on one mechanism. */
export const UNREVEALED_COMMITS_MAX = 10

/** What a commit hides. */
export interface CommittedWeights {
  readonly uids: readonly number[]
  readonly values: readonly number[]
  readonly salt: readonly number[]
  readonly versionKey: bigint
}

const preimage = tuple(AccountId32, NetUidStorageIndex, vec(u16), vec(u16), vec(u16), u64)

/** blake2-256 of (account, index, uids, values, salt, version key): what `commit_weights` takes. */
export function commitHash(
  hotkey: Hex,
  index: number,
  { uids, values, salt, versionKey }: CommittedWeights,
): Hex {
  return toHex(blake2b256(encode(preimage, [hotkey, index, [...uids], [...values], [...salt], versionKey])))
}

export interface RevealWindow {
  /** The epoch of this block. */
  readonly epoch: bigint
  readonly period: bigint
}

export const revealWindow = (state: State, netuid: number): RevealWindow => ({
  epoch: currentEpoch(state, netuid),
  period: storage.RevealPeriodEpochs.get(state, netuid),
})

export const isRevealable = ({ epoch, period }: RevealWindow, committed: bigint): boolean =>
  epoch === committed + period

export const isExpired = ({ epoch, period }: RevealWindow, committed: bigint): boolean =>
  epoch > committed + period

/** Splits a queue into the expired commits at its front and the rest. */
export function dropExpired(
  queue: readonly WeightCommit[],
  window: RevealWindow,
): { readonly expired: readonly WeightCommit[]; readonly open: WeightCommit[] } {
  const first = queue.findIndex(([, epoch]) => !isExpired(window, epoch))
  const at = first === -1 ? queue.length : first
  return { expired: queue.slice(0, at), open: queue.slice(at) }
}
