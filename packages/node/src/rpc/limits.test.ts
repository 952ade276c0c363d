/** What a server refuses to strangers, and what it refuses to anybody who takes too much. */
import { get } from "node:https"
import { afterEach, describe, expect, it } from "vitest"
import { WebSocket } from "ws"
import { fakeClock } from "../fakeClock.testkit.ts"
import { fakeExtrinsic, fakeRuntime } from "../fakeRuntime.testkit.ts"
import { type Node, type NodeOptions, startNode } from "../node.ts"
import { allowsUnsafe } from "./access.ts"
import { rateLimit } from "./limits.ts"
import { connect, type RpcClient } from "./rpcClient.testkit.ts"
import { testCertificate, testKey } from "./tls.testkit.ts"

const open: (Node | RpcClient)[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

async function start(options: Partial<NodeOptions> = {}): Promise<Node> {
  const node = await startNode({ runtime: fakeRuntime(), blockTimeMs: "manual", port: 0, ...options })
  open.push(node)
  return node
}
async function client(node: Node): Promise<RpcClient> {
  const connected = await connect(node.url)
  open.push(connected)
  return connected
}
const httpOf = (node: Node): string => node.url.replace("ws", "http")
/** Whether one more connection is. It ends at once. */
const isTaken = (node: Node): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = new WebSocket(node.url)
    socket.on("error", () => resolve(false))
    socket.on("open", () => {
      resolve(true)
      socket.terminate()
    })
  })
const post = (node: Node, body: unknown) =>
  fetch(httpOf(node), {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json" },
  })

describe("unsafe methods", () => {
  it.each([
    ["auto", "127.0.0.1", true],
    ["auto", "localhost", true],
    ["auto", "::1", true],
    ["auto", "0.0.0.0", false],
    ["auto", "192.168.1.5", false],
    ["safe", "127.0.0.1", false],
    ["unsafe", "0.0.0.0", true],
  ] as const)("%s on %s: %s", (methods, host, expected) => {
    expect(allowsUnsafe(methods, host)).toBe(expected)
  })
  it("are refused with Substrate's error by ws and http, and not in the process", async () => {
    const node = await start({ rpcMethods: "safe" })
    const refused = { code: -32601, message: "RPC call is unsafe to be called externally" }
    const stranger = await client(node)
    for (const method of [
      "dev_newBlock",
      "engine_createBlock",
      "author_insertKey",
      "author_rotateKeys",
      "author_removeExtrinsic",
      "system_addReservedPeer",
      "system_dryRun",
      "offchain_localStorageSet",
    ]) {
      await expect(stranger.request(method)).rejects.toEqual(refused)
      expect(await (await post(node, { id: 1, method })).json()).toMatchObject({ error: refused })
    }
    expect(node.chain.head().header.number).toBe(0)
    expect(await stranger.request("chain_getHeader")).toMatchObject({ number: "0x0" })
    await node.request("dev_newBlock")
    expect(node.chain.head().header.number).toBe(1)
  })
  it("take a transaction out, with what requires it, for whoever may", async () => {
    const node = await start()
    const own = await client(node)
    for (const nonce of [0, 1, 2]) node.pool.submit(fakeExtrinsic({ signer: 1, nonce }))
    const { hash } = node.pool.ready()[1]!
    expect(await own.request("author_removeExtrinsic", [hash, { hash }])).toEqual([hash])
    expect(await own.request("author_pendingExtrinsics")).toHaveLength(1)
  })
})

describe("rates", () => {
  it("allow a minute's calls at once, then as they come back", async () => {
    const clock = fakeClock()
    const mayCall = rateLimit(60, clock.monotonicMs)
    const burst = Array.from({ length: 61 }, mayCall)
    expect(burst.filter((allowed) => allowed)).toHaveLength(60)
    await clock.advance(2000)
    expect([mayCall(), mayCall(), mayCall()]).toEqual([true, true, false])
  })
  it("count each call of a batch, and are each connection's own", async () => {
    const node = await start({ limits: { callsPerMinute: 5 } })
    const greedy = await client(node)
    const batch = Array.from({ length: 8 }, (_, id) => ({
      jsonrpc: "2.0",
      id: id + 100,
      method: "system_name",
    }))
    const answers = (await greedy.exchange(JSON.stringify(batch))) as { error?: unknown }[]
    expect(answers.filter(({ error }) => error === undefined)).toHaveLength(5)
    expect(answers[7]).toMatchObject({ error: { code: -32999, message: "RPC rate limit exceeded" } })
    expect(await (await client(node)).request("system_name")).toBe("Taonet")
  })
})

