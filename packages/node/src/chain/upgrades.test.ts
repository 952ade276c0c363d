import type { Runtime } from "@taonet/frame/runtime"
import { createMemoryStore } from "@taonet/state/memoryStore"
import type { KvReader } from "@taonet/state/types"
import { expect, it } from "vitest"
import { upgradesUpTo } from "./upgrades.ts"

/** Blocks whose state is a version under one key, and runtimes that go by it. */
function chainOf(versions: readonly number[], oldest = 0) {
  const runtimes = new Map(versions.map((version) => [version, { name: version }]))
  const base = {
    open: (overlay: Pick<KvReader, "get">) => overlay,
    successor: (state: Pick<KvReader, "get">) => {
      const version = state.get("code")?.[0] ?? 0
      return version > 0 ? runtimes.get(version) : undefined
    },
  } as unknown as Runtime
  let reads = 0
  const found = upgradesUpTo(versions.length - 1, base, (number) => {
    reads++
    const version = versions[number]
    if (version === undefined || number < oldest) return undefined
    const store = createMemoryStore()
    store.batch(new Map([["code", Uint8Array.of(version)]]))
    return store.snapshot()
  })
  const byName = found.map(({ from, runtime }) => [from, (runtime as unknown as { name?: number }).name ?? 0])
  return { byName, reads }
}
const blocks = (...runs: readonly (readonly [version: number, count: number])[]): number[] =>
  runs.flatMap(([version, count]) => Array<number>(count).fill(version))

it("finds each upgrade at its block", () => {
  expect(chainOf(blocks([0, 7], [1, 1], [3, 90], [4, 2])).byName).toEqual([
    [0, 0],
    [7, 1],
    [8, 3],
    [98, 4],
  ])
})

it("reads one state where there was none, and few of many", () => {
  expect(chainOf(blocks([0, 1_000]))).toEqual({ byName: [[0, 0]], reads: 1 })
  expect(chainOf(blocks([0, 600], [1, 400])).reads).toBeLessThan(13)
})

it("takes a chain that began under a later version", () => {
  expect(chainOf(blocks([2, 5])).byName).toEqual([
    [0, 0],
    [0, 2],
  ])
})

it("counts what the store no longer has as the oldest version's", () => {
  expect(chainOf(blocks([0, 10], [1, 90]), 40).byName).toEqual([
    [0, 0],
    [40, 1],
  ])
})
