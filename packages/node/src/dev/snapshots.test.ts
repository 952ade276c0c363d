import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { toHex } from "@taonet/primitives/hex"
import { storage as drand } from "@taonet/runtime/pallets/drand/schema"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import { storage as timestamp } from "@taonet/runtime/pallets/timestamp/schema"
import { devAccounts } from "@taonet/runtime/specs/devAccounts"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { openDiskStore } from "../kv/diskStore.ts"
import { type DevNode, startDevNode } from "./dev.testkit.ts"
import { transactionOf } from "./impersonation.ts"

const { Alice, Bob } = devAccounts
let node: DevNode
beforeEach(async () => {
  node = await startDevNode()
})
afterEach(() => node.close())
const state = () => node.chain.open(node.chain.head().hash)
const root = () => node.chain.state(node.chain.head().hash).trie.root
const ask = (method: string, ...params: unknown[]) => node.request(method, params)
const free = () => system.Account.get(state(), Bob).data.free
const pay = (value: number) =>
  node.dev.call(Alice, { Balances: { transfer_keep_alive: { dest: Bob, value } } })
const remark = { type: "System", value: { type: "remark", value: { remark: Uint8Array.of(1) } } }
const signed = () => transactionOf(state(), Alice, remark, node.pool)

/** Subscribers in this process hear a little later. */
const told = () => new Promise((resolve) => setImmediate(resolve))

describe("a snapshot", () => {
  it("brings back state, blocks, time, beacon, mode and pool, as often as it is asked", async () => {
    node.dev.impersonation.auto(true)
    await node.dev.mine({ count: 20 })
    const waiting = signed()
    await ask("author_submitExtrinsic", toHex(waiting))
    const id = await ask("dev_snapshot")
    expect(id).toBe("0x1")
    const before = [node.dev.head(), root(), node.dev.now(), drand.LastStoredRound.get(state()), free()]
    for (let time = 0; time < 3; time++) {
      await pay(1000 + time)
      await node.dev.timeTravel("2031-01-01")
      await node.dev.setMode({ type: "instant" })
      await node.dev.mine({ count: 3 })
      expect(node.pool.readyCount).toBe(0)
      const lost = node.dev.head()
      expect(await ask("dev_revert", id)).toEqual(before[0])
      expect([node.dev.head(), root(), node.dev.now(), drand.LastStoredRound.get(state()), free()]).toEqual(
        before,
      )
      expect([node.dev.mode.type, node.pool.ready().map(({ bytes }) => bytes)]).toEqual(["manual", [waiting]])
      expect([node.chain.block(lost.hash), node.chain.hashByNumber(lost.number)]).toEqual([
        undefined,
        undefined,
      ])
      expect(node.chain.hasState(node.chain.hashByNumber(5) as `0x${string}`)).toBe(true)
    }
    // A transaction that was in a block which is no more can be sent again.
    await node.dev.mine()
    expect(system.Account.get(state(), Alice).nonce).toBe(1)
  })
  it("stays good when the chain goes to another, earlier or later one", async () => {
    const ids: number[] = []
    const roots: string[] = []
    for (let i = 0; i < 4; i++) {
      await node.dev.mine({ count: 2 })
      ids.push(await node.dev.snapshot())
      roots.push(root())
    }
    for (const i of [3, 0, 2, 1, 3]) {
      await node.dev.revert(ids[i] as number)
      expect(root()).toBe(roots[i])
      await node.dev.mine()
    }
    expect(await ask("dev_snapshots")).toEqual(["0x1", "0x2", "0x3", "0x4"])
    await ask("dev_dropSnapshot", "0x2")
    await expect(ask("dev_revert", "0x2")).rejects.toMatchObject({
      code: -32602,
      data: { code: "unknown-id", field: "id" },
      message: "id: no snapshot has the id 2; there are 3, up to 4",
    })
    await expect(ask("anvil_revert", "two")).rejects.toMatchObject({
      data: { code: "bad-value", field: "id" },
    })
  })
  it("comes back 10,000 times with the same root", async () => {
    await node.dev.mine({ count: 3 })
    const id = await node.dev.snapshot()
    const before = root()
    const roots = new Set<string>()
    for (let time = 0; time < 10_000; time++) {
      if (time % 500 === 0) await node.dev.mine()
      await node.dev.revert(id)
      roots.add(root())
    }
    expect([...roots]).toEqual([before])
  }, 60_000)
  it("and time travel: the same blocks come of it again", async () => {
    await node.dev.mine()
    const id = await node.dev.snapshot()
    const run = async () => {
      await node.dev.timeTravel("2032-02-29")
      await pay(77)
      const { hash } = await node.dev.mine({ count: 30 })
      return [hash, timestamp.Now.get(state())]
    }
    const first = await run()
    await node.dev.revert(id)
    expect(await run()).toEqual(first)
  })
})

