// A subnet's own tests, each on a chain as fresh as the first: `npx vitest run`.
import { createDevChain, type DevChain } from "@taonet/dev"
import { calls as admin } from "@taonet/runtime/pallets/adminUtils/schema"
import { storage, calls as subtensor } from "@taonet/runtime/pallets/subtensor/schema"
import {
  addStake,
  burnedRegister,
  getBalance,
  getMetagraph,
  readMap,
  serveAxon,
  setWeights,
  submit,
  sudo,
  transfer,
} from "@taonet/sdk/index"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"

const netuid = 2
const tao = 1_000_000_000n
let chain: DevChain
let fresh: number

beforeAll(async () => {
  // Alice's subnet with validator1..3 and miner1..8, after ten epochs.
  chain = await createDevChain({ scenario: "one-subnet" })
  fresh = await chain.snapshot()
})
beforeEach(async () => {
  await chain.revert(fresh)
})
afterAll(() => chain?.close())

const uidOf = async (name: string): Promise<number> =>
  (await readMap(chain.client, storage.Uids, [netuid, chain.hotkey(name)])) ?? -1
const metagraph = async () => {
  const found = await getMetagraph(chain.client, { netuid })
  if (found === undefined) throw new Error("no subnet")
  return found
}
const balanceOf = (name: string) => getBalance(chain.client, { account: chain.coldkey(name) })
const newcomer = () =>
  burnedRegister(chain.client, chain.signer("Bob"), { netuid, hotkey: chain.hotkey("Bob") })

describe("who is there", () => {
  it("has the owner, three validators and eight miners", async () => {
    expect((await metagraph()).hotkeys).toHaveLength(12)
    expect(await uidOf("validator1")).toBe(1)
    expect(await uidOf("miner8")).toBe(11)
  })
  it("gives validators their permits", async () => {
    const { validator_permit } = await metagraph()
    expect(validator_permit.slice(1, 4)).toEqual([true, true, true])
  })
  it("knows where miners listen", async () => {
    const axon = await readMap(chain.client, storage.Axons, [netuid, chain.hotkey("miner2")])
    expect(axon).toMatchObject({ ip: 0x0a00_0101n, port: 8101 })
  })
})

describe("what miners earn", () => {
  it("pays better miners more", async () => {
    const { incentives } = await metagraph()
    const [first = 0, , , , fifth = 0, , , last = 0] = incentives.slice(4)
    expect(first).toBeGreaterThan(fifth)
    expect(fifth).toBeGreaterThan(last)
  })
  it("pays at the next epoch", async () => {
    const stake = () => readMap(chain.client, storage.TotalHotkeyAlpha, [chain.hotkey("miner1"), netuid])
    const before = await stake()
    await chain.mineToEpoch(netuid)
    expect(await stake()).toBeGreaterThan(before)
  })
  it("pays a newcomer nothing before a validator saw it", async () => {
    await newcomer()
    await chain.mineToEpoch(netuid)
    expect((await metagraph()).incentives[12]).toBe(0)
  })
  it("pays a newcomer after that", async () => {
    await newcomer()
    await setWeights(chain.client, chain.signer("validator1_hk"), { netuid, uids: [12], weights: [1] })
    await setWeights(chain.client, chain.signer("validator2_hk"), { netuid, uids: [12], weights: [1] })
    await chain.mineToEpoch(netuid, 2)
    expect((await metagraph()).incentives[12]).toBeGreaterThan(0)
  })
})

describe("registration", () => {
  it("gives the next uid", async () => {
    await newcomer()
    expect(await uidOf("Bob")).toBe(12)
  })
  it("costs what the price says", async () => {
    const before = await balanceOf("Bob")
    const price = await readMap(chain.client, storage.Burn, [netuid])
    const { fee } = await newcomer()
    const paid = before - (await balanceOf("Bob")) - fee
    // The price falls a little in every block.
    expect(Number(paid) / Number(price)).toBeCloseTo(1, 1)
  })
  it("refuses a hotkey that is there already", async () => {
    await newcomer()
    await expect(newcomer()).rejects.toThrow("HotKeyAlreadyRegisteredInSubNet")
  })
  it("can be replaced only when its immunity ends", async () => {
    await newcomer()
    const registered = chain.head().number
    const { number } = await chain.mineToImmunityEnd(netuid, 12)
    expect(number - registered).toBe(100)
  })
})

