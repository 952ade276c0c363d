import type { Block } from "@taonet/node/chain/blocks"
import { createBlockStore, numberPrefix } from "@taonet/node/chain/blocks"
import type { ChainStore, ForkedFrom } from "@taonet/node/chain/store"
import { createMemoryStore } from "@taonet/state/memoryStore"
import type { KvReader, StorageKey } from "@taonet/state/types"
import { forkTrie } from "./forkTrie.ts"
import type { Origin } from "./origin.ts"
import { readBlock } from "./originBlocks.ts"

export interface ForkStoreOptions {
  readonly origin: Origin
  readonly remote: KvReader
  readonly genesis: Block
  readonly block: Block
}

/** A chain store in memory over another chain's state: what changes here is kept here, deletions as marks. */
export function createForkStore({ origin, remote, genesis, block }: ForkStoreOptions): ChainStore {
  const written = createMemoryStore()
  const deleted = createMemoryStore()
  const blocks = createMemoryStore()
  for (const known of [genesis, block]) blocks.batch(createBlockStore(blocks).changes(known))
  const changes = new WeakMap<KvReader, { readonly written: KvReader; readonly deleted: KvReader }>()
  const firstTrie = forkTrie(block.header.stateRoot)

  const fork: ForkedFrom = {
    genesis,
    block,
    changesIn(reader) {
      const own = changes.get(reader)
      if (own === undefined) throw new Error("the state is none of this fork's")
      const values = [...own.written.keys("")].map((key) => [key, own.written.get(key)] as const)
      const gone = [...own.deleted.keys("")].map((key) => [key, undefined] as const)
      return new Map([...values, ...gone].sort(([a], [b]) => (a < b ? -1 : 1)))
    },
  }

  return {
    fork,
    state: {
      snapshot() {
        const own = { written: written.snapshot(), deleted: deleted.snapshot() }
        const reader = readerOver(remote, own.written, own.deleted)
        changes.set(reader, own)
        return reader
      },
    },
    blocks: { get: (key) => blocks.get(key) ?? earlierBlock(origin, blocks, block.header.number, key) },
    trie: () => firstTrie,
    async commit(batch) {
      written.batch(batch.state)
      const marks = [...batch.state].map(
        ([key, value]) => [key, value === undefined ? mark : undefined] as const,
      )
      deleted.batch(new Map(marks))
      blocks.batch(batch.blocks)
    },
    capture() {
      const restore = [written.capture(), deleted.capture(), blocks.capture()]
      return () => {
        for (const one of restore) one()
      }
    },
  }
}

const mark = new Uint8Array(0)

function readerOver(remote: KvReader, written: KvReader, deleted: KvReader): KvReader {
  const isDeleted = (key: StorageKey): boolean => deleted.get(key) !== undefined
  const remoteAfter = (key: StorageKey): StorageKey | undefined => {
    let next = remote.nextKey(key)
    while (next !== undefined && isDeleted(next)) next = remote.nextKey(next)
    return next
  }
  return {
    get: (key) => written.get(key) ?? (isDeleted(key) ? undefined : remote.get(key)),
    nextKey: (key) => smaller(written.nextKey(key), remoteAfter(key)),
    keys: (prefix, after) => ({
      *[Symbol.iterator]() {
        const ours = written.keys(prefix, after)[Symbol.iterator]()
        const theirs = remote.keys(prefix, after)[Symbol.iterator]()
        let own = ours.next()
        let other = theirs.next()
        for (;;) {
          while (!other.done && isDeleted(other.value)) other = theirs.next()
          const key = smaller(own.done ? undefined : own.value, other.done ? undefined : other.value)
          if (key === undefined) return
          if (!own.done && own.value === key) own = ours.next()
          if (!other.done && other.value === key) other = theirs.next()
          yield key
        }
      },
    }),
  }
}

function smaller(a: StorageKey | undefined, b: StorageKey | undefined): StorageKey | undefined {
  if (a === undefined) return b
  return b === undefined || a < b ? a : b
}

/** Blocks before the fork are the other chain's: clients ask for them, as for the birth block of an era. */
function earlierBlock(
  origin: Origin,
  blocks: Pick<ReturnType<typeof createMemoryStore>, "get" | "batch">,
  below: number,
  key: StorageKey,
): Uint8Array | undefined {
  const read = key.startsWith(numberPrefix) ? numberOf(key) : key.slice(1)
  if (typeof read === "number" && read >= below) return undefined
  if (!/^[nhb]/.test(key)) return undefined
  const block = readBlock(origin, read)
  if (block === undefined || block.header.number >= below) return undefined
  for (const [name, value] of createBlockStore(blocks).changes(block))
    if (name !== "head") blocks.batch(new Map([[name, value]]))
  return blocks.get(key)
}

const numberOf = (key: StorageKey): number =>
  [...key.slice(1)].reduce((number, unit) => number * 256 + unit.charCodeAt(0), 0)
