import { fromHex, type Hex } from "@taonet/primitives/hex"
import { createMemoryStore } from "@taonet/state/memoryStore"
import { createOverlay } from "@taonet/state/overlay"
import type { Changes } from "@taonet/state/types"
import { bench, describe } from "vitest"
import { appendNeuron } from "../../pallets/subtensor/neurons/neurons.ts"
import { storage } from "../../pallets/subtensor/storage.ts"
import { createRuntime } from "../../runtime.ts"
import { local } from "../../specs/local.ts"

const context = { blockHash: `0x${"00".repeat(32)}` as Hex }
const runtime = createRuntime(local)
const uids = 256
const subnets = 20

const key = (netuid: number, uid: number): Hex =>
  `0x${(netuid * 1000 + uid + 1).toString(16).padStart(8, "0").repeat(8)}`

/** Full subnets whose miners each have an axon and stake, a quarter of them with a parent. */
function fullState(): Changes {
  const state = runtime.open(createOverlay(createMemoryStore(runtime.genesis())))
  for (let netuid = 2; netuid < 2 + subnets; netuid++) {
    storage.NetworksAdded.set(state, netuid, true)
    for (let uid = 0; uid < uids; uid++) {
      const hotkey = key(netuid, uid)
      appendNeuron(state, netuid, hotkey, 1n)
      storage.Owner.set(state, hotkey, key(netuid, uid + 500))
      storage.TotalHotkeyAlpha.set(state, hotkey, netuid, BigInt(uid) * 1_000_000_007n)
      storage.TotalHotkeyAlpha.set(state, hotkey, 0, BigInt(uid) * 1_000_003n)
      storage.AlphaDividendsPerSubnet.set(state, netuid, hotkey, BigInt(uid))
      if (uid % 4 === 0) storage.ParentKeys.set(state, hotkey, netuid, [[1n << 60n, key(netuid, uid + 1)]])
      storage.Axons.set(state, netuid, hotkey, {
        block: 1n,
        version: 1,
        ip: 16_909_060n,
        port: 8091,
        ip_type: 4,
        protocol: 4,
        placeholder1: 0,
        placeholder2: 0,
      })
    }
  }
  return state.changes()
}

const store = createMemoryStore(fullState())
const ask = (method: string, args: string): Uint8Array =>
  runtime.call(runtime.open(createOverlay(store)), `SubnetInfoRuntimeApi_${method}`, fromHex(args), context)

describe("metagraph of 256 uids", () => {
  bench("get_metagraph", () => void ask("get_metagraph", "0200"))
  bench("get_selective_metagraph, hotkeys and incentives", () => {
    ask("get_selective_metagraph", "020008 3400 3e00".replaceAll(" ", ""))
  })
})

describe("20 full subnets", () => {
  bench("get_all_metagraphs", () => void ask("get_all_metagraphs", ""))
  bench("get_all_dynamic_info", () => void ask("get_all_dynamic_info", ""))
})
