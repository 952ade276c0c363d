import { fromHex, type Hex } from "@taonet/primitives/hex"
import { watchBooks } from "@taonet/runtime/invariants/index"
import { createRuntime } from "@taonet/runtime/runtime"
import { local } from "@taonet/runtime/specs/local"
import { createMemoryStore } from "@taonet/state/memoryStore"
import { createOverlay } from "@taonet/state/overlay"
import type { KvReader } from "@taonet/state/types"
import { fillNetwork, type NetworkSize } from "../network.ts"
import { coreMs } from "../oneCore.ts"
import type { Result } from "../table.ts"

const runtime = createRuntime(local)
const context = { blockHash: `0x${"00".repeat(32)}` as Hex }

function storeOf(size?: NetworkSize): KvReader {
  const state = runtime.open(createOverlay(createMemoryStore(runtime.genesis())))
  if (size) fillNetwork(state, size)
  const store = createMemoryStore(runtime.genesis())
  store.batch(state.changes())
  return store.snapshot()
}

/** Each call reads the state anew, as a client's does. */
export function metagraphResults(): Result[] {
  const store = storeOf({ subnets: 128, uids: 256, validators: 64 })
  const call = (method: string, args = "") => {
    runtime.call(runtime.open(createOverlay(store)), `SubnetInfoRuntimeApi_${method}`, fromHex(args), context)
  }
  return [
    {
      what: "get_metagraph, 256 uids",
      value: median(20, () => call("get_metagraph", "0200")),
      unit: "ms",
      target: { atMost: 10 },
    },
    {
      what: "get_all_metagraphs, 128 subnets",
      value: median(5, () => call("get_all_metagraphs")),
      unit: "ms",
      target: { atMost: 1000 },
    },
    {
      what: "get_all_dynamic_info, 128 subnets",
      value: median(5, () => call("get_all_dynamic_info")),
      unit: "ms",
    },
  ]
}

/** What the check of the books after a block costs. */
export function booksResults(): Result[] {
  return [
    ["a new local network", undefined, 30],
    ["4 subnets of 64 uids", { subnets: 4, uids: 64, validators: 8 }, 10],
    ["128 subnets of 256 uids", { subnets: 128, uids: 256, validators: 64 }, 2],
  ].map(([name, size, runs]) => {
    const store = storeOf(size as NetworkSize | undefined)
    const books = watchBooks(runtime.open(createOverlay(store)))
    const value = median(runs as number, () => books.look(runtime.open(createOverlay(store))))
    return { what: `all invariants, ${name as string}`, value, unit: "ms" }
  })
}

/** Milliseconds. */
function median(runs: number, body: () => unknown): number {
  const times = Array.from({ length: runs }, () => {
    const begin = coreMs()
    body()
    return coreMs() - begin
  }).sort((a, b) => a - b)
  return times[runs >> 1] ?? 0
}