describe("subscribers", () => {
  it("are told the head again, the values that changed, and chainHead's followers to begin anew", async () => {
    await node.dev.mine({ count: 2 })
    const id = await node.dev.snapshot()
    const heads: unknown[] = []
    const final: unknown[] = []
    const follow: unknown[] = []
    const values: unknown[] = []
    await node.subscribe("chain_subscribeNewHeads", [], (head) =>
      heads.push((head as { number: string }).number),
    )
    await node.subscribe("chain_subscribeFinalizedHeads", [], (head) =>
      final.push((head as { number: string }).number),
    )
    await node.subscribe("chainHead_v1_follow", [false], (event) =>
      follow.push((event as { event: string }).event),
    )
    const key = toHex(Uint8Array.from(system.Account.key(Bob), (char) => char.charCodeAt(0)))
    await node.subscribe("state_subscribeStorage", [[key]], (change) => values.push(change))
    await pay(5)
    await node.dev.revert(id)
    await told()
    expect(heads).toEqual(["0x2", "0x3", "0x2"])
    expect(final).toEqual(["0x2", "0x3", "0x2"])
    expect(follow.at(-1)).toBe("stop")
    expect(values).toHaveLength(3)
    const [start, , end] = values as { block: string; changes: unknown }[]
    expect(end).toEqual({ block: node.dev.head().hash, changes: start?.changes })
  })
  it("of a transaction that came since hear that it is dropped", async () => {
    node.dev.impersonation.auto(true)
    await node.dev.mine()
    const id = await node.dev.snapshot()
    const seen: unknown[] = []
    await node.subscribe("author_submitAndWatchExtrinsic", [toHex(signed())], (status) => seen.push(status))
    await node.dev.revert(id)
    await told()
    expect([seen, node.pool.readyCount]).toEqual([["ready", "dropped"], 0])
  })
})

describe("going back otherwise", () => {
  it("makes a recent block the head, by hash or number", async () => {
    await node.dev.mine({ count: 5 })
    const third = node.chain.hashByNumber(3)
    expect(await ask("dev_setHead", 3)).toEqual({ number: 3, hash: third })
    await node.dev.timeTravel("2033-01-01")
    const { hash } = await node.dev.mine()
    expect(await ask("dev_setHead", third)).toMatchObject({ number: 3 })
    expect([node.chain.block(hash), node.chain.hashByNumber(4)]).toEqual([undefined, undefined])
    expect((await node.dev.mine()).hash).toBe(hash)
    await expect(ask("dev_setHead", 99)).rejects.toMatchObject({
      data: { code: "unknown-block", field: "block" },
    })
  })
  it("resets to the start, with everything that was set", async () => {
    await node.dev.mine({ count: 4 })
    await node.dev.snapshot()
    node.dev.impersonation.start(Bob)
    node.dev.setFaults({ slowFinality: 3 })
    await node.dev.setMode({ type: "interval", intervalMs: 60_000 })
    expect(await ask("dev_reset")).toEqual({ number: 0, hash: node.chain.genesisHash })
    expect([node.dev.snapshots(), node.dev.impersonation.accounts(), node.dev.faults()]).toEqual([[], [], {}])
    expect(node.dev.mode.type).toBe("manual")
    expect(await ask("dev_snapshot")).toBe("0x1")
  })
  it("is refused where the chain is kept in a folder", async () => {
    const folder = mkdtempSync(join(tmpdir(), "taonet-dev-"))
    const store = await openDiskStore({ folder })
    const kept = await startDevNode({}, { store })
    const refused = { code: -32000, data: { code: "not-in-memory" } }
    await kept.dev.mine()
    await expect(kept.request("dev_snapshot")).rejects.toMatchObject(refused)
    await expect(kept.request("dev_setBalance", [Bob, 1_000_000])).rejects.toMatchObject(refused)
    await expect(kept.request("dev_reset")).rejects.toMatchObject(refused)
    expect(kept.dev.head().number).toBe(1)
    expect((await kept.dev.mine()).number).toBe(2)
    await kept.close()
    await store.close()
    rmSync(folder, { recursive: true })
  })
})
