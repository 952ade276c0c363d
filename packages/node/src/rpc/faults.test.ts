import { toHex } from "@taonet/primitives/hex"
import { keyOf, signTransaction } from "@taonet/runtime/executive/transactions.testkit"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { WebSocket } from "ws"
import { type DevNode, startDevNode } from "../dev/dev.testkit.ts"
import { connect, type RpcClient } from "./rpcClient.testkit.ts"

let node: DevNode
let client: RpcClient
beforeEach(async () => {
  node = await startDevNode({}, { port: 0 })
  client = await connect(node.url)
})
afterEach(async () => {
  client.close()
  await node.close()
})

const post = (method: string) =>
  fetch(node.url.replace("ws", "http"), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params: [] }),
  })
/** How the same requests fare, one letter each. */
async function fares(count: number): Promise<string> {
  let text = ""
  for (let i = 0; i < count; i++) text += (await post("system_chain")).status === 429 ? "x" : "."
  return text
}

describe("faults on demand", () => {
  it("are too many requests, by status over HTTP and by code over WebSocket, the same for the same seed", async () => {
    await client.request("dev_setFaults", { rateLimit429: 1 })
    expect((await post("system_chain")).status).toBe(429)
    await expect(client.request("system_chain")).rejects.toMatchObject({ code: -32999 })
    const refused = new WebSocket(node.url)
    const error = await new Promise<Error>((resolve) => refused.on("error", resolve))
    expect(error.message).toBe("Unexpected server response: 429")
    await client.request("dev_setFaults", { rateLimit429: 0.5, seed: 7 })
    const first = await fares(20)
    expect(first).toMatch(/x.*\.|\..*x/)
    await client.request("dev_setFaults", { rateLimit429: 0.5, seed: 7 })
    expect(await fares(20)).toBe(first)
    await client.request("dev_setFaults", {})
    expect((await post("system_chain")).status).toBe(200)
  })
  it("cut connections, and only at the methods named", async () => {
    await client.request("dev_setFaults", { dropConnections: 1, methods: ["system_name"] })
    expect(await client.request("system_chain")).toBe("Bittensor")
    void client.request("system_name").catch(() => undefined)
    await client.closed
    await expect(post("system_name")).rejects.toThrow()
    expect((await post("system_chain")).status).toBe(200)
  })
  it("fall silent: neither answers nor news, until it is over", async () => {
    const other = await connect(node.url)
    await other.request("chain_subscribeNewHeads")
    await other.untilEvents(1)
    await client.request("dev_setFaults", { silentConnections: 1 })
    let answered = false
    void other.request("system_chain").then(
      () => (answered = true),
      () => undefined,
    )
    await client.request("dev_newBlock")
    await client.request("dev_newBlock")
    expect([answered, other.events.length]).toEqual([false, 1])
    await client.request("dev_setFaults", {})
    await other.closed
  })
  it("come late and in another order", async () => {
    await client.request("dev_setFaults", { lateAnswers: 30, reorderAnswers: 4, seed: 3 })
    const order: number[] = []
    const asked = [0, 1, 2, 3].map((i) => client.request("system_chain").then(() => order.push(i)))
    await Promise.all(asked)
    expect(order).toHaveLength(4)
    expect(order).not.toEqual([0, 1, 2, 3])
  })
  it("make blocks final late, for everybody who asks or listens", async () => {
    await client.request("dev_newBlock", { count: 2 })
    await client.request("dev_setFaults", { slowFinality: 3 })
    await client.request("chain_subscribeFinalizedHeads")
    await client.request("dev_newBlock", { count: 4 })
    expect(await client.request("chain_getFinalizedHead")).toBe(node.chain.hashByNumber(3))
    await client.untilEvents(2)
    expect(client.events.map(([, head]) => (head as { number: string }).number)).toEqual(["0x2", "0x3"])
    await client.request("chainHead_v1_follow", false)
    await client.untilEvents(7)
    const events = client.events.slice(2).map(([, event]) => (event as { event: string }).event)
    expect(events).toEqual(["initialized", "newBlock", "newBlock", "newBlock", "bestBlockChanged"])
    await client.request("dev_setFaults", {})
    expect(await client.request("chain_getFinalizedHead")).toBe(node.dev.head().hash)
  })
  it.each([
    [{ rateLimit429: 2 }, "bad-value", "faults.rateLimit429"],
    [{ slowFinality: 1000 }, "bad-value", "faults.slowFinality"],
    [{ lateAnswers: "long" }, "bad-value", "faults.lateAnswers"],
    [{ methods: "all" }, "bad-value", "faults.methods"],
    [{ drops: 1 }, "unknown-name", "faults.drops"],
  ])("say what is wrong with %j", async (faults, code, field) => {
    await expect(client.request("dev_setFaults", faults)).rejects.toMatchObject({
      code: -32602,
      data: { code, field },
    })
  })
})

