import { keyToBytes } from "@taonet/primitives/bytes"
import { toHex } from "@taonet/primitives/hex"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import { devAccounts } from "@taonet/runtime/specs/devAccounts"
import type { Result } from "../table.ts"
import { openClient } from "./client.ts"
import { startNodeProcess, withFolder } from "./process.ts"

const inFlight = 64

/** Storage reads over one WebSocket of a node that makes its blocks meanwhile. */
export function readsResults(count: number): Promise<Result[]> {
  return withFolder(async (folder) => {
    const node = await startNodeProcess(folder)
    const client = await openClient(node.url)
    const keys = Object.values(devAccounts).map((who) => [toHex(keyToBytes(system.Account.key(who)))])
    const list = Array.from({ length: count }, (_, i) => keys[i % keys.length]!)
    await client.askAll("state_getStorage", list.slice(0, count >> 2), inFlight)
    const begin = performance.now()
    const { count: refused, first } = await client.askAll("state_getStorage", list, inFlight)
    const seconds = (performance.now() - begin) / 1000
    client.close()
    await node.stop()
    if (refused > 0) throw new Error(`a read was refused: ${JSON.stringify(first)}`)
    return [
      {
        what: "storage reads over one WebSocket",
        value: count / seconds,
        unit: "/s",
        target: { atLeast: 5000 },
      },
    ]
  })
}
