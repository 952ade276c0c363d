import { toHex } from "@taonet/primitives/hex"
import { encode } from "@taonet/primitives/scale/index"
import { RuntimeCall } from "@taonet/runtime/outer"
import { dueRound } from "@taonet/runtime/pallets/drand/beacon"
import { storage as drand } from "@taonet/runtime/pallets/drand/schema"
import { lockedAlpha } from "@taonet/runtime/pallets/subtensor/locks/availability"
import { isImmune } from "@taonet/runtime/pallets/subtensor/neurons/pruning"
import { calls, storage as subtensor } from "@taonet/runtime/pallets/subtensor/schema"
import { storage as timestamp } from "@taonet/runtime/pallets/timestamp/schema"
import { devAccounts } from "@taonet/runtime/specs/devAccounts"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { type DevNode, startDevNode, startMs } from "./dev.testkit.ts"
import { transactionOf } from "./impersonation.ts"

const netuid = 1
let node: DevNode
beforeEach(async () => {
  node = await startDevNode()
})
afterEach(() => node.close())
const state = () => node.chain.open(node.chain.head().hash)
const ask = (method: string, ...params: unknown[]) => node.request(method, params)
const wrong = (code: string, field: string) => ({ code: -32602, data: { code, field } })

describe("mining", () => {
  it("makes a block, so many, or up to one, and says where it ends", async () => {
    expect(await node.dev.mine()).toEqual({ number: 1, hash: node.chain.hashByNumber(1) })
    expect(await ask("dev_newBlock", { count: 3 })).toBe(node.chain.hashByNumber(4))
    expect(await ask("dev_newBlock", { to: 9 })).toBe(node.chain.hashByNumber(9))
    await ask("anvil_mine", "0x2")
    expect(node.dev.head().number).toBe(11)
  })
  it("refuses the past, the endless and what it does not know", async () => {
    await node.dev.mine({ count: 5 })
    await expect(ask("dev_newBlock", { to: 5 })).rejects.toMatchObject(wrong("in-the-past", "to"))
    await expect(ask("dev_newBlock", { count: 0 })).rejects.toMatchObject(wrong("bad-value", "count"))
    await expect(ask("dev_newBlock", { count: 1, to: 9 })).rejects.toMatchObject(wrong("bad-value", "count"))
    await expect(ask("dev_newBlock", { to: 4_000_000_000 })).rejects.toMatchObject(wrong("too-far", "to"))
    await expect(ask("dev_newBlock", { blocks: 3 })).rejects.toMatchObject(
      wrong("unknown-name", "options.blocks"),
    )
    await expect(ask("dev_newBlock", { unsafeBlockHeight: 9 })).rejects.toMatchObject({ code: -32000 })
    expect(node.dev.head().number).toBe(5)
  })
  it("goes to a subnet's epochs, also when blocks come by themselves meanwhile", async () => {
    const epochs = () => subtensor.SubnetEpochIndex.get(state(), netuid)
    const before = epochs()
    const place = await node.dev.mineToEpoch(netuid)
    expect([epochs(), subtensor.LastEpochBlock.get(state(), netuid)]).toEqual([
      before + 1n,
      BigInt(place.number),
    ])
    expect(await ask("dev_mineToEpoch", netuid, 2)).toMatchObject({
      number: place.number + 2 * subtensor.Tempo.get(state(), netuid),
    })
    await expect(ask("dev_mineToEpoch", 77)).rejects.toMatchObject(wrong("unknown-id", "netuid"))
    await node.dev.setStorage({ SubtensorModule: { Tempo: [[[netuid], 0]] } })
    await expect(ask("dev_mineToEpoch", netuid)).rejects.toMatchObject({
      code: -32000,
      data: { code: "never" },
    })
  })
  it("goes to the end of a neuron's immunity", async () => {
    const hotkey = devAccounts.Bob
    const burned = calls.burned_register.make({ netuid, hotkey })
    expect(await node.dev.call(devAccounts.Alice, toHex(encode(RuntimeCall, burned)))).toMatchObject({
      ok: true,
    })
    await node.dev.setStorage({ subtensorModule: { immunityPeriod: [[netuid, 12]] } })
    const uid = subtensor.Uids.get(state(), netuid, hotkey) as number
    expect(isImmune(state(), netuid, uid)).toBe(true)
    const { number } = await node.dev.mineToImmunityEnd(netuid, uid)
    expect(isImmune(state(), netuid, uid)).toBe(false)
    expect(isImmune(node.chain.open(node.chain.hashByNumber(number - 1) as `0x${string}`), netuid, uid)).toBe(
      true,
    )
    await expect(ask("dev_mineToImmunityEnd", netuid, uid)).rejects.toMatchObject(wrong("in-the-past", "uid"))
    await expect(ask("dev_mineToImmunityEnd", netuid, 999)).rejects.toMatchObject(wrong("unknown-id", "uid"))
  })
  it("goes to where a lock has faded, and says how to bring that nearer", async () => {
    const { Alice, Bob } = devAccounts
    await expect(ask("dev_mineToLockMaturity", Alice, netuid)).rejects.toMatchObject(
      wrong("unknown-id", "coldkey"),
    )
    const lock = { locked_mass: 1_000_000, conviction: 0, last_update: 1 }
    await node.dev.setStorage({
      SubtensorModule: { Lock: [[[Alice, netuid, Bob], lock]], UnlockRate: 1_000_000_000 },
    })
    await expect(ask("dev_mineToLockMaturity", Alice, netuid)).rejects.toMatchObject(
      wrong("too-far", "coldkey"),
    )
    await node.dev.setStorage({ SubtensorModule: { UnlockRate: 5, MaturityRate: 5 } })
    const { number } = await node.dev.mineToLockMaturity(Alice, netuid)
    const before = node.chain.open(node.chain.hashByNumber(number - 1) as `0x${string}`)
    expect([lockedAlpha(before, Alice, netuid) > 0n, lockedAlpha(state(), Alice, netuid)]).toEqual([true, 0n])
  })
})