describe("a runtime upgrade in mid session", () => {
  it("is told, changes version and metadata from there on, and ends what was signed for the old", async () => {
    await client.request("dev_newBlock")
    const state = () => node.chain.open(node.chain.head().hash)
    const remark = (byte: number) => ({
      type: "System",
      value: { type: "remark", value: { remark: Uint8Array.of(byte) } },
    })
    await client.request("state_subscribeRuntimeVersion")
    await client.request("chainHead_v1_follow", true)
    await client.untilEvents(3)
    const waiting = signTransaction(state(), keyOf("//Bob"), remark(1), {})
    await client.request("author_submitExtrinsic", toHex(waiting))
    const old = signTransaction(state(), keyOf("//Alice"), remark(2), {})
    const before = await client.request("state_getMetadata")
    const at = node.dev.head().hash
    expect(await client.request("dev_upgradeRuntime", { specVersion: 500 })).toMatchObject({ number: 2 })
    const version = { specVersion: 500 }
    expect(await client.request("state_getRuntimeVersion")).toMatchObject(version)
    expect(await client.request("state_getRuntimeVersion", at)).toMatchObject({ specVersion: 461 })
    expect([
      (await client.request("state_getMetadata")) === before,
      (await client.request("state_getMetadata", at)) === before,
    ]).toEqual([false, true])
    const events = client.events.map(([, event]) => event as Record<string, unknown>)
    expect(events.filter(({ specVersion }) => specVersion !== undefined)).toMatchObject([
      { specVersion: 461 },
      version,
    ])
    expect(events.find(({ event }) => event === "newBlock")).toMatchObject({
      newRuntime: { type: "valid", spec: version },
    })
    await expect(client.request("author_submitExtrinsic", toHex(old))).rejects.toMatchObject({
      code: 1010,
      data: "Transaction has a bad signature",
    })
    expect(node.pool.readyCount).toBe(0)
    await client.request(
      "author_submitExtrinsic",
      toHex(signTransaction(state(), keyOf("//Alice"), remark(3), {})),
    )
    await client.request("dev_newBlock")
    expect(node.pool.readyCount).toBe(0)
    await expect(client.request("dev_upgradeRuntime", { specVersion: 500 })).rejects.toMatchObject({
      data: { code: "in-the-past", field: "specVersion" },
    })
  })
  it("is undone by a snapshot from before", async () => {
    await client.request("dev_newBlock")
    const id = await client.request("dev_snapshot")
    await client.request("dev_upgradeRuntime")
    expect(await client.request("state_getRuntimeVersion")).toMatchObject({ specVersion: 462 })
    await client.request("dev_revert", id)
    expect(await client.request("state_getRuntimeVersion")).toMatchObject({ specVersion: 461 })
    expect(await client.request("dev_newBlock")).toBe(node.chain.hashByNumber(2))
  })
})

describe("the methods", () => {
  it("are listed on development chains, and neither listed nor there on others", async () => {
    const { methods } = (await client.request("rpc_methods")) as { methods: string[] }
    const own = methods.filter((name) => /^(dev|anvil|evm|engine)_/.test(name))
    expect(own).toEqual(
      expect.arrayContaining([
        "dev_snapshot",
        "dev_mineToEpoch",
        "anvil_mine",
        "evm_revert",
        "dev_setFaults",
      ]),
    )
    const plain = await startDevNode({}, { devMethods: false })
    const { methods: others } = (await plain.request("rpc_methods")) as { methods: string[] }
    expect(methods.filter((name) => !others.includes(name))).toEqual(own)
    expect(plain.dev).toBeUndefined()
    for (const name of own) await expect(plain.request(name)).rejects.toMatchObject({ code: -32601 })
    await plain.close()
  })
  it("are refused to strangers", async () => {
    const guarded = await startDevNode({}, { port: 0, rpcMethods: "safe" })
    const stranger = await connect(guarded.url)
    for (const name of ["dev_snapshot", "anvil_mine", "evm_mine", "engine_createBlock"])
      await expect(stranger.request(name)).rejects.toMatchObject({ code: -32601 })
    stranger.close()
    await guarded.close()
  })
})
