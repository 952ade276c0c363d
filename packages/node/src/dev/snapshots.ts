import type { Hex } from "@taonet/primitives/hex"
import type { ChainCapture } from "../chain/controls.ts"
import type { EngineMode } from "../engines/engine.ts"
import { type DevContext, type Place, placeOf } from "./context.ts"
import { DevError } from "./errors.ts"
import type { Records } from "./records.ts"

/** Points to go back to. A snapshot holds state, blocks, pool, clock and mode of sealing, and shares with the chain what does not change. */
export interface Snapshots {
  /** Answers its id. */
  snapshot(): Promise<number>
  /** Goes back to a snapshot, earlier or later; it stays good, and so do all others. */
  revert(id: number): Promise<Place>
  dropSnapshot(id: number): boolean
  snapshots(): number[]
  /** As when the chain was started: snapshots are gone as well. */
  reset(): Promise<Place>
  /** From now on `reset` goes back to here. */
  startHere(): Promise<void>
  /** Makes a recent block the head, by hash or number. The pool stays. */
  setHead(block: Hex | number): Promise<Place>
}

interface Snapshot {
  readonly chain: ChainCapture
  restorePool(): void
  readonly nowMs: number
  readonly mode: EngineMode
}

/** Each keeps what changed since alive. */
const maxSnapshots = 100_000

export function createSnapshots(context: DevContext, records: Records, onReset: () => void): Snapshots {
  const { chain, pool, engine, clock } = context
  const taken = new Map<number, Snapshot>()
  let next = 1
  let origin = chain.controls.canRewind ? take() : undefined

  function take(): Snapshot {
    return {
      chain: chain.controls.capture(),
      restorePool: pool.capture(),
      nowMs: clock.unixMs(),
      mode: engine.mode,
    }
  }

  /** The mode afterwards. */
  function goTo({ chain: capture, restorePool, nowMs, mode }: Snapshot): EngineMode {
    clock.set(nowMs)
    chain.controls.restore(capture)
    restorePool()
    return mode
  }

  function found(id: number): Snapshot {
    const snapshot = taken.get(id)
    if (snapshot !== undefined) return snapshot
    const known =
      taken.size === 0 ? "there is none" : `there are ${taken.size}, up to ${[...taken.keys()].at(-1)}`
    throw new DevError("unknown-id", "id", `no snapshot has the id ${id}; ${known}`)
  }

  return {
    snapshot: () =>
      engine.exclusive(() => {
        if (taken.size >= maxSnapshots)
          throw new DevError(
            "too-far",
            "id",
            `more than ${maxSnapshots} snapshots; dev_dropSnapshot makes room`,
          )
        const id = next++
        taken.set(id, take())
        return id
      }),
    async revert(id) {
      await engine.changing(() => goTo(found(id)))
      return placeOf(chain.head())
    },
    dropSnapshot: (id) => {
      found(id)
      return taken.delete(id)
    },
    snapshots: () => [...taken.keys()],
    async reset() {
      await engine.changing(() => {
        // Refuses where the chain can not go back.
        const mode = goTo(origin ?? take())
        taken.clear()
        next = 1
        onReset()
        return mode
      })
      return placeOf(chain.head())
    },
    startHere: () =>
      engine.exclusive(() => {
        if (chain.controls.canRewind) origin = take()
      }),
    setHead: (block) =>
      engine.exclusive(() => {
        const hash = typeof block === "number" ? chain.hashByNumber(block) : block
        const mark = hash && records.mark(hash)
        if (mark === undefined)
          throw new DevError("unknown-block", "block", `${block} is none of the last blocks made here`)
        chain.controls.restore(mark)
        return placeOf(chain.head())
      }),
  }
}
