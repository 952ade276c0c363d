import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import type { Child } from "./child.ts"
import { createClosers } from "./closers.ts"
import { keepRunning } from "./keepRunning.ts"

/** A process of which the test decides when it is ready and when it ends. */
function fakeChild() {
  const ready = deferred<string>()
  const ended = deferred<number | string>()
  const child: Child = {
    ready: ready.promise,
    ended: ended.promise,
    stop: async () => ended.resolve(0),
    kill: () => ended.resolve("SIGKILL"),
  }
  return { child, becomeReady: () => ready.resolve("url"), end: (how: number | string) => ended.resolve(how) }
}

function deferred<T>(): { readonly promise: Promise<T>; resolve(value: T): void } {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve: (value) => resolve(value) }
}

describe("keepRunning", () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  function supervised() {
    const children: ReturnType<typeof fakeChild>[] = []
    const logged: unknown[] = []
    const kept = keepRunning({
      name: "miner",
      start: () => {
        const fake = fakeChild()
        children.push(fake)
        return fake.child
      },
      log: (event, fields) => logged.push([event, fields?.["how"], fields?.["restartInMs"]]),
      waitMs: 1_000,
      waitMaxMs: 4_000,
      wellAfterMs: 60_000,
      now: Date.now,
    })
    const dieAfter = async (aliveMs: number, how: number | string) => {
      await vi.advanceTimersByTimeAsync(aliveMs)
      children.at(-1)?.end(how)
      await vi.advanceTimersByTimeAsync(0)
    }
    return { kept, children, logged, dieAfter }
  }

  it("starts what died again, ever later, and soon again after it lived well", async () => {
    const { children, logged, dieAfter } = supervised()
    for (const waitMs of [1_000, 2_000, 4_000, 4_000]) {
      const before = children.length
      await dieAfter(10, 1)
      await vi.advanceTimersByTimeAsync(waitMs - 1)
      expect(children).toHaveLength(before)
      await vi.advanceTimersByTimeAsync(1)
      expect(children).toHaveLength(before + 1)
    }
    await dieAfter(60_000, "SIGSEGV")
    expect(logged.map((line) => (line as unknown[])[2])).toEqual([1_000, 2_000, 4_000, 4_000, 1_000])
    expect(logged.at(-1)).toEqual(["process.ended", "SIGSEGV", 1_000])
  })

  it("is ready once any of the processes was", async () => {
    const { kept, children, dieAfter } = supervised()
    let isReady = false
    kept.ready.then(() => {
      isReady = true
    })
    await dieAfter(0, 1)
    expect(isReady).toBe(false)
    await vi.advanceTimersByTimeAsync(1_000)
    children[1]?.becomeReady()
    await vi.advanceTimersByTimeAsync(0)
    expect(isReady).toBe(true)
  })

  it("starts nothing after it was stopped, whether it was running or waiting", async () => {
    for (const died of [false, true]) {
      const { kept, children, logged, dieAfter } = supervised()
      if (died) await dieAfter(0, 1)
      await kept.stop()
      await vi.advanceTimersByTimeAsync(100_000)
      expect(children).toHaveLength(1)
      expect(logged).toHaveLength(died ? 1 : 0)
    }
  })
})

describe("closers", () => {
  it("close the last first, one after the other, whatever fails, and late ones at once", async () => {
    const closers = createClosers()
    const order: string[] = []
    closers.add(() => order.push("first"))
    closers.add(async () => {
      await Promise.resolve()
      order.push("second")
    })
    closers.add(() => {
      order.push("third")
      throw new Error("gone")
    })
    await closers.closeAll()
    closers.add(() => order.push("late"))
    expect(order).toEqual(["third", "second", "first", "late"])
    await closers.closeAll()
    expect(order).toHaveLength(4)
  })
})
