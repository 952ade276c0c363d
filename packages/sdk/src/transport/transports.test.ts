import { type AddressInfo, createServer } from "node:net"
import { afterEach, describe, expect, it } from "vitest"
import { type WebSocket, WebSocketServer } from "ws"
import { fallback } from "./fallback.ts"
import { webSocket } from "./reconnecting.ts"
import { isRepeatable, RpcError, type Transport, TransportError } from "./types.ts"

interface Call {
  readonly id: number
  readonly method: string
  readonly params: readonly unknown[]
}

/** A node as small as can be: `system_echo` answers its parameter, subscriptions get one number each time the test says so. */
async function startServer(port = 0) {
  const server = new WebSocketServer({ port, host: "127.0.0.1" })
  await new Promise((resolve) => server.once("listening", resolve))
  const calls: string[] = []
  const open = new Set<WebSocket>()
  let subscribers: { socket: WebSocket; id: string }[] = []
  let silent = false
  server.on("connection", (socket) => {
    open.add(socket)
    socket.on("close", () => {
      open.delete(socket)
      subscribers = subscribers.filter((one) => one.socket !== socket)
    })
    socket.on("message", (data) => {
      const { id, method, params } = JSON.parse(String(data)) as Call
      calls.push(method)
      if (silent) return
      const subscribes = method === "chain_subscribeNewHeads"
      if (subscribes) subscribers.push({ socket, id: `s${calls.length}` })
      const answer = method === "bad_call" ? { error: { code: -1, message: "no" } } : undefined
      const result = subscribes ? `s${calls.length}` : params[0]
      socket.send(JSON.stringify({ jsonrpc: "2.0", id, ...(answer ?? { result }) }))
    })
  })
  return {
    port: (server.address() as AddressInfo).port,
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    subscribers: () => subscribers.length,
    fallSilent() {
      silent = true
    },
    notify(result: unknown) {
      for (const { socket, id } of subscribers)
        socket.send(JSON.stringify({ jsonrpc: "2.0", method: "x", params: { subscription: id, result } }))
    },
    cut() {
      for (const socket of open) socket.terminate()
    },
    async close() {
      for (const socket of open) socket.terminate()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})
function kept<T extends { close(): Promise<unknown> }>(one: T): T {
  closers.push(() => one.close())
  return one
}

async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 30_000
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`not so: ${isSo}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

async function unusedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

const headsOf = async (transport: Transport, onEnd?: (error: Error) => void) => {
  const heads: unknown[] = []
  const names = ["chain_subscribeNewHeads", "chain_unsubscribeNewHeads"] as const
  const subscription = await transport.subscribe(names[0], [], names[1], (head) => heads.push(head), onEnd)
  return { heads, subscription }
}

describe("a WebSocket that comes back", () => {
  it("opens standing subscriptions again on the next server, and answers calls there", async () => {
    const first = await startServer()
    const transport = kept(webSocket(first.url, { delayMs: 10, delayMsMax: 50, attempts: 200 }))
    const { heads } = await headsOf(transport)
    first.notify(1)
    await until(() => heads.length === 1)
    await first.close()
    const second = kept(await startServer(first.port))
    await until(() => second.subscribers() === 1)
    second.notify(2)
    await until(() => heads.length === 2)
    expect(heads).toEqual([1, 2])
    expect(await transport.request("system_echo", ["still here"])).toBe("still here")
  })

  it("asks reads again after a cut, and never a submission", async () => {
    const server = kept(await startServer())
    const transport = kept(webSocket(server.url, { delayMs: 10, attempts: 200 }))
    await transport.request("system_echo", [0])
    server.fallSilent()
    const read = transport.request("state_getStorage", [])
    const submitted = transport.request("author_submitExtrinsic", [])
    read.catch(() => undefined)
    submitted.catch(() => undefined)
    await until(() => server.calls.length === 3)
    server.cut()
    await expect(submitted).rejects.toBeInstanceOf(TransportError)
    await until(() => server.calls.filter((name) => name === "state_getStorage").length === 2)
    expect(server.calls.filter((name) => name === "author_submitExtrinsic")).toHaveLength(1)
  })

  it("tells the end when it is closed, or when no server comes back", async () => {
    const server = await startServer()
    const ends: string[] = []
    const closing = webSocket(server.url)
    await headsOf(closing, (error) => ends.push(error.name))
    await closing.close()
    expect(ends).toEqual(["TransportError"])
    await expect(closing.request("system_echo")).rejects.toMatchObject({ sent: false })
    const losing = kept(webSocket(server.url, { delayMs: 1, attempts: 3 }))
    await headsOf(losing, (error) => ends.push(error.name))
    await server.close()
    await until(() => ends.length === 2)
  })

  it("gives up on a server that is not there", async () => {
    const transport = kept(webSocket(`ws://127.0.0.1:${await unusedPort()}`, { delayMs: 1, attempts: 3 }))
    await expect(transport.request("system_echo")).rejects.toThrow(/cannot connect/)
    await expect(headsOf(transport)).rejects.toThrow(/cannot connect/)
  })
})

describe("several ways", () => {
  it("goes to the one that answers, and stays there", async () => {
    const server = kept(await startServer())
    const dead = webSocket(`ws://127.0.0.1:${await unusedPort()}`, { delayMs: 1, attempts: 1 })
    const transport = kept(fallback([dead, webSocket(server.url)]))
    expect(await transport.request("system_echo", [1])).toBe(1)
    expect(await transport.request("author_submitExtrinsic", ["0x"])).toBe("0x")
    await expect(transport.request("bad_call")).rejects.toBeInstanceOf(RpcError)
    expect(server.calls).toEqual(["system_echo", "author_submitExtrinsic", "bad_call"])
  })

  it("moves standing subscriptions on", async () => {
    const servers = [await startServer(), kept(await startServer())] as const
    const transport = kept(fallback(servers.map(({ url }) => webSocket(url, { delayMs: 1, attempts: 2 }))))
    const { heads, subscription } = await headsOf(transport)
    expect(servers[0].subscribers()).toBe(1)
    await servers[0].close()
    await until(() => servers[1].subscribers() === 1)
    servers[1].notify(7)
    await until(() => heads.length === 1)
    subscription.close()
    await until(() => servers[1].calls.includes("chain_unsubscribeNewHeads"))
  })

  it("says why when none answers, and needs one at least", async () => {
    const port = await unusedPort()
    const ways = [1, 2].map(() => webSocket(`ws://127.0.0.1:${port}`, { delayMs: 1, attempts: 1 }))
    await expect(fallback(ways).request("system_echo")).rejects.toThrow(/cannot connect/)
    expect(() => fallback([])).toThrow(RangeError)
  })
})

it("only reads can be repeated", () => {
  const repeatable = ["state_call", "chain_getBlock", "author_submitExtrinsic", "dev_newBlock"].map(
    isRepeatable,
  )
  expect(repeatable).toEqual([true, true, false, false])
})
