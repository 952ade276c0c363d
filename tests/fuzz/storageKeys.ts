import { devAuthor } from "@taonet/node/author"
import { startNode } from "@taonet/node/node"
import { bytesToKey, keyToBytes } from "@taonet/primitives/bytes"
import { toHex } from "@taonet/primitives/hex"
import { createRuntime } from "@taonet/runtime/runtime"
import { local } from "@taonet/runtime/specs/local"
import type { StorageKey } from "@taonet/state/types"
import fc from "fast-check"
import { mutated } from "./arbitraries.ts"
import type { Target } from "./target.ts"

const pageSizes = [0, 1, 2, 7, 1000]

/** Keys near those of a real state: what the node says of them is what a plain sorted list says. */
export const storageKeys: Target = async ({ seed, runs }) => {
  const node = await startNode({ runtime: createRuntime(local), author: devAuthor(), blockTimeMs: "manual" })
  try {
    await node.engine.produce(2)
    const { reader } = node.chain.state(node.chain.head().hash)
    const entries = new Map([...reader.keys("")].map((key) => [key, reader.get(key) as Uint8Array]))
    const sorted = [...entries.keys()].sort()
    const near = fc.nat({ max: sorted.length - 1 }).chain((index) => {
      const key = keyToBytes(sorted[index] ?? "")
      return fc.oneof(
        fc.constant(key),
        mutated(key),
        fc.nat({ max: key.length }).map((end) => key.slice(0, end)),
      )
    })
    const key = fc.oneof(
      { weight: 5, arbitrary: near },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }) },
    )
    // Where nothing stands, Substrate answers the size of everything below.
    const sizeUnder = (prefix: StorageKey): number =>
      sorted.reduce((sum, one) => sum + (one.startsWith(prefix) ? (entries.get(one)?.length ?? 0) : 0), 0)
    const check = async (a: Uint8Array, b: Uint8Array, count: number): Promise<void> => {
      const [one, prefix] = [bytesToKey(a), bytesToKey(b)]
      const value = entries.get(one)
      same(await node.request("state_getStorage", [toHex(a)]), value === undefined ? null : toHex(value))
      same(await node.request("state_getStorageSize", [toHex(a)]), value?.length ?? (sizeUnder(one) || null))
      const after = sorted.filter((other) => other.startsWith(prefix) && other > one).slice(0, count)
      same(
        await node.request("state_getKeysPaged", [toHex(b), count, toHex(a)]),
        after.map((other) => toHex(keyToBytes(other))),
      )
      same(
        reader.nextKey(one),
        sorted.find((other) => other > one),
      )
    }
    await fc.assert(fc.asyncProperty(key, key, fc.constantFrom(...pageSizes), check), { seed, numRuns: runs })
  } finally {
    await node.close()
  }
}

function same(actual: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (a !== b) throw new Error(`${a?.slice(0, 200)} instead of ${b?.slice(0, 200)}`)
}
