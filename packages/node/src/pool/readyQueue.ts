import type { Hex } from "@taonet/primitives/hex"
import type { PoolEntry } from "./entry.ts"

/** Transactions that can go into the next block, with what each waits for among them. */
export interface ReadyQueue {
  readonly size: number
  readonly bytes: number
  get(hash: Hex): PoolEntry | undefined
  entries(): Iterable<PoolEntry>
  /** Who provides a tag. */
  provider(tag: Hex): PoolEntry | undefined
  add(entry: PoolEntry): void
  /** Takes one out; those that require it stay. */
  remove(entry: PoolEntry): void
  /** Takes one out with everything that requires it. The first of the answer is `entry`. */
  removeTree(entry: PoolEntry): PoolEntry[]
  /** The one to lose when there are too many: the lowest priority, and of those the newest. */
  worst(): PoolEntry | undefined
  /** A pass over the queue, best first, where nothing comes before what it requires. */
  best(): BestFirst
}

export interface BestFirst {
  next(): PoolEntry | undefined
  /** Releases those that require `entry`. Whoever does not say so passes over them. */
  taken(entry: PoolEntry): void
}

export function createReadyQueue(): ReadyQueue {
  const entries = new Map<Hex, PoolEntry>()
  const providers = new Map<Hex, PoolEntry>()
  const requirers = new Map<Hex, Set<PoolEntry>>()
  let bytes = 0

  function remove(entry: PoolEntry): void {
    if (!entries.delete(entry.hash)) return
    bytes -= entry.bytes.length
    for (const tag of entry.validity.provides) if (providers.get(tag) === entry) providers.delete(tag)
    for (const tag of entry.validity.requires) {
      const waiting = requirers.get(tag)
      waiting?.delete(entry)
      if (waiting?.size === 0) requirers.delete(tag)
    }
  }

  function* dependents(entry: PoolEntry): Generator<PoolEntry> {
    for (const tag of entry.validity.provides) yield* requirers.get(tag) ?? []
  }

  return {
    get size() {
      return entries.size
    },
    get bytes() {
      return bytes
    },
    get: (hash) => entries.get(hash),
    entries: () => entries.values(),
    provider: (tag) => providers.get(tag),
    add(entry) {
      entries.set(entry.hash, entry)
      bytes += entry.bytes.length
      for (const tag of entry.validity.provides) providers.set(tag, entry)
      for (const tag of entry.validity.requires) {
        const waiting = requirers.get(tag)
        if (waiting === undefined) requirers.set(tag, new Set([entry]))
        else waiting.add(entry)
      }
    },
    remove,
    removeTree(entry) {
      const removed = new Set([entry])
      for (const one of removed) for (const next of dependents(one)) removed.add(next)
      for (const one of removed) remove(one)
      return [...removed]
    },
    worst() {
      let worst: PoolEntry | undefined
      for (const entry of entries.values()) if (worst === undefined || isBetter(worst, entry)) worst = entry
      return worst
    },
    best() {
      const waitsFor = new Map<PoolEntry, number>()
      const heap: PoolEntry[] = []
      for (const entry of entries.values()) {
        const missing = entry.validity.requires.filter((tag) => providers.has(tag)).length
        if (missing === 0) push(heap, entry)
        else waitsFor.set(entry, missing)
      }
      return {
        next: () => pop(heap),
        taken(entry) {
          for (const next of dependents(entry)) {
            const missing = waitsFor.get(next)
            if (missing === undefined) continue
            if (missing > 1) waitsFor.set(next, missing - 1)
            else {
              waitsFor.delete(next)
              push(heap, next)
            }
          }
        },
      }
    },
  }
}

/** Higher priority first, then who came first. */
function isBetter(a: PoolEntry, b: PoolEntry): boolean {
  const { priority: left } = a.validity
  const { priority: right } = b.validity
  return left === right ? a.order < b.order : left > right
}

function push(heap: PoolEntry[], entry: PoolEntry): void {
  let at = heap.push(entry) - 1
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (!isBetter(entry, heap[parent]!)) break
    heap[at] = heap[parent]!
    at = parent
  }
  heap[at] = entry
}

function pop(heap: PoolEntry[]): PoolEntry | undefined {
  const top = heap[0]
  const last = heap.pop()
  if (top === undefined || last === undefined || heap.length === 0) return top
  let at = 0
  for (;;) {
    let child = 2 * at + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && isBetter(heap[child + 1]!, heap[child]!)) child++
    if (!isBetter(heap[child]!, last)) break
    heap[at] = heap[child]!
    at = child
  }
  heap[at] = last
  return top
}
