import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { fakeRuntime } from "../fakeRuntime.testkit.ts"
import { type Node, startNode } from "../node.ts"
import { defaultRpcLimits } from "./limits.ts"
import { connect, type RpcClient } from "./rpcClient.testkit.ts"

const { maxBatchRequests, maxRequestBytes, maxSubscriptionsPerConnection } = defaultRpcLimits

let node: Node
let client: RpcClient
const httpUrl = (): string => node.url.replace("ws:", "http:")

beforeEach(async () => {
  node = await startNode({ runtime: fakeRuntime(), blockTimeMs: "manual", port: 0 })
  client = await connect(node.url)
})
afterEach(async () => {
  // Whatever a test did to it, the node lives.
  const fresh = await connect(node.url)
  expect(await fresh.request("chain_getBlockHash", 0)).toBe(node.chain.genesisHash)
  fresh.close()
  client.close()
  await node.close()
})

const code = (value: number): unknown =>
  expect.objectContaining({ error: expect.objectContaining({ code: value }) })

describe("JSON-RPC 2.0", () => {
  it.each([1, 0, -5, "abcd", "1-5", ""])("gives back the id %j as it came", async (id) => {
    const answer = await client.exchange(
      JSON.stringify({ jsonrpc: "2.0", id, method: "system_chain", params: [] }),
    )
    expect(answer).toEqual({ jsonrpc: "2.0", id, result: "Bittensor" })
  })
  it.each(["", ',"params":[]', ',"params":null', ',"params":{}', ',"params":[null]'])(
    "takes missing parameters as %j",
    async (params) => {
      const answer = await client.exchange(`{"jsonrpc":"2.0","id":"a","method":"chain_getHead"${params}}`)
      expect(answer).toEqual({ jsonrpc: "2.0", id: "a", result: node.chain.genesisHash })
    },
  )
  it.each([
    ["{", -32700],
    ["", -32700],
    ["\u0000", -32700],
    ["null", -32600],
    ["5", -32600],
    ["[]", -32600],
    ['{"id":1}', -32600],
    ['{"id":{},"method":"system_chain"}', -32600],
    ['{"id":1,"method":5}', -32600],
    ['{"id":"q","method":"no_such"}', -32601],
    ['{"id":"q","method":"toString"}', -32601],
    ['{"id":"q","method":"system_chain","params":{"a":1}}', -32602],
    ['{"id":"q","method":"state_getStorage","params":[]}', -32602],
    ['{"id":"q","method":"state_getStorage","params":["0xabc"]}', -32602],
    ['{"id":"q","method":"state_getStorage","params":[{}]}', -32602],
    ['{"id":"q","method":"state_getStorage","params":["0x00","0x11"]}', -32602],
    ['{"id":"q","method":"chain_getBlockHash","params":[-1]}', -32602],
    ['{"id":"q","method":"chain_getBlockHash","params":[1.5]}', -32602],
    ['{"id":"q","method":"state_getKeysPaged","params":["0x","many"]}', -32602],
    ['{"id":"q","method":"state_getKeysPaged","params":["0x",1001]}', 4002],
    ['{"id":"q","method":"account_nextIndex","params":["5Grw"]}', -32602],
    ['{"id":"q","method":"author_submitExtrinsic","params":["0xzz"]}', -32602],
    ['{"id":"q","method":"author_submitExtrinsic","params":["0x00ff"]}', 1001],
    ['{"id":"q","method":"author_insertKey","params":[]}', 1040],
    ['{"id":"q","method":"offchain_localStorageGet","params":["PERSISTENT","0x00"]}', 5001],
    ['{"id":"q","method":"dev_newBlock","params":[{"count":0}]}', -32602],
    ['{"id":"q","method":"transaction_v1_stop","params":["nothing"]}', -32602],
  ])("answers %s with %d", async (text, expected) => {
    expect(await client.exchange(text)).toEqual(code(expected))
  })
  it("answers batches in one message, each with its own outcome, and none for notifications", async () => {
    const batch = [
      { jsonrpc: "2.0", id: 100, method: "system_chain" },
      { jsonrpc: "2.0", method: "system_chain" },
      { jsonrpc: "2.0", id: "two", method: "no_such" },
      7,
    ]
    expect(await client.exchange(JSON.stringify(batch))).toEqual([
      { jsonrpc: "2.0", id: 100, result: "Bittensor" },
      { jsonrpc: "2.0", id: "two", error: { code: -32601, message: "Method not found" } },
      { jsonrpc: "2.0", id: null, error: { code: -32600, message: "Invalid request" } },
    ])
  })
  it("refuses a huge batch", async () => {
    const batch = Array.from({ length: maxBatchRequests + 1 }, (_, id) => ({
      id: id + 100,
      method: "system_chain",
    }))
    expect(await client.exchange(JSON.stringify(batch))).toEqual(code(-32010))
    expect(await client.exchange(JSON.stringify(batch.slice(1)))).toHaveLength(maxBatchRequests)
  })
  it("survives deep nesting", async () => {
    expect(await client.exchange("[".repeat(100_000))).toEqual(code(-32700))
    const deep = `${"[".repeat(5000)}${"]".repeat(5000)}`
    expect(await client.exchange(`{"id":"q","method":"state_getStorage","params":[${deep}]}`)).toEqual(
      code(-32602),
    )
  })
})

