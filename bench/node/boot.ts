import { devAuthor } from "@taonet/node/author"
import { databaseFolder } from "@taonet/node/kv/database"
import { openDiskStore } from "@taonet/node/kv/diskStore"
import { startNode } from "@taonet/node/node"
import { keyToBytes } from "@taonet/primitives/bytes"
import { encode } from "@taonet/primitives/scale/index"
import {
  createTransactionChain,
  keyOf,
  signTransaction,
} from "@taonet/runtime/executive/transactions.testkit"
import { calls as sudo } from "@taonet/runtime/pallets/sudo/schema"
import { storage as system, calls as systemCalls } from "@taonet/runtime/pallets/system/schema"
import { createRuntime } from "@taonet/runtime/runtime"
import { local } from "@taonet/runtime/specs/local"
import { withDrand } from "../../packages/cli/src/drand.ts"
import { median } from "../median.ts"
import { account } from "../network.ts"
import type { Result } from "../table.ts"
import { firstAnswerMs, withFolder } from "./process.ts"

/** From the start of the process to the first answer, with an empty folder and with one of so many accounts. */
export async function bootResults(accounts: number, runs: number): Promise<Result[]> {
  const empty = await median(runs, () => withFolder(bootMs))
  const full = await withFolder(async (folder) => {
    await fill(folder, accounts)
    return median(runs, () => bootMs(folder))
  })
  return [
    { what: "boot to the first answer, empty", value: empty, unit: "ms", target: { atMost: 1000 } },
    {
      what: `boot to the first answer, ${accounts.toLocaleString("en-US")} accounts`,
      value: full,
      unit: "ms",
      target: { atMost: 3000 },
    },
  ]
}

const bootMs = (folder: string): Promise<number> =>
  firstAnswerMs(["node", "--data-dir", folder, "--log-level", "error"])

/** Rows that one call writes: its transaction stays below the pool's limit. */
const rowsPerCall = 20_000

/** Writes accounts into the state by the root key, block by block, as any other change comes there. */
async function fill(folder: string, accounts: number): Promise<void> {
  const store = await openDiskStore({ folder: databaseFolder(folder) })
  const { spec } = withDrand(local, { drand: "offline" })
  const node = await startNode({
    runtime: createRuntime(spec),
    store,
    author: devAuthor(),
    blockTimeMs: "manual",
  })
  const { state } = createTransactionChain()
  let nonce = 0
  for (let first = 0; first < accounts; first += rowsPerCall) {
    const items = Array.from({ length: Math.min(rowsPerCall, accounts - first) }, (_, i) => rowOf(first + i))
    const call = sudo.sudo.make({ call: systemCalls.set_storage.make({ items }) })
    const signing = { nonce: nonce++, genesisHash: node.chain.genesisHash }
    node.pool.submit(signTransaction(state, keyOf("//Alice"), call, signing))
    await node.engine.produce()
  }
  await node.close()
  await store.close()
}

function rowOf(index: number): [Uint8Array, Uint8Array] {
  const data = { free: BigInt(index) * 1_000_003n, reserved: 0n, frozen: 0n, flags: 1n << 127n }
  const info = { nonce: index & 7, consumers: 0, providers: 1, sufficients: 0, data }
  return [keyToBytes(system.Account.key(account(index))), encode(system.Account.codec, info)]
}
