import type { Hex } from "@taonet/primitives/hex"
import type { Changes, KvReader } from "@taonet/state/types"
import type { Chain } from "../chain/chain.ts"
import type { ChainMark } from "../chain/controls.ts"
import { DevError } from "./errors.ts"
import { type StorageChange, storageDiff } from "./storageDiff.ts"

/** What is remembered of recent blocks beyond what a chain keeps. */
export interface Records {
  /** What a block changed. Throws DevError for a block that is not recent. */
  diff(hash: Hex): StorageChange[]
  /** Where to go back to for a block of the chain; undefined for one that is not recent. */
  mark(hash: Hex): ChainMark | undefined
  /** `hash` is `replaced` with these changes by hand. */
  amend(replaced: Hex, hash: Hex, changes: Changes): void
  close(): void
}

interface Recent {
  readonly before: KvReader
  readonly changes: Changes
  mark: ChainMark | undefined
}

const maxRecent = 256

/** Follows the chain. Of the block that was the head before only the mark is known. */
export function createRecords(chain: Chain): Records {
  const recent = new Map<Hex, Recent>()
  const canMark = chain.controls.canRewind
  const nothing: Changes = new Map()

  function remember(hash: Hex, one: Recent): void {
    recent.delete(hash)
    recent.set(hash, one)
    if (recent.size > maxRecent) recent.delete(recent.keys().next().value as Hex)
  }
  const markNow = (): ChainMark | undefined => (canMark ? chain.controls.mark() : undefined)

  const start = chain.head().hash
  remember(start, { before: chain.state(start).reader, changes: nothing, mark: markNow() })
  const stop = chain.listen({
    best: ({ block, changes, before }) => remember(block.hash, { before, changes, mark: markNow() }),
    reset({ block }) {
      const known = recent.get(block.hash)
      if (known === undefined)
        remember(block.hash, { before: chain.state(block.hash).reader, changes: nothing, mark: markNow() })
      else known.mark ??= markNow()
    },
  })

  return {
    diff(hash) {
      const known = recent.get(hash)
      if (known === undefined)
        throw new DevError(
          "unknown-block",
          "hash",
          `${hash} is none of the last ${maxRecent} blocks made here`,
        )
      return storageDiff(known.before, known.changes)
    },
    mark: (hash) => recent.get(hash)?.mark,
    amend(replaced, hash, changes) {
      const known = recent.get(replaced)
      const before = known?.before ?? chain.state(replaced).reader
      const merged = new Map([...(known?.changes ?? nothing), ...changes])
      remember(hash, { before, changes: merged, mark: undefined })
    },
    close: stop,
  }
}