describe("time", () => {
  it("stands still but for blocks, and jumps where it is told, with the beacon", async () => {
    await node.dev.mine()
    expect(timestamp.Now.get(state())).toBe(BigInt(startMs))
    await node.dev.mine({ count: 3 })
    expect([node.dev.now(), timestamp.Now.get(state())]).toEqual([startMs + 750, BigInt(startMs + 750)])
    const next = (await ask("dev_timeTravel", "2030-01-01T00:00:00Z")) as number
    expect(next).toBe(Date.UTC(2030, 0, 1))
    await node.dev.mine()
    expect(timestamp.Now.get(state())).toBe(BigInt(next))
    expect(drand.LastStoredRound.get(state())).toBe(dueRound(drand.BeaconConfig.get(state()), BigInt(next)))
    expect(await ask("dev_increaseTime", 60_000)).toBe(next + 60_000)
    expect(await ask("evm_increaseTime", 60)).toBe(next + 120_000)
  })
  it("does not go back", async () => {
    await node.dev.mine()
    const text = `is before the last block, which has ${new Date(startMs).toISOString()}`
    await expect(ask("dev_timeTravel", startMs - 1)).rejects.toMatchObject({
      ...wrong("in-the-past", "date"),
      message: expect.stringContaining(text),
    })
    await expect(ask("dev_timeTravel", "soon")).rejects.toMatchObject(wrong("bad-value", "date"))
    await expect(ask("dev_increaseTime", -1)).rejects.toMatchObject(wrong("bad-value", "ms"))
    await expect(ask("dev_timeTravel", "+099999-01-01T00:00:00Z")).rejects.toMatchObject(
      wrong("too-far", "date"),
    )
    await node.dev.mine()
    expect(timestamp.Now.get(state())).toBe(BigInt(startMs + 250))
  })
  it("goes to a round of the beacon, whose pulse then is on chain", async () => {
    await node.dev.mine()
    const round = drand.LastStoredRound.get(state()) + 5000n
    await ask("dev_mineToRound", Number(round))
    expect([drand.Pulses.has(state(), round), drand.LastStoredRound.get(state())]).toEqual([true, round])
    await expect(ask("dev_mineToRound", Number(round))).rejects.toMatchObject(wrong("in-the-past", "round"))
  })
})

describe("sealing", () => {
  it("changes while the chain runs, and takes what waits along", async () => {
    const call = { type: "System", value: { type: "remark", value: { remark: new Uint8Array(3) } } }
    node.dev.impersonation.auto(true)
    const send = () =>
      ask("author_submitExtrinsic", toHex(transactionOf(state(), devAccounts.Alice, call, node.pool)))
    await send()
    expect(node.dev.head().number).toBe(0)
    const made = nextBlock()
    expect(await ask("dev_setBlockBuildMode", "Instant")).toBe("instant")
    expect(await made).toBe(1)
    const next = nextBlock()
    await send()
    expect(await next).toBe(2)
    const scheduled = nextBlock()
    expect(await ask("dev_setSealing", { interval: 50 })).toEqual({ interval: 50 })
    expect(await scheduled).toBe(3)
    await ask("evm_setAutomine", false)
    expect(await ask("dev_getSealing")).toBe("manual")
    await expect(ask("dev_setSealing", { interval: 1 })).rejects.toMatchObject(
      wrong("bad-value", "mode.interval"),
    )
    await expect(ask("dev_setSealing", "often")).rejects.toMatchObject(wrong("bad-value", "mode"))
  })
})

function nextBlock(): Promise<number> {
  return new Promise((resolve) => {
    const stop = node.chain.listen({
      best({ block }) {
        stop()
        resolve(block.header.number)
      },
    })
  })
}