describe("WebSocket", () => {
  it("cuts off a client whose frame is too large", async () => {
    client.socket.send("x".repeat(maxRequestBytes + 1))
    expect(await client.closed).toBe(1009)
  })
  it("bounds the subscriptions of a connection, and frees them", async () => {
    for (let i = 0; i < maxSubscriptionsPerConnection; i++) await client.request("chain_subscribeNewHeads")
    await expect(client.request("chain_subscribeNewHeads")).rejects.toMatchObject({ code: -32006 })
    const [[id]] = client.events as [[string, unknown]]
    expect(await client.request("chain_unsubscribeNewHeads", id)).toBe(true)
    expect(await client.request("chain_unsubscribeNewHeads", id)).toBe(false)
    await client.request("chain_subscribeNewHeads")
  })
  it("sends the id of a subscription before its first event", async () => {
    const order: string[] = []
    client.socket.on("message", (data) => order.push(String(data).includes('"method"') ? "event" : "answer"))
    await client.request("chain_subscribeNewHeads")
    await client.untilEvents(1)
    expect(order).toEqual(["answer", "event"])
  })
  it("answers many requests in flight, more than it works on at once", async () => {
    const all = Array.from({ length: 2000 }, () => client.request("state_getStorage", "0x3a636f6465"))
    expect(new Set(await Promise.all(all))).toEqual(new Set(["0x66616b65"]))
  })
  it("cuts off a client that does not read what it subscribed to", { timeout: 30_000 }, async () => {
    for (let i = 0; i < 1000; i++) void client.request("chain_subscribeNewHeads").catch(() => {})
    await client.untilEvents(1000)
    client.socket.pause()
    // Each block tells a thousand heads, some 400 KB.
    for (let made = 0; made < 600 && node.chain.head().header.number < 600; made += 20)
      await node.engine.produce(20)
    client.socket.resume()
    expect([1006, 1013]).toContain(await client.closed)
  })
  it("takes binary frames and answers pings", async () => {
    const answer = await client.exchange(Buffer.from('{"jsonrpc":"2.0","id":"b","method":"system_chain"}'))
    expect(answer).toMatchObject({ id: "b", result: "Bittensor" })
    client.socket.ping()
    await new Promise((resolve) => client.socket.once("pong", resolve))
  })
})

const post = (body: string, headers: Record<string, string> = { "content-type": "application/json" }) =>
  fetch(httpUrl(), { method: "POST", body, headers })

describe("HTTP", () => {
  it("answers a POST, a batch and a health check", async () => {
    const single = await post('{"jsonrpc":"2.0","id":1,"method":"system_chain","params":[]}')
    expect(await single.json()).toEqual({ jsonrpc: "2.0", id: 1, result: "Bittensor" })
    const batch = await post('[{"id":1,"method":"system_name"},{"id":2,"method":"no_such"}]')
    expect(await batch.json()).toHaveLength(2)
    const health = await fetch(`${httpUrl()}/health`)
    expect(await health.json()).toEqual({ peers: 0, isSyncing: false, shouldHavePeers: false })
  })
  it("lets browsers in from allowed origins only", async () => {
    const open = await post('{"id":1,"method":"system_name"}', {
      "content-type": "application/json",
      origin: "https://wallet.example",
    })
    expect(open.headers.get("access-control-allow-origin")).toBe("*")
    const strict = await startNode({
      runtime: fakeRuntime(),
      blockTimeMs: "manual",
      port: 0,
      origins: ["https://wallet.example"],
    })
    const ask = (origin: string) =>
      fetch(strict.url.replace("ws:", "http:"), { method: "OPTIONS", headers: { origin } })
    expect((await ask("https://wallet.example")).status).toBe(204)
    expect((await ask("https://evil.example")).status).toBe(403)
    await strict.close()
  })
  it("refuses other methods, other types and bodies too large", async () => {
    expect((await fetch(httpUrl())).status).toBe(405)
    expect((await post("{}", { "content-type": "text/plain" })).status).toBe(415)
    expect((await post(`"${"x".repeat(maxRequestBytes)}"`)).status).toBe(413)
    expect(await (await post("nonsense")).json()).toEqual(code(-32700))
  })
  it("opens no subscriptions", async () => {
    const answer = await post('{"id":1,"method":"chain_subscribeNewHeads"}')
    expect(await answer.json()).toEqual(code(-32601))
  })
})

it("listens on a second port, and names a port that is taken", async () => {
  const two = await startNode({ runtime: fakeRuntime(), blockTimeMs: "manual", port: 0, secondPort: 0 })
  await two.close()
  const taken = startNode({ runtime: fakeRuntime(), blockTimeMs: "manual", port: node.port })
  await expect(taken).rejects.toMatchObject({ name: "NodeError", code: "port-taken" })
})

it("says goodbye when it closes", async () => {
  const other = await startNode({ runtime: fakeRuntime(), blockTimeMs: "manual", port: 0 })
  const guest = await connect(other.url)
  const idle = await connect(other.url)
  idle.socket.pause()
  await other.close()
  expect(await guest.closed).toBe(1001)
  idle.socket.terminate()
})
