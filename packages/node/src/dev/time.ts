import { storage as timestamp } from "@taonet/runtime/pallets/timestamp/schema"
import { nextTimestamp } from "../chain/execute.ts"
import { type DevContext, headState } from "./context.ts"
import { DevError } from "./errors.ts"

/** The end of the year 9999: beyond it dates have no common form. */
const latestMs = 253_402_300_799_999

export interface Time {
  /** Milliseconds since 1970, as the chain's clock says. */
  now(): number
  /** Sets the clock; answers the time of the next block. A date in any form that `Date` reads, or milliseconds since 1970. */
  timeTravel(to: string | number | Date): Promise<number>
  increaseTime(ms: number): Promise<number>
}

export function createTime(context: DevContext): Time {
  const { chain, clock, engine } = context

  const last = (): number => Number(timestamp.Now.get(headState(context)))
  const now = (): number => Math.max(Math.trunc(clock.unixMs()), last())

  async function set(to: () => number, field: string): Promise<number> {
    return engine.exclusive(() => {
      const target = to()
      if (target < last())
        throw new DevError(
          "in-the-past",
          field,
          `${text(target)} is before the last block, which has ${text(last())}`,
        )
      if (target > latestMs) throw new DevError("too-far", field, `${target} is after ${text(latestMs)}`)
      clock.set(target)
      return Number(nextTimestamp(chain.head().header, BigInt(Math.trunc(target)), chain.slotDurationMs))
    })
  }

  return {
    now,
    timeTravel: (to) => set(() => dateOf(to), "date"),
    increaseTime(ms) {
      if (!Number.isFinite(ms) || ms < 0)
        throw new DevError("in-the-past", "ms", "time goes forward by so many milliseconds, not back")
      return set(() => now() + ms, "ms")
    },
  }
}

function dateOf(to: string | number | Date): number {
  const ms = typeof to === "string" && /^\d+$/.test(to) ? Number(to) : new Date(to).getTime()
  if (Number.isNaN(ms)) throw new DevError("bad-value", "date", `"${to}" is no date`)
  return ms
}

const text = (ms: number): string => {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? String(ms) : date.toISOString()
}
