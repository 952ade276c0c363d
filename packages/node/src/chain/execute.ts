import type { ApplyResult, BlockInput, Runtime } from "@taonet/frame/runtime"
import type { EventRecord, State } from "@taonet/frame/state"
import type { DispatchError } from "@taonet/frame/types/sp_runtime"
import { blake2b256 } from "@taonet/primitives/hash"
import type { Hex } from "@taonet/primitives/hex"
import { createOverlay } from "@taonet/state/overlay"
import { orderedTrieRoot } from "@taonet/state/trie/orderedRoot"
import type { Trie } from "@taonet/state/trie/trie"
import type { Changes } from "@taonet/state/types"
import type { Block } from "./blocks.ts"
import {
  auraPreRuntime,
  auraSeal,
  auraSlot,
  decodeDigest,
  digestKey,
  encodeHeader,
  type Header,
  headerHash,
} from "./header.ts"
import type { BlockState } from "./history.ts"

/** Who makes blocks. */
export interface Author {
  readonly account: Hex
  /** Signs the 32-byte hash of the header without its seal; without it blocks carry no seal. */
  readonly sign?: (preHash: Uint8Array) => Uint8Array
  /** 32 bytes from which the keys for encrypted transactions follow; without it blocks announce none and take none. */
  readonly shieldSeed?: Uint8Array
}

/** What a new block is built upon and from. */
export interface BlockStartOptions {
  readonly runtime: Runtime
  readonly parent: Block
  readonly parentState: BlockState
  readonly input: BlockInput
  readonly slotDurationMs: bigint
  readonly author: Author | undefined
}

export interface ExecutedBlock {
  readonly block: Block
  readonly trie: Trie
  readonly changes: Changes
}

export interface OpenBlock {
  readonly number: number
  /** The state in the middle of the block: to look at. */
  readonly state: State
  inherents(): Uint8Array[]
  /** Adds an extrinsic when the runtime takes it; otherwise nothing happened. `verified`: the pool has checked its signature. */
  apply(extrinsic: Uint8Array, verified?: boolean): ApplyResult
  /** Why the call of the extrinsic that was applied last failed, if it did. */
  dispatchError(): DispatchError | undefined
  /** Ends the block. Nothing is stored yet. */
  finish(): ExecutedBlock
}

/** Starts the block after `parent`. Everything happens on an overlay: dropping the result undoes it. */
export function openBlock(options: BlockStartOptions): OpenBlock {
  const { runtime, parent, parentState, input, slotDurationMs, author } = options
  const number = parent.header.number + 1
  const state = runtime.open(createOverlay(parentState.reader))
  const digest = [auraPreRuntime(input.timestampMs / slotDurationMs)]
  runtime.initializeBlock(state, { number, parentHash: parent.hash, digest, author: author?.account })
  const extrinsics: Uint8Array[] = []

  return {
    number,
    state,
    inherents: () => runtime.inherents(state, input),
    apply(extrinsic, verified = false) {
      const result = runtime.applyExtrinsic(state, extrinsic, verified)
      if (result.ok) extrinsics.push(extrinsic)
      return result
    },
    dispatchError: () => failureOf(state.events.at(-1)),
    finish() {
      runtime.finalizeBlock(state)
      const changes = state.changes()
      const trie = parentState.trie.update(changes)
      const written = state.get(digestKey)
      const unsealed: Header = {
        parentHash: parent.hash,
        number,
        stateRoot: trie.root,
        extrinsicsRoot: orderedTrieRoot(extrinsics),
        // Pallets may have added items of their own.
        digest: written === undefined ? digest : decodeDigest(written),
      }
      const header = sealed(unsealed, author)
      const headerBytes = encodeHeader(header)
      const block: Block = { hash: headerHash(headerBytes), header, headerBytes, extrinsics }
      return { block, trie, changes }
    },
  }
}

/** An included extrinsic's last event says how it went. */
function failureOf(record: EventRecord | undefined): DispatchError | undefined {
  if (record?.event.type !== "System" || record.event.value.type !== "ExtrinsicFailed") return undefined
  return (record.event.value.value as { readonly dispatch_error: DispatchError }).dispatch_error
}

/** The same block over another state, sealed anew: the head of a development chain whose storage was set by hand. */
export function withStateRoot(block: Block, stateRoot: Hex, author: Author | undefined): Block {
  const digest = block.header.digest.filter(({ type }) => type !== "Seal")
  const header = sealed({ ...block.header, stateRoot, digest }, author)
  const headerBytes = encodeHeader(header)
  return { hash: headerHash(headerBytes), header, headerBytes, extrinsics: block.extrinsics }
}

function sealed(header: Header, author: Author | undefined): Header {
  if (author?.sign === undefined) return header
  const signature = author.sign(blake2b256(encodeHeader(header)))
  return { ...header, digest: [...header.digest, auraSeal(signature)] }
}

/**
 * The timestamp of the block after `parent` when the clock says `nowMs`: slots only rise, so blocks made faster than the slot duration
 * run ahead of the clock.
 */
export function nextTimestamp(parent: Header, nowMs: bigint, slotDurationMs: bigint): bigint {
  const slot = auraSlot(parent)
  if (slot === undefined) return nowMs
  const earliest = (slot + 1n) * slotDurationMs
  return nowMs > earliest ? nowMs : earliest
}
