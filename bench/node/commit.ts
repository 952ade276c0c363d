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
/** After so many changes for each lowest branch of the trie (16 accounts share one), nearly all have been met. */
const meetings = 4
const accountsOfBranch = 16

/**
 * Blocks that change a thousand accounts of many: the new root, and the batch on disk. A node that has just started reads each branch of the
 * trie when it first meets it; one that runs for a time has them in memory. `blocks` of either kind are timed.
 */
export function commitResults(accounts: number, blocks: number): Promise<Result[]> {
  return withFolder(async (folder) => {
    await storeAccounts(folder, accounts)
    const store = await openDiskStore({ folder })
    let trie: Trie = store.trie?.() ?? createTrie()
    const times: number[] = []
    const between = Math.ceil((meetings * accounts) / (changed * accountsOfBranch))
    for (let number = 1; number <= blocks + between + blocks; number++) {
      const changes = changesOf(number, accounts)
      const begin = performance.now()
      trie = trie.update(changes)
      void trie.root
      await store.commit({ number, state: changes, blocks: new Map(), trie })
      times.push(performance.now() - begin)
    }
    await store.close()
    const what = `${changed.toLocaleString("en-US")} changed of ${accounts.toLocaleString("en-US")} accounts: root and durable commit`
    return [
      { what, value: medianOf(times.slice(-blocks)), unit: "ms", target: { atMost: 60 } },
      { what: "… just after a start", value: medianOf(times.slice(0, blocks)), unit: "ms" },
      { what: "… the slowest", value: Math.max(...times), unit: "ms" },
    ]
  })
}

/** A chain's first block with so many accounts, of which nothing stays in memory. */
async function storeAccounts(folder: string, accounts: number): Promise<void> {
  const state = new Map(Array.from({ length: accounts }, (_, i) => [keyOf(i), recordOf(i)] as const))
  const store = await openDiskStore({ folder })
  await createChain({ runtime: { ...fakeRuntime(), genesis: () => state }, store, log: noLog })
  await store.close()
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
