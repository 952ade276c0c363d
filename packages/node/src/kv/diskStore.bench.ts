/**
 * Databases of many accounts. `npx vitest bench --run packages/node/src/kv`; a million keys take a minute to prepare and 3 GB, so they
 * come with TAONET_BENCH_LARGE=1.
 */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { bytesToKey, utf8 } from "@taonet/primitives/bytes"
import { blake2b128, twox128 } from "@taonet/primitives/hash"
import { createTrie, type Trie } from "@taonet/state/trie/trie"
import type { Changes, StorageKey } from "@taonet/state/types"
import { afterAll, bench, describe } from "vitest"
import { createChain } from "../chain/chain.ts"
import { fakeRuntime } from "../fakeRuntime.testkit.ts"
import { noLog } from "../log.ts"
import { type DiskChainStore, openDiskStore } from "./diskStore.ts"

const prefix = bytesToKey(twox128(utf8("System"))) + bytesToKey(twox128(utf8("Account")))
const changedKeys = 1_000
/** An account's record: 80 bytes, of which most differ from account to account. */
const valueBytes = 80

const accounts = process.env["TAONET_BENCH_LARGE"] === "1" ? 1_000_000 : 100_000
const state = new Map(Array.from({ length: accounts }, (_, index) => [accountKey(index), record(index)]))
const folder = mkdtempSync(join(tmpdir(), "taonet-bench-"))
const runtime = { ...fakeRuntime(), genesis: () => state }
let store: DiskChainStore = await openDiskStore({ folder })
await createChain({ runtime, store, log: noLog })
let number = 0
let round = 1

afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

describe(`a database of ${accounts} accounts`, () => {
  let latest: Trie | undefined
  bench(
    `${changedKeys} changed keys: root and durable commit`,
    async () => {
      const changes = someChanges()
      // As a node that has been started: branches are read when they are first met.
      latest = (latest ?? (await reopened()).trie?.() ?? createTrie()).update(changes)
      void latest.root
      await store.commit({ number: ++number, state: changes, blocks: new Map(), trie: latest })
    },
    { iterations: 20, time: 2_000 },
  )
})

describe(`opening a database of ${accounts} accounts`, () => {
  const options = { iterations: 3, time: 0, warmupIterations: 1, warmupTime: 0 }
  bench(
    "with its state and the root of its trie",
    async () => {
      void (await reopened()).trie?.().root
    },
    options,
  )
  bench(
    "and what it would take to compute the root instead",
    () => {
      void createTrie(state).root
    },
    options,
  )
})

async function reopened(): Promise<DiskChainStore> {
  await store.close()
  store = await openDiskStore({ folder })
  return store
}

function someChanges(): Changes {
  round++
  const stride = Math.trunc(accounts / changedKeys)
  return new Map(
    Array.from({ length: changedKeys }, (_, index) => {
      const account = (index * stride + round * 7919) % accounts
      return [accountKey(account), record(account + round)]
    }),
  )
}

function accountKey(index: number): StorageKey {
  const account = new Uint8Array(32)
  new DataView(account.buffer).setUint32(0, Math.imul(index, 2_654_435_761) >>> 0)
  new DataView(account.buffer).setUint32(4, index)
  return prefix + bytesToKey(blake2b128(account)) + bytesToKey(account)
}

function record(index: number): Uint8Array {
  const out = new Uint8Array(valueBytes)
  const view = new DataView(out.buffer)
  view.setUint32(0, index)
  for (let at = 16; at < valueBytes; at += 4) view.setUint32(at, Math.imul(index + at, 2_246_822_519) >>> 0)
  return out
}
