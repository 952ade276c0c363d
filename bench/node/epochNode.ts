/** A node over a grown network in a process of its own, for epoch.ts: prints its URL and ends when its input does. */

import { startLocalNode } from "@taonet/node/testKit"
import { storage } from "@taonet/runtime/pallets/subtensor/schema"
import { createRuntime } from "@taonet/runtime/runtime"
import { local } from "@taonet/runtime/specs/local"
import { createMemoryStore } from "@taonet/state/memoryStore"
import { createOverlay } from "@taonet/state/overlay"
import { fillNetwork, fillSubnet, startClock } from "../network.ts"
import type { HeavyNetwork } from "./epoch.ts"

const { subnets, uids, largest, tempo, blockTimeMs } = JSON.parse(process.argv[2] ?? "") as HeavyNetwork
const validators = 64

const plain = createRuntime(local)
const store = createMemoryStore(plain.genesis())
const state = plain.open(createOverlay(store.snapshot()))
fillNetwork(state, { subnets: subnets - 1, uids, validators: Math.min(validators, uids) })
fillSubnet(state, subnets, { subnets, uids: largest, validators: Math.min(validators, largest) })
startClock(state, 0, subnets)
storage.Tempo.set(state, subnets, tempo)
store.batch(state.changes())
const genesis = new Map([...store.keys("")].map((key) => [key, store.get(key) as Uint8Array]))

const node = await startLocalNode({ runtime: { ...plain, genesis: () => genesis }, blockTimeMs })
console.log(node.url)
process.stdin.resume().on("end", async () => {
  await node.close()
  process.exit(0)
})