describe("limits of one client", () => {
  it("are as the options say", async () => {
    const limits = { maxBatchRequests: 2, maxSubscriptionsPerConnection: 1, maxResponseBytes: 100 }
    const node = await start({ limits: { ...limits, maxRequestBytes: 1000 } })
    const one = await client(node)
    await one.request("chain_subscribeNewHeads")
    await expect(one.request("chain_subscribeNewHeads")).rejects.toMatchObject({ code: -32006 })
    await expect(one.request("rpc_methods")).rejects.toMatchObject({ code: -32008 })
    const batch = [1, 2, 3].map((id) => ({ id: id + 100, method: "system_name" }))
    expect(await one.exchange(JSON.stringify(batch))).toMatchObject({ error: { code: -32010 } })
    expect((await post(node, { id: 1, method: "x".repeat(1000) })).status).toBe(413)
    one.socket.send("x".repeat(1001))
    expect(await one.closed).toBe(1009)
  })
  it("hold against one that asks and asks and reads nothing", { timeout: 60_000 }, async () => {
    const maxQueuedBytes = 512 * 1024
    const node = await start({ limits: { maxQueuedBytes }, metrics: { port: 0 } })
    const slow = await client(node)
    const fast = await client(node)
    await slow.request("chain_subscribeNewHeads")
    slow.socket.pause()
    const metric = async (name: string): Promise<number> => {
      const text = await (await fetch(`http://127.0.0.1:${node.metricsPort}/metrics`)).text()
      return Number(new RegExp(`^${name}\\{[^}]*\\} (.*)$`, "m").exec(text)?.[1])
    }
    // The answers that it asks for do not pile up: the server stops reading what it sends.
    const request = JSON.stringify({ jsonrpc: "2.0", id: 0, method: "rpc_methods" })
    for (let sent = 0; sent < 20_000; sent++) slow.socket.send(request)
    await expect.poll(() => metric("taonet_rpc_queued_bytes"), { timeout: 20_000 }).toBeGreaterThan(0)
    for (let asked = 0; asked < 50; asked++) expect(await fast.request("system_name")).toBe("Taonet")
    expect(await metric("taonet_rpc_queued_bytes")).toBeLessThan(maxQueuedBytes)
    expect(await metric("taonet_rpc_clients_cut_off")).toBe(0)
    // What it subscribed to does, until it is cut off.
    for (let made = 0; (await metric("taonet_rpc_clients_cut_off")) === 0 && made < 60; made++)
      await node.engine.produce(100)
    expect(await metric("taonet_rpc_clients_cut_off")).toBe(1)
    slow.socket.resume()
    expect([1006, 1013]).toContain(await slow.closed)
    expect(await fast.request("system_name")).toBe("Taonet")
  })
  it("close connections beyond their number", async () => {
    const node = await start({ limits: { maxConnections: 2 } })
    const first = await client(node)
    await client(node)
    expect(await isTaken(node)).toBe(false)
    expect(await first.request("system_name")).toBe("Taonet")
    first.close()
    await first.closed
    await expect.poll(() => isTaken(node), { timeout: 20_000 }).toBe(true)
  })
})

describe("supervisors", () => {
  it("are told when blocks no longer come", async () => {
    const clock = fakeClock()
    const node = await start({ clock, blockTimeMs: 250 })
    const ready = (): Promise<Response> => fetch(`${httpOf(node)}/ready`)
    expect((await ready()).status).toBe(200)
    await clock.advance(30_000)
    expect((await ready()).status).toBe(200)
    await node.engine.stop()
    await clock.advance(30_000)
    const late = await ready()
    expect(late.status).toBe(503)
    expect(await late.json()).toMatchObject({ ready: false })
    expect((await fetch(`${httpOf(node)}/health/readiness`)).status).toBe(503)
    expect((await fetch(`${httpOf(node)}/health`)).status).toBe(200)
  })
})

describe("TLS", () => {
  const tls = { cert: testCertificate, key: testKey }

  it("serves wss and https on one port", async () => {
    const node = await start({ tls })
    expect(node.url).toMatch(/^wss:/)
    const socket = new WebSocket(node.url, { ca: testCertificate })
    await new Promise((resolve, reject) => socket.on("open", resolve).on("error", reject))
    const answer = new Promise((resolve) => socket.on("message", (data) => resolve(String(data))))
    socket.send('{"jsonrpc":"2.0","id":1,"method":"system_name"}')
    expect(await answer).toBe('{"jsonrpc":"2.0","id":1,"result":"Taonet"}')
    socket.close()
    const status = await new Promise((resolve, reject) => {
      const url = `${node.url.replace("wss", "https")}/health`
      get(url, { ca: testCertificate, agent: false }, (response) => {
        response.resume()
        resolve(response.statusCode)
      }).on("error", reject)
    })
    expect(status).toBe(200)
  })
  it("says when certificate and key can not be used", async () => {
    await expect(start({ tls: { cert: "nonsense", key: testKey } })).rejects.toMatchObject({
      name: "NodeError",
      code: "tls-unusable",
    })
  })
})
