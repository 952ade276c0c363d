import type { ValidTransaction } from "@taonet/frame/runtime"
import type { Hex } from "@taonet/primitives/hex"
import { notify, type PoolEntry } from "./entry.ts"
import { PoolError } from "./errors.ts"
import { createFutureQueue, type FutureQueue } from "./futureQueue.ts"
import type { PoolLimits } from "./pool.ts"
import { createReadyQueue, type ReadyQueue } from "./readyQueue.ts"

/** Both queues of the pool and how entries move between them. Watchers are told here. */
export interface Queues {
  readonly ready: ReadyQueue
  readonly future: FutureQueue
  get(hash: Hex): PoolEntry | undefined
  /** Puts a new entry where it belongs and answers whether anything became ready. Throws PoolError when it can not stay. */
  add(entry: PoolEntry): boolean
  /** Gives an entry its newer verdict and puts it where it belongs now; answers whether it became ready by that. */
  replace(entry: PoolEntry, validity: ValidTransaction): boolean
  /** Takes one out that a block has included; what requires it stays. */
  removeOne(entry: PoolEntry): void
  /** Takes one out for a reason, with everything that requires it. */
  drop(entry: PoolEntry, reason: "invalid" | "dropped"): void
}

export function createQueues(limits: PoolLimits, ban: (hash: Hex) => void): Queues {
  const ready = createReadyQueue()
  const future = createFutureQueue()

  const get = (hash: Hex): PoolEntry | undefined => ready.get(hash) ?? future.get(hash)

  function add(entry: PoolEntry): boolean {
    const { requires, provides } = entry.validity
    if (provides.length === 0) throw new PoolError({ type: "NoTagsProvided" })
    if (requires.some((tag) => provides.includes(tag))) throw new PoolError({ type: "CycleDetected" })
    const missing = requires.filter((tag) => ready.provider(tag) === undefined)
    if (missing.length > 0) {
      future.add(entry, missing)
      notify(entry, "future")
      trimFuture(entry)
      return false
    }
    addReady(entry)
    promoteAfter(entry)
    trimReady(entry)
    return true
  }

  /** Throws TooLowPriority when others that provide the same are not worth less together. */
  function addReady(entry: PoolEntry): void {
    const rivals = new Set<PoolEntry>()
    for (const tag of entry.validity.provides) {
      const rival = ready.provider(tag)
      if (rival !== undefined) rivals.add(rival)
    }
    let old = 0n
    for (const rival of rivals) old += rival.validity.priority
    if (rivals.size > 0 && old >= entry.validity.priority)
      throw new PoolError({ type: "TooLowPriority", old, new: entry.validity.priority })
    for (const rival of rivals)
      for (const lost of ready.removeTree(rival)) notify(lost, { usurped: entry.hash })
    ready.add(entry)
    notify(entry, "ready")
  }

  /** Brings forward what waited for `entry`, and what waited for that. */
  function promoteAfter(entry: PoolEntry): void {
    const done = [entry]
    for (const one of done)
      for (const tag of one.validity.provides)
        for (const next of future.satisfy(tag)) {
          try {
            addReady(next)
            done.push(next)
          } catch {
            notify(next, "invalid")
          }
        }
  }

  function trimReady(added: PoolEntry): void {
    while (ready.size > limits.readyCount || ready.bytes > limits.readyBytes) {
      const worst = ready.worst()
      if (worst === undefined) break
      for (const lost of ready.removeTree(worst)) if (lost !== added) notify(lost, "dropped")
    }
    if (ready.get(added.hash) === undefined) throw new PoolError({ type: "ImmediatelyDropped" })
  }

  function trimFuture(added: PoolEntry): void {
    while (future.size > limits.futureCount || future.bytes > limits.futureBytes) {
      const oldest = future.oldest()
      if (oldest === undefined) break
      future.remove(oldest)
      if (oldest === added) throw new PoolError({ type: "ImmediatelyDropped" })
      notify(oldest, "dropped")
    }
  }

  function drop(entry: PoolEntry, reason: "invalid" | "dropped"): void {
    future.remove(entry)
    const gone = ready.get(entry.hash) === entry ? ready.removeTree(entry) : [entry]
    for (const one of gone) {
      if (reason === "invalid") ban(one.hash)
      notify(one, reason)
    }
  }

  return {
    ready,
    future,
    get,
    add,
    replace(entry, validity) {
      const missing = validity.requires.filter((tag) => ready.provider(tag) === undefined)
      if (ready.get(entry.hash) === entry && missing.length === 0) {
        ready.remove(entry)
        entry.validity = validity
        ready.add(entry)
        return false
      }
      if (future.get(entry.hash) === entry && missing.length > 0) {
        // Its place in line stays, and its watchers know that it waits.
        entry.validity = validity
        return false
      }
      ready.remove(entry)
      future.remove(entry)
      entry.validity = validity
      try {
        return add(entry)
      } catch {
        notify(entry, "dropped")
        return false
      }
    },
    removeOne(entry) {
      ready.remove(entry)
      future.remove(entry)
    },
    drop,
  }
}