describe("weights", () => {
  it("are stored as the validator set them", async () => {
    await setWeights(chain.client, chain.signer("validator1_hk"), { netuid, uids: [4, 5], weights: [2, 1] })
    const rows = await readMap(chain.client, storage.Weights, [netuid, 1])
    expect(rows).toEqual([
      [4, 65_535],
      [5, 32_768],
    ])
  })
  it("are not for miners to set", async () => {
    const call = subtensor.set_weights.make({ netuid, dests: [5], weights: [1], version_key: 0n })
    expect(chain.dryRun({ origin: chain.hotkey("miner1"), call: callJson(call) })).toMatchObject({
      ok: false,
    })
  })
  it("come only as often as the subnet allows", async () => {
    await sudo(
      chain.client,
      chain.signer("Alice"),
      admin.sudo_set_weights_set_rate_limit.make({ netuid, weights_set_rate_limit: 20n }),
    )
    const set = () =>
      setWeights(chain.client, chain.signer("validator3_hk"), { netuid, uids: [4], weights: [1] })
    await set()
    await expect(set()).rejects.toThrow()
    await chain.mine({ count: 20 })
    await set()
  })
})

describe("the owner", () => {
  const longer = admin.sudo_set_immunity_period.make({ netuid, immunity_period: 500 })

  it("changes a hyperparameter", async () => {
    await chain.mineToEpoch(netuid)
    await chain.setStorage({ SubtensorModule: { AdminFreezeWindow: 0 } })
    await submit(chain.client, chain.signer("Alice"), longer)
    expect(await readMap(chain.client, storage.ImmunityPeriod, [netuid])).toBe(500)
  })
  it("is the only one who may", async () => {
    await chain.setStorage({ SubtensorModule: { AdminFreezeWindow: 0 } })
    await expect(submit(chain.client, chain.signer("Bob"), longer)).rejects.toThrow("BadOrigin")
  })
})

describe("stake and money", () => {
  it("buys alpha for a validator", async () => {
    const total = () => readMap(chain.client, storage.TotalHotkeyAlpha, [chain.hotkey("validator3"), netuid])
    const before = await total()
    await addStake(chain.client, chain.signer("Bob"), {
      netuid,
      hotkey: chain.hotkey("validator3"),
      amount: 10n * tao,
    })
    expect(await total()).toBeGreaterThan(before)
  })
  it("arrives where it was sent", async () => {
    await chain.setBalance(chain.coldkey("Dave"), 7n * tao)
    await transfer(chain.client, chain.signer("Bob"), { to: chain.coldkey("Dave"), amount: 5n * tao })
    expect(await balanceOf("Dave")).toBe(12n * tao)
  })
})

describe("what only a development chain does", () => {
  it("acts for an account whose key nobody has", async () => {
    const { ok } = await chain.call(chain.hotkey("miner1"), {
      SubtensorModule: {
        serve_axon: { netuid, version: 1, ip: 167_772_161, port: 9000, ip_type: 4, protocol: 4 },
      },
    })
    expect(ok).toBe(true)
    const axon = await readMap(chain.client, storage.Axons, [netuid, chain.hotkey("miner1")])
    expect(axon?.port).toBe(9000)
  })
  it("travels in time", async () => {
    const next = await chain.timeTravel("2027-01-01T00:00:00Z")
    await serveAxon(chain.client, chain.signer("miner3_hk"), { netuid, ip: "10.0.0.9", port: 9001 })
    expect(next).toBe(Date.UTC(2027, 0, 1))
    expect(chain.now()).toBeGreaterThanOrEqual(next)
  })
  it("is as it was for the next test", async () => {
    expect(await uidOf("Bob")).toBe(-1)
    expect(chain.now()).toBeLessThan(Date.UTC(2027, 0, 1))
  })
})

/** A call as the controls take it. */
function callJson(call: {
  readonly type: string
  readonly value: { readonly type: string; readonly value?: unknown }
}) {
  return { [call.type]: { [call.value.type]: call.value.value } }
}
