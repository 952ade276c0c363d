import { ensure, failWith } from "@taonet/frame/errors"
import type { State } from "@taonet/frame/state"
import { blake2b256 } from "@taonet/primitives/hash"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { currentEpoch } from "../coinbase/schedule.ts"
import { setLastUpdate } from "../neurons/neurons.ts"
import { mechanismExists, storageIndex } from "../neurons/storageIndex.ts"
import { uidOf } from "../neurons/uids.ts"
import { errors, events, storage } from "../schema.ts"
import { currentBlock } from "../subnets/currentBlock.ts"
import { dropExpired, revealWindow, UNREVEALED_COMMITS_MAX } from "./commitQueue.ts"
import { passesWeightsRateLimit } from "./requirements.ts"

/** Appends a hash to the hotkey's queue on a mechanism and sets its clock. Emits WeightsCommitted. */
export function commitHashedWeights(
  state: State,
  hotkey: Hex,
  { netuid, mecid, hash }: { readonly netuid: number; readonly mecid: number; readonly hash: Hex },
): void {
  const uid = ensureMayCommit(state, netuid, mecid, hotkey)
  const index = storageIndex(netuid, mecid)
  const { open } = dropExpired(
    storage.WeightCommits.get(state, index, hotkey) ?? [],
    revealWindow(state, netuid),
  )
  ensure(open.length < UNREVEALED_COMMITS_MAX, errors.TooManyUnrevealedCommits)
  const block = currentBlock(state)
  open.push([hash, currentEpoch(state, netuid), block, 0n])
  storage.WeightCommits.set(state, index, hotkey, open)
  setLastUpdate(state, netuid, index, uid, block)
  events.WeightsCommitted.deposit(state, [hotkey, index, hash])
}

/** On the reference chain a longer one does not even decode. */
const TIMELOCKED_COMMIT_BYTES_MAX = 5_000

export interface TimelockedCommit {
  readonly netuid: number
  readonly mecid: number
  /** Weights encrypted to a Drand round; not looked at before the reveal. */
  readonly commit: Uint8Array
  readonly revealRound: bigint
  readonly version: number
}

/** Stores encrypted weights that the chain will reveal by itself. Emits TimelockedWeightsCommitted. */
export function commitTimelockedWeights(state: State, hotkey: Hex, timelocked: TimelockedCommit): void {
  const { netuid, mecid, commit, revealRound, version } = timelocked
  if (commit.length > TIMELOCKED_COMMIT_BYTES_MAX) failWith({ type: "Other" })
  const uid = ensureMayCommit(state, netuid, mecid, hotkey, () =>
    ensure(version === storage.CommitRevealWeightsVersion.get(state), errors.IncorrectCommitRevealVersion),
  )
  const index = storageIndex(netuid, mecid)
  const epoch = currentEpoch(state, netuid)
  const commits = storage.TimelockedWeightCommits.get(state, index, epoch)
  const own = commits.filter(([who]) => who === hotkey).length
  ensure(own < UNREVEALED_COMMITS_MAX, errors.TooManyUnrevealedCommits)
  const block = currentBlock(state)
  storage.TimelockedWeightCommits.set(state, index, epoch, [...commits, [hotkey, block, commit, revealRound]])
  setLastUpdate(state, netuid, index, uid, block)
  events.TimelockedWeightsCommitted.deposit(state, [hotkey, index, toHex(blake2b256(commit)), revealRound])
}

/** The checks that both kinds share, in order; `extra` runs after the subnet's own switch. Returns the uid. */
function ensureMayCommit(
  state: State,
  netuid: number,
  mecid: number,
  hotkey: Hex,
  extra: () => void = () => undefined,
): number {
  ensure(mechanismExists(state, netuid, mecid), errors.MechanismDoesNotExist)
  ensure(storage.CommitRevealWeightsEnabled.get(state, netuid), errors.CommitRevealDisabled)
  extra()
  const uid = uidOf(state, netuid, hotkey)
  ensure(uid !== undefined, errors.HotKeyNotRegisteredInSubNet)
  ensure(passesWeightsRateLimit(state, netuid, mecid, uid), errors.CommittingWeightsTooFast)
  return uid
}
