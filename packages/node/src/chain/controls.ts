import type { Runtime } from "@taonet/frame/runtime"
import { createTrie, type Trie } from "@taonet/state/trie/trie"
import type { Changes, KvReader, StorageKey } from "@taonet/state/types"
import { NodeError } from "../errors.ts"
import type { Block } from "./blocks.ts"
import { StateDiscardedError } from "./errors.ts"
import type { ExecutedBlock } from "./execute.ts"
import type { BlockId, BlockState } from "./history.ts"
import type { ChainStore } from "./store.ts"
import type { Upgrade } from "./upgrades.ts"
import type { View } from "./view.ts"

/** The chain was set back, or its head changed by hand: what was heard of other blocks does not hold any more. */
export interface Reset {
  /** The head now. */
  readonly block: Block
  /** The head's state until now. */
  readonly before: KvReader
}

/** A point that the chain can go back to, with the states that could be read there. */
export interface ChainCapture extends ChainMark {
  readonly states: readonly (readonly [BlockId, BlockState])[]
}

/** The same without states: good as long as the chain still has them. */
export interface ChainMark {
  readonly head: Block
  readonly upgrades: readonly Upgrade[]
  restore(): void
}

/** A whole chain as it comes out of a file. */
export interface LoadedChain {
  /** Ascending, without genesis; the last is the head. None where the chain is at its genesis. */
  readonly blocks: readonly Block[]
  /** All of the state; of a fork, what it changed since its first block. */
  readonly entries: ReadonlyMap<StorageKey, Uint8Array | undefined>
  /** The head's runtime, where it is not the one that the chain was started with. */
  readonly runtime?: Runtime | undefined
}

/** What only development chains do with themselves, see `node/src/dev`. None of it may run while a block is made. */
export interface ChainControls {
  /** Whether the store can go back. Without it everything but `setFinalityLag` throws NodeError `not-in-memory`. */
  readonly canRewind: boolean
  mark(): ChainMark
  capture(): ChainCapture
  restore(point: ChainMark | ChainCapture): void
  /** Puts a block of the same parent in the head's place. */
  replaceHead(executed: ExecutedBlock): Promise<void>
  /** Throws NodeError `store-damaged` when the state is not the one that the head promises. */
  load(loaded: LoadedChain): Promise<void>
  /** Blocks become final when so many more stand on them. */
  setFinalityLag(blocks: number): void
}

export interface ControlsDeps {
  readonly store: ChainStore
  readonly view: View
  tellReset(reset: Reset): void
  tellFinalized(): void
}

/** Replaced heads can be read for a while: somebody may be at it. */
const maxReplaced = 64

export function createControls(deps: ControlsDeps): ChainControls {
  const { store, view, tellReset } = deps
  let last: ChainCapture | undefined
  const replaced: BlockId["hash"][] = []

  function mark(): ChainMark {
    if (store.capture === undefined) throw notInMemory()
    return { head: view.head, upgrades: view.upgrades, restore: store.capture() }
  }

  function capture(): ChainCapture {
    if (last?.head === view.head && last.upgrades === view.upgrades) return last
    last = { ...mark(), states: statesBefore(view, view.head) }
    return last
  }

  function goTo(point: ChainMark | ChainCapture): void {
    const states = "states" in point ? point.states : statesBefore(view, point.head)
    if (states.length === 0) throw new StateDiscardedError(point.head.hash)
    point.restore()
    view.startAnew(point.head, point.upgrades, states)
    last = "states" in point ? point : undefined
    replaced.length = 0
  }

  const origin = store.capture && (store.fork ?? view.head.header.number === 0) ? capture() : undefined
  const headState = (): KvReader => view.stateOf(view.head.hash).reader

  async function load({ blocks, entries, runtime }: LoadedChain): Promise<void> {
    if (origin === undefined) throw notInMemory()
    const head = blocks.at(-1) ?? origin.head
    const trie = store.fork ? forkedTrie(origin, entries) : createTrie(entries)
    if (trie.root !== head.header.stateRoot) throw differs(head, trie.root)
    const before = headState()
    goTo(origin)
    if (head === origin.head) {
      tellReset({ block: head, before })
      return
    }
    const stored = new Map<StorageKey, Uint8Array | undefined>()
    for (const block of blocks) for (const [key, value] of view.blocks.changes(block)) stored.set(key, value)
    await store.commit({
      number: head.header.number,
      state: store.fork ? entries : between(headState(), entries),
      blocks: stored,
      trie,
    })
    const state: BlockState = { reader: store.state.snapshot(), trie }
    const later: Upgrade[] = runtime ? [{ from: head.header.number, runtime }] : []
    view.startAnew(head, [...origin.upgrades, ...later], [[idOf(head), state]])
    last = undefined
    tellReset({ block: head, before })
  }

  return {
    canRewind: store.capture !== undefined,
    mark,
    capture,
    restore(point) {
      const before = headState()
      goTo(point)
      tellReset({ block: view.head, before })
    },
    async replaceHead({ block, trie, changes }) {
      if (store.capture === undefined) throw notInMemory()
      const { head, history } = view
      const before = headState()
      const number = block.header.number
      await store.commit({ number, state: changes, blocks: view.blocks.changes(block), trie })
      if (history.pin(head.hash)) replaced.push(head.hash)
      if (replaced.length > maxReplaced) history.unpin(replaced.shift() as BlockId["hash"])
      view.advance(block, { reader: store.state.snapshot(), trie })
      view.finalized = block
      tellReset({ block, before })
    },
    load,
    setFinalityLag(blocks) {
      view.finalityLag = blocks
      deps.tellFinalized()
    },
  }
}

export const idOf = ({ hash, header: { number } }: Block): BlockId => ({ hash, number })

/** The states that can be read at `head` and before, oldest first. */
function statesBefore(view: View, head: Block): [BlockId, BlockState][] {
  const states: [BlockId, BlockState][] = []
  let block: Block | undefined = head
  while (block !== undefined) {
    const state = view.history.get(block.hash)
    if (state === undefined) break
    states.unshift([idOf(block), { reader: state.reader, trie: state.trie }])
    block = view.blocks.byHash(block.header.parentHash)
  }
  return states
}

/** The trie of the fork's first block with all its changes since. */
function forkedTrie({ head, states }: ChainCapture, changes: Changes): Trie {
  const first = states.find(([{ hash }]) => hash === head.hash)
  if (first === undefined) throw notInMemory()
  return first[1].trie.update(changes)
}

/** What turns the state of `reader` into `entries`. */
function between(reader: KvReader, entries: Changes): Changes {
  const changes = new Map<StorageKey, Uint8Array | undefined>(entries)
  for (const key of reader.keys("")) if (!entries.has(key)) changes.set(key, undefined)
  return changes
}

const notInMemory = (): NodeError =>
  new NodeError(
    "not-in-memory",
    "Only a chain in memory can be changed or set back by hand; this one keeps its data in a folder",
  )

const differs = ({ header }: Block, root: string): NodeError =>
  new NodeError(
    "store-damaged",
    `The file is damaged: block ${header.number} promises the state ${header.stateRoot}, the file holds ${root}`,
  )
