import { storage as system } from "@taonet/runtime/pallets/system/schema"
import { devAccounts } from "@taonet/runtime/specs/devAccounts"
import { local } from "@taonet/runtime/specs/local"
import { afterEach, beforeEach, expect, it } from "vitest"
import { type DevNode, devSpec, startDevNode } from "./dev.testkit.ts"

const { Alice, Bob } = devAccounts
let node: DevNode
beforeEach(async () => {
  node = await startDevNode()
  await node.dev.mine({ count: 30 })
  await node.dev.setBalance(Bob, 7_000_000_000n)
  await node.dev.call(Alice, { Balances: { transfer_keep_alive: { dest: Bob, value: 1 } } })
})
afterEach(() => node.close())
const rootOf = ({ chain }: DevNode) => chain.state(chain.head().hash).trie.root

it("comes back with the same root, blocks and time, and goes on in the same way", async () => {
  const dump = await node.dev.dump()
  const other = await startDevNode({ loadState: dump })
  expect([other.dev.head(), rootOf(other), other.dev.now()]).toEqual([
    node.dev.head(),
    rootOf(node),
    node.dev.now(),
  ])
  expect(other.chain.hashByNumber(10)).toBe(node.chain.hashByNumber(10))
  expect(await other.request("chain_getBlock", [node.chain.hashByNumber(31)])).toEqual(
    await node.request("chain_getBlock", [node.chain.hashByNumber(31)]),
  )
  expect(await other.dev.dump()).toEqual(dump)
  expect(await other.dev.mine({ count: 25 })).toEqual(await node.dev.mine({ count: 25 }))
  // What was loaded is where a reset goes.
  await other.dev.mine()
  expect((await other.dev.reset()).number).toBe(31)
  await other.close()
})

it("is the same whenever it is asked for, and as short as one wants", async () => {
  const dump = await node.dev.dump()
  expect(await node.dev.dump()).toEqual(dump)
  expect((await node.dev.dump({ blocks: 1 })).length).toBeLessThan(dump.length)
  const { hash } = node.dev.head()
  expect(await node.request("anvil_loadState", [await node.request("dev_dump", [{ blocks: 1 }])])).toBe(true)
  expect([node.dev.head().hash, node.chain.hashByNumber(30)]).toEqual([hash, undefined])
})

it("and snapshots: those from before a load stay good, and one taken after it too", async () => {
  const dump = await node.dev.dump()
  await node.dev.mine({ count: 5 })
  const before = await node.dev.snapshot()
  const root = rootOf(node)
  await node.dev.load(dump)
  const loaded = rootOf(node)
  const after = await node.dev.snapshot()
  await node.dev.setBalance(Bob, 1_000_000n)
  await node.dev.revert(before)
  expect([rootOf(node), node.dev.head().number]).toEqual([root, 36])
  await node.dev.revert(after)
  expect([rootOf(node), node.dev.head().number]).toEqual([loaded, 31])
  expect(system.Account.get(node.chain.open(node.dev.head().hash), Bob).data.free).toBe(7_000_000_001n)
})

it("keeps the version that the chain was upgraded to", async () => {
  await node.dev.upgradeRuntime(470)
  const dump = await node.dev.dump()
  const other = await startDevNode({ loadState: dump })
  expect(await other.request("state_getRuntimeVersion")).toMatchObject({ specVersion: 470 })
  expect(await other.dev.mine({ count: 2 })).toEqual(await node.dev.mine({ count: 2 }))
  await other.close()
})

it("of a chain at its genesis is one too", async () => {
  const fresh = await startDevNode()
  const dump = await fresh.dev.dump()
  await fresh.dev.mine({ count: 2 })
  expect(await fresh.dev.load(dump)).toEqual({ number: 0, hash: fresh.chain.genesisHash })
  await fresh.close()
})

it("is refused when it is damaged, foreign, or no dump at all; the chain stays as it is", async () => {
  const dump = await node.dev.dump()
  const { hash } = node.dev.head()
  const changed = dump.slice()
  changed[1000] = (changed[1000] as number) ^ 1
  const bad = { code: "bad-file", field: "state" }
  await expect(node.dev.load(changed)).rejects.toMatchObject(bad)
  await expect(node.dev.load(dump.slice(0, -1))).rejects.toMatchObject(bad)
  await expect(node.dev.load(new Uint8Array())).rejects.toMatchObject(bad)
  await expect(node.request("dev_load", ["zz"])).rejects.toMatchObject({
    data: { code: "bad-value", field: "state" },
  })
  const { sudo: _, ...genesis } = devSpec.genesis
  const stranger = await startDevNode({ spec: { ...local, genesis: { ...genesis, sudo: Bob } } })
  await stranger.dev.mine()
  await expect(node.dev.load(await stranger.dev.dump())).rejects.toMatchObject({
    code: "refused",
    field: "state",
  })
  await stranger.close()
  expect(node.dev.head().hash).toBe(hash)
  await expect(startDevNode({ loadState: changed })).rejects.toMatchObject(bad)
})
