import type { Runtime } from "@taonet/frame/runtime"
import type { Hex } from "@taonet/primitives/hex"
import { type Block, type BlockStore, createBlockStore } from "./blocks.ts"
import { StateDiscardedError, UnknownBlockError } from "./errors.ts"
import { type BlockId, type BlockState, createHistory, type History } from "./history.ts"
import type { ChainStore } from "./store.ts"
import type { Upgrade } from "./upgrades.ts"

/** What a chain knows of its store at this moment. Going back means a new one of everything. */
export interface View {
  head: Block
  finalized: Block
  finalityLag: number
  blocks: BlockStore
  history: History
  /** Ascending; the first is from 0. */
  upgrades: readonly Upgrade[]
  /** Throws UnknownBlockError or StateDiscardedError. */
  stateOf(hash: Hex): BlockState
  find(hash: Hex): BlockState | undefined
  runtimeOf(number: number): Runtime
  /** `block` is the head now, and this is its state. */
  advance(block: Block, state: BlockState): void
  /** Another head, and these states: nothing else is remembered. */
  startAnew(
    head: Block,
    upgrades: readonly Upgrade[],
    states: readonly (readonly [BlockId, BlockState])[],
  ): void
}

export interface ViewOptions {
  readonly runtime: Runtime
  readonly store: ChainStore
  readonly historyDepth: number
  readonly keepBlocks: number | undefined
}

export function createView(
  { runtime, store, historyDepth, keepBlocks }: ViewOptions,
  blocks: BlockStore,
  head: Block,
): View {
  const depth = Math.max(1, historyDepth)

  /** States from before the node was started are only rebuilt when somebody asks for one. */
  function earlierState(hash: Hex): BlockState | undefined {
    const number = view.blocks.byHash(hash)?.header.number
    if (number === undefined || view.blocks.hashByNumber(number) !== hash) return undefined
    const state = store.stateAt?.(number)
    if (state !== undefined) view.history.add({ hash, number }, state)
    return state
  }

  const view: View = {
    head,
    finalized: head,
    finalityLag: 0,
    blocks,
    history: createHistory(depth),
    upgrades: [{ from: 0, runtime }],
    find: (hash) => view.history.get(hash) ?? earlierState(hash),
    stateOf(hash) {
      const found = view.find(hash)
      if (found !== undefined) return found
      throw view.blocks.byHash(hash) === undefined
        ? new UnknownBlockError(hash)
        : new StateDiscardedError(hash)
    },
    runtimeOf: (number) => view.upgrades.findLast(({ from }) => from <= number)?.runtime ?? runtime,
    advance(block, state) {
      view.blocks.remember(block)
      view.history.add({ hash: block.hash, number: block.header.number }, state)
      view.head = block
    },
    startAnew(newHead, upgrades, states) {
      view.blocks = createBlockStore(store.blocks, keepBlocks)
      view.history = createHistory(depth)
      for (const [id, state] of states) view.history.add(id, state)
      view.upgrades = upgrades
      view.head = newHead
      view.finalized = newHead
    },
  }
  return view
}
