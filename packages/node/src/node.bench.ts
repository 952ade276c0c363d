import { afterAll, bench, describe } from "vitest"
import { WebSocket } from "ws"
import { startLocalNode } from "./testKit.ts"

/* Node, clients and the real runtime in one process. `npx vitest bench --run packages/node` */

const node = await startLocalNode({ blockTimeMs: "manual" })
await node.engine.produce(20)
const socket = new WebSocket(node.url)
await new Promise((resolve) => socket.on("open", resolve))
afterAll(async () => {
  socket.close()
  await node.close()
})

describe("a node", () => {
  bench("boots to its first answer, without a port", async () => {
    const other = await startLocalNode({ blockTimeMs: "manual" })
    await other.request("system_chain")
    await other.close()
  })
  bench("makes an empty block", async () => {
    await node.engine.produce()
  })
})

/** Sends the request so many times at once and waits for all answers. */
function ask(text: string, times: number): Promise<void> {
  return new Promise((resolve) => {
    let answered = 0
    const onMessage = (): void => {
      if (++answered < times) return
      socket.off("message", onMessage)
      resolve()
    }
    socket.on("message", onMessage)
    for (let i = 0; i < times; i++) socket.send(text)
  })
}

const alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
const aliceKey =
  "0x26aa394eea5630e07c48ae0c9558cef7b99d880ec681799c0cf30e8886371da9de1e86a9a8c739864cf3cc5ec2bea59fd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d"
const requests: readonly [string, readonly unknown[]][] = [
  ["state_getStorage", [aliceKey]],
  ["chain_getHeader", []],
  ["account_nextIndex", [alice]],
  ["state_call", ["SubnetInfoRuntimeApi_get_metagraph", "0100"]],
  ["state_getMetadata", []],
]
describe("a client over one WebSocket", () => {
  for (const [method, params] of requests) {
    const text = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params })
    bench(method, () => ask(text, 1))
    if (method !== "state_getMetadata") bench(`${method}, 100 at once`, () => ask(text, 100))
  }
})
