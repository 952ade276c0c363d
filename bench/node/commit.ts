import { createChain } from "@taonet/node/chain/chain"
import { fakeRuntime } from "@taonet/node/fakeRuntime.testkit"
import { openDiskStore } from "@taonet/node/kv/diskStore"
import { noLog } from "@taonet/node/log"
import { encode } from "@taonet/primitives/scale/index"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import { createTrie, type Trie } from "@taonet/state/trie/trie"
import type { Changes, StorageKey } from "@taonet/state/types"
import { medianOf } from "../median.ts"
import { account } from "../network.ts"
import type { Result } from "../table.ts"
import { withFolder } from "./process.ts"

const changed = 1_000

/** Blocks that change a thousand accounts of many: the new root, and the batch on disk. */
export function commitResults(accounts: number, blocks: number): Promise<Result[]> {
  return withFolder(async (folder) => {
    const state = new Map(Array.from({ length: accounts }, (_, i) => [keyOf(i), recordOf(i)] as const))
    const first = await openDiskStore({ folder })
    await createChain({ runtime: { ...fakeRuntime(), genesis: () => state }, store: first, log: noLog })
    await first.close()
    // As a node that was started again: branches are read when they are first met.
    const store = await openDiskStore({ folder })
    let trie: Trie = store.trie?.() ?? createTrie()
    const times: number[] = []
    for (let number = 1; number <= blocks; number++) {
      const changes = changesOf(number, accounts)
      const begin = performance.now()
      trie = trie.update(changes)
      void trie.root
      await store.commit({ number, state: changes, blocks: new Map(), trie })
      times.push(performance.now() - begin)
    }
    await store.close()
    const many = accounts.toLocaleString("en-US")
    return [
      {
        what: `${changed.toLocaleString("en-US")} changed of ${many} accounts: root and durable commit`,
        value: medianOf(times),
        unit: "ms",
        target: { atMost: 60 },
      },
      { what: "… the slowest", value: Math.max(...times), unit: "ms" },
    ]
  })
}

/** Spread over the whole state, others each time. */
function changesOf(number: number, accounts: number): Changes {
  const stride = Math.max(1, Math.trunc(accounts / changed))
  return new Map(
    Array.from({ length: Math.min(changed, accounts) }, (_, i) => {
      const index = (i * stride + number * 7919) % accounts
      return [keyOf(index), recordOf(index + number)]
    }),
  )
}

const keyOf = (index: number): StorageKey => system.Account.key(account(index))

function recordOf(index: number): Uint8Array {
  const data = { free: BigInt(index) * 1_000_003n, reserved: 0n, frozen: 0n, flags: 1n << 127n }
  return encode(system.Account.codec, { nonce: index & 7, consumers: 0, providers: 1, sufficients: 0, data })
}
