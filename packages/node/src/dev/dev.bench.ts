import { bench, describe, expect } from "vitest"
import { startDevNode } from "./dev.testkit.ts"

/*
 * `npx vitest bench --run packages/node/src/dev`. The targets, on a quiet machine of two cores: 10,000 empty blocks in 10 s (with the beacon's
 * 833 pulses), to the next epoch of a subnet of 256 in 100 ms, snapshot and revert in 5 ms at 100,000 accounts.
 */
const once = { iterations: 1, warmupIterations: 0, time: 0, warmupTime: 0 }
const few = { iterations: 5, warmupIterations: 1, time: 0, warmupTime: 0 }

const account = (i: number): `0x${string}` => `0x${i.toString(16).padStart(64, "0")}`

describe("a development chain", async () => {
  const node = await startDevNode()
  await node.dev.mine()
  bench("boots in process and answers", async () => {
    const other = await startDevNode()
    await other.request("system_chain")
    await other.close()
  })
  bench(
    "makes 10,000 empty blocks",
    async () => {
      await node.dev.mine({ count: 10_000 })
    },
    once,
  )
})

describe("a subnet of 256 neurons", async () => {
  const node = await startDevNode()
  const uids = Array.from({ length: 256 }, (_, uid) => uid)
  const netuid = 1
  const list = (value: unknown): unknown[] => uids.map(() => value)
  await node.dev.setStorage({
    SubtensorModule: {
      SubnetworkN: [[[netuid], 256]],
      Keys: uids.map((uid) => [[netuid, uid], account(uid + 1)]),
      Uids: uids.map((uid) => [[netuid, account(uid + 1)], uid]),
      BlockAtRegistration: uids.map((uid) => [[netuid, uid], 0]),
      Active: [[[netuid], list(true)]],
      ValidatorPermit: [[[netuid], uids.map((uid) => uid < 64)]],
      LastUpdate: [[[netuid], list(1)]],
      Weights: uids
        .slice(0, 64)
        .map((uid) => [[netuid, uid], uids.slice(64).map((to) => [to, 1 + ((uid * 7 + to) % 97)])]),
    },
  })
  await node.dev.mineToEpoch(netuid)
  const id = await node.dev.snapshot()
  bench(
    "goes to the next epoch",
    async () => {
      await node.dev.revert(id)
      await node.dev.mineToEpoch(netuid)
    },
    few,
  )
})

describe("a chain of 100,000 accounts", async () => {
  const node = await startDevNode()
  const entries = Array.from({ length: 100_000 }, (_, i) => account(i + 1))
  const row = { providers: 1, data: { free: 1_000_000 } }
  await node.dev.setStorage({ System: { Account: entries.map((one) => [[one], row]) } })
  await node.dev.mine({ count: 3 })
  const roots = new Set<string>()
  const { chain } = node
  bench("takes a snapshot, makes a block, and goes back", async () => {
    const id = await node.dev.snapshot()
    await node.dev.mine()
    await node.dev.revert(id)
    roots.add(chain.state(chain.head().hash).trie.root)
    expect(roots.size).toBe(1)
    node.dev.dropSnapshot(id)
  })
  bench("takes a snapshot and goes back", async () => {
    const id = await node.dev.snapshot()
    await node.dev.revert(id)
    node.dev.dropSnapshot(id)
  })
  bench("sets a balance", async () => {
    await node.dev.setBalance(account(5), 2_000_000n + BigInt(chain.head().header.number))
  })
  bench(
    "writes a dump",
    async () => {
      await node.dev.dump()
    },
    few,
  )
  const dump = await node.dev.dump()
  bench(
    "loads a dump",
    async () => {
      await node.dev.load(dump)
    },
    few,
  )
})
