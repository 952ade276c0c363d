import type { Runtime } from "@taonet/frame/runtime"
import type { State } from "@taonet/frame/state"
import { bytesToKey, utf8 } from "@taonet/primitives/bytes"
import type { Hex } from "@taonet/primitives/hex"
import { createOverlay } from "@taonet/state/overlay"
import { orderedTrieRoot } from "@taonet/state/trie/orderedRoot"
import { createTrie, type Trie } from "@taonet/state/trie/trie"
import type { Changes, KvReader, StorageKey } from "@taonet/state/types"
import { NodeError } from "../errors.ts"
import { errorText, type Log } from "../log.ts"
import { type Block, type BlockStore, createBlockStore } from "./blocks.ts"
import { type ChainControls, createControls, idOf, type Reset } from "./controls.ts"
import { UnknownBlockError } from "./errors.ts"
import type { ExecutedBlock } from "./execute.ts"
import { encodeHeader, type Header, headerHash, zeroHash } from "./header.ts"
import type { BlockState } from "./history.ts"
import type { ChainStore, ForkedFrom } from "./store.ts"
import { runtimeIn, upgradesUpTo } from "./upgrades.ts"
import { createView, type View } from "./view.ts"

/** Where Substrate keeps the runtime's code. */
const codeKey = bytesToKey(utf8(":code"))

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
  /** On a development chain; `best` is not told besides. */
  reset?(reset: Reset): void
}

export interface Chain {
  /** The one of the head; it changes when the chain is upgraded. */
  readonly runtime: Runtime
  /** The one under which the state after a block is read. */
  runtimeAt(hash: Hex): Runtime
  readonly controls: ChainControls
  readonly genesisHash: Hex
  /** Of a chain that goes on from a block of another one. */
  readonly fork: ForkedFrom | undefined
  readonly slotDurationMs: bigint
  head(): Block
  /** A solo chain never forks: its best block is final, unless it was told to be slow. */
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
  /** Makes an executed child of the head the new head: stored first, then told. `upgraded`: the runtime from its state on. */
  import(executed: ExecutedBlock, upgraded?: Runtime): Promise<Block>
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
  const stored = createBlockStore(store.blocks, keepBlocks)
  const listeners = new Set<ChainListener>()
  const beginning: Beginning = store.fork ?? beginningOf(runtime)
  const { genesis } = beginning
  const { head, trie } = await openStore(options, stored, beginning)
  const view = createView({ runtime, store, historyDepth, keepBlocks }, stored, head)
  view.history.add(idOf(head), trie ? { reader: store.state.snapshot(), trie } : verifiedState(store, head))
  view.upgrades = upgradesUpTo(head.header.number, runtime, (number) =>
    number === head.header.number ? store.state.snapshot() : store.stateAt?.(number)?.reader,
  )
  /** Best, not final yet: empty but for a chain that was told to be slow. */
  const awaiting: Imported[] = []

  function tell<K extends keyof ChainListener>(
    kind: K,
    told: Parameters<NonNullable<ChainListener[K]>>[0],
  ): void {
    for (const listener of listeners) {
      try {
        ;(listener[kind] as ((told: unknown) => void) | undefined)?.(told)
      } catch (error) {
        log("error", `A listener failed on block ${told.block.header.number}: ${errorText(error)}`)
      }
    }
  }

  function tellFinalized(): void {
    while (awaiting.length > view.finalityLag) {
      const imported = awaiting.shift() as Imported
      view.finalized = imported.block
      tell("finalized", imported)
    }
  }

  const runtimeAt = (hash: Hex): Runtime => view.runtimeOf(numberOf(view, hash))
  const open = (hash: Hex): State => {
    const { reader } = view.stateOf(hash)
    return runtimeAt(hash).open(createOverlay(reader))
  }

  const controls = createControls({
    store,
    view,
    tellFinalized,
    tellReset(reset) {
      awaiting.length = 0
      tell("reset", reset)
    },
  })

  return {
    get runtime() {
      return view.runtimeOf(view.head.header.number)
    },
    runtimeAt,
    controls,
    genesisHash: genesis.hash,
    fork: store.fork,
    slotDurationMs: BigInt(runtime.slotDurationMs),
    head: () => view.head,
    finalized: () => view.finalized,
    block: (hash) => view.blocks.byHash(hash),
    hashByNumber: (number) => view.blocks.hashByNumber(number),
    state: view.stateOf,
    hasState: (hash) => view.find(hash) !== undefined,
    open,
    call: (hash, method, args) => runtimeAt(hash).call(open(hash), method, args, { blockHash: hash }),
    pin: (hash) => view.find(hash) !== undefined && view.history.pin(hash),
    unpin: (hash) => view.history.unpin(hash),
    async import({ block, trie, changes }, upgraded) {
      if (block.header.parentHash !== view.head.hash) throw new UnknownBlockError(block.header.parentHash)
      const before = view.stateOf(view.head.hash).reader
      const { number } = block.header
      await store.commit({ number, state: changes, blocks: view.blocks.changes(block), trie })
      const reader = store.state.snapshot()
      const next = upgraded ?? (changes.has(codeKey) ? runtimeIn(view.runtimeOf(number), reader) : undefined)
      if (next) view.upgrades = [...view.upgrades, { from: number, runtime: next }]
      view.advance(block, { reader, trie })
      const imported: Imported = { block, changes, before }
      awaiting.push(imported)
      tell("best", imported)
      tellFinalized()
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

/** Of a known block; unknown ones are above all, so that whoever opens their state is told so. */
const numberOf = (view: View, hash: Hex): number =>
  hash === view.head.hash ? view.head.header.number : (view.blocks.byHash(hash)?.header.number ?? 0xffff_ffff)

/** Where a chain begins; the state is not needed where the store has a later one. */
interface Beginning {
  readonly genesis: Block
  readonly state?: Changes
  readonly trie?: Trie
}

function beginningOf(runtime: Runtime): Beginning {
  const state = runtime.genesis()
  const trie = createTrie(state)
  const header: Header = {
    parentHash: zeroHash,
    number: 0,
    stateRoot: trie.root,
    extrinsicsRoot: orderedTrieRoot([]),
    digest: [],
  }
  const headerBytes = encodeHeader(header)
  return { genesis: { hash: headerHash(headerBytes), header, headerBytes, extrinsics: [] }, state, trie }
}

/** The head of the store, which is made genesis when the store is empty: then its trie is known, unless the store keeps one of its own. */
async function openStore(
  { store }: ChainOptions,
  blocks: BlockStore,
  { genesis, state = new Map(), trie }: Beginning,
): Promise<{ readonly head: Block; readonly trie?: Trie | undefined }> {
  const headHash = blocks.head()
  if (headHash === undefined) {
    await store.commit({ number: 0, state, blocks: blocks.changes(genesis) })
    return store.trie ? { head: genesis } : { head: genesis, trie }
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
  return { head }
}

/** The state in the store, when it is the one after `head`. */
function verifiedState(store: ChainStore, { header }: Block): BlockState {
  const reader = store.state.snapshot()
  const trie = store.trie?.() ?? trieOf(reader)
  if (trie.root !== header.stateRoot)
    throw new NodeError(
      "store-damaged",
      `The data is damaged: block ${header.number} promises the state ${header.stateRoot}, the stored one is ${trie.root}`,
    )
  return { reader, trie }
}

function trieOf(reader: KvReader): Trie {
  const entries = new Map<StorageKey, Uint8Array>()
  for (const key of reader.keys("")) entries.set(key, reader.get(key) as Uint8Array)
  return createTrie(entries)
}
