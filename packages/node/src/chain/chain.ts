import type { Runtime } from "@taonet/frame/runtime"
import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { createOverlay } from "@taonet/state/overlay"
import { orderedTrieRoot } from "@taonet/state/trie/orderedRoot"
import { createTrie } from "@taonet/state/trie/trie"
import type { Changes, KvReader, StorageKey } from "@taonet/state/types"
import { NodeError } from "../errors.ts"
import { errorText, type Log } from "../log.ts"
import { type Block, type BlockStore, createBlockStore } from "./blocks.ts"
import { StateDiscardedError, UnknownBlockError } from "./errors.ts"
import type { ExecutedBlock } from "./execute.ts"
import { encodeHeader, type Header, headerHash, zeroHash } from "./header.ts"
import { type BlockId, type BlockState, createHistory } from "./history.ts"
import type { ChainStore } from "./store.ts"

/** A block that has become the best one. */
export interface Imported {
  readonly block: Block
  readonly changes: Changes
  /** The state before it. */
  readonly before: KvReader
}

/** Every listener hears of the best block before any hears that it is final. */
export interface ChainListener {
  best?(imported: Imported): void
  finalized?(imported: Imported): void
}

export interface Chain {
  readonly runtime: Runtime
  readonly genesisHash: Hex
  readonly slotDurationMs: bigint
  head(): Block
  /** A solo chain never forks: its best block is final. */
  finalized(): Block
  block(hash: Hex): Block | undefined
  hashByNumber(number: number): Hex | undefined
  /** Throws UnknownBlockError or StateDiscardedError. */
  state(hash: Hex): BlockState
  hasState(hash: Hex): boolean
  /** A runtime state over a fresh overlay; what happens there is never seen elsewhere. */
  open(hash: Hex): State
  /** A runtime API call on the state after a block. Throws ApiError besides. */
  call(hash: Hex, method: string, args: Uint8Array): Uint8Array
  /** Keeps the state of a block beyond the history's depth. */
  pin(hash: Hex): boolean
  unpin(hash: Hex): void
  /** Makes an executed child of the head the new head: stored first, then told. */
  import(executed: ExecutedBlock): Promise<Block>
  listen(listener: ChainListener): () => void
}

export interface ChainOptions {
  readonly runtime: Runtime
  readonly store: ChainStore
  readonly log: Log
  /** States of this many blocks can be read. */
  readonly historyDepth?: number
  /** Genesis and this many blocks are kept; all without. */
  readonly keepBlocks?: number | undefined
}

export const defaultHistoryDepth = 256

/**
 * Opens the chain that the store holds, or starts one from the runtime's genesis. Throws NodeError `store-mismatch`, and `store-damaged`
 * when the state is not the one that the head promises.
 */
export async function createChain(options: ChainOptions): Promise<Chain> {
  const { runtime, store, log, historyDepth = defaultHistoryDepth, keepBlocks } = options
  const blocks = createBlockStore(store.blocks, keepBlocks)
  const history = createHistory(Math.max(1, historyDepth))
  const listeners = new Set<ChainListener>()
  const genesis = genesisBlock(runtime)
  let head = await openStore(options, blocks, genesis)
  history.add(idOf(head), verifiedState(store, head))

  /** States from before the node was started are only rebuilt when somebody asks for one. */
  function earlierState(hash: Hex): BlockState | undefined {
    const number = blocks.byHash(hash)?.header.number
    if (number === undefined || !history.covers(number) || blocks.hashByNumber(number) !== hash)
      return undefined
    let { trie } = state(head.hash)
    for (const { number: at, reader, undo } of store.rewind?.(number) ?? []) {
      const atHash = blocks.hashByNumber(at)
      if (atHash === undefined) break
      const known = history.get(atHash)
      trie = known?.trie ?? trie.update(undo)
      if (known === undefined) history.add({ hash: atHash, number: at }, { reader, trie })
    }
    return history.get(hash)
  }

  const find = (hash: Hex): BlockState | undefined => history.get(hash) ?? earlierState(hash)

  function state(hash: Hex): BlockState {
    const found = find(hash)
    if (found !== undefined) return found
    throw blocks.byHash(hash) === undefined ? new UnknownBlockError(hash) : new StateDiscardedError(hash)
  }

  const open = (hash: Hex): State => runtime.open(createOverlay(state(hash).reader))

  function tell(kind: keyof ChainListener, imported: Imported): void {
    for (const listener of listeners) {
      try {
        listener[kind]?.(imported)
      } catch (error) {
        log("error", `A listener failed on block ${imported.block.header.number}: ${errorText(error)}`)
      }
    }
  }

  return {
    runtime,
    genesisHash: genesis.hash,
    slotDurationMs: BigInt(runtime.slotDurationMs),
    head: () => head,
    finalized: () => head,
    block: blocks.byHash,
    hashByNumber: blocks.hashByNumber,
    state,
    hasState: (hash) => find(hash) !== undefined,
    open,
    call: (hash, method, args) => runtime.call(open(hash), method, args, { blockHash: hash }),
    pin: (hash) => find(hash) !== undefined && history.pin(hash),
    unpin: history.unpin,
    async import({ block, trie, changes }) {
      if (block.header.parentHash !== head.hash) throw new UnknownBlockError(block.header.parentHash)
      const before = state(head.hash).reader
      await store.commit({ number: block.header.number, state: changes, blocks: blocks.changes(block) })
      blocks.remember(block)
      history.add(idOf(block), { reader: store.state.snapshot(), trie })
      head = block
      const imported: Imported = { block, changes, before }
      tell("best", imported)
      tell("finalized", imported)
      return block
    },
    listen(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

function genesisBlock(runtime: Runtime): Block {
  const header: Header = {
    parentHash: zeroHash,
    number: 0,
    stateRoot: createTrie(runtime.genesis()).root,
    extrinsicsRoot: orderedTrieRoot([]),
    digest: [],
  }
  const headerBytes = encodeHeader(header)
  return { hash: headerHash(headerBytes), header, headerBytes, extrinsics: [] }
}

/** The head of the store, which is made genesis when the store is empty. */
async function openStore(
  { store, runtime }: ChainOptions,
  blocks: BlockStore,
  genesis: Block,
): Promise<Block> {
  const headHash = blocks.head()
  if (headHash === undefined) {
    await store.commit({ number: 0, state: runtime.genesis(), blocks: blocks.changes(genesis) })
    return genesis
  }
  const stored = blocks.hashByNumber(0)
  if (stored !== genesis.hash)
    throw new NodeError(
      "store-mismatch",
      `The data belongs to another chain, or to this one as another version began it: its genesis is ${stored ?? "unknown"}, this chain's is ${genesis.hash}`,
    )
  const head = blocks.byHash(headHash)
  if (head === undefined)
    throw new NodeError("store-damaged", `The data is damaged: its last block, ${headHash}, is missing`)
  return head
}

const idOf = ({ hash, header: { number } }: Block): BlockId => ({ hash, number })

/** The state in the store, when it is the one after `head`. */
function verifiedState(store: ChainStore, { header }: Block): BlockState {
  const reader = store.state.snapshot()
  const entries = new Map<StorageKey, Uint8Array>()
  for (const key of reader.keys("")) entries.set(key, reader.get(key) as Uint8Array)
  const trie = createTrie(entries)
  if (trie.root !== header.stateRoot)
    throw new NodeError(
      "store-damaged",
      `The data is damaged: block ${header.number} promises the state ${header.stateRoot}, the stored one is ${trie.root}`,
    )
  return { reader, trie }
}
