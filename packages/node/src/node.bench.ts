/** Run with `npx tsx`. Boot, blocks and reads of a node over the real runtime. */
import { WebSocket } from "ws"
import { startLocalNode } from "./testKit.ts"

const now = (): number => performance.now()
const show = (name: string, value: string): void => console.log(`${name.padEnd(48)} ${value}`)

const start = now()
const node = await startLocalNode({ blockTimeMs: "manual" })
await node.request("system_chain")
show("boot to the first answer (imports not counted)", `${(now() - start).toFixed(0)} ms`)

/** The time of each block, in ms. */
async function blockTimes(count: number): Promise<number[]> {
  const times: number[] = []
  for (let i = 0; i < count; i++) {
    const before = now()
    await node.engine.produce()
    times.push(now() - before)
  }
  return times.sort((a, b) => a - b)
}
await blockTimes(50)
const times = await blockTimes(300)
show("empty block, median / 99th percentile", `${times[150]?.toFixed(2)} / ${times[297]?.toFixed(2)} ms`)

const socket = new WebSocket(node.url)
await new Promise((resolve) => socket.on("open", resolve))

/** Requests a second over one WebSocket, `inFlight` at a time. */
async function rate(method: string, params: unknown[], total: number, inFlight: number): Promise<number> {
  const text = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params })
  const before = now()
  await new Promise<void>((resolve) => {
    let sent = 0
    let answered = 0
    const send = (): void => {
      if (sent++ < total) socket.send(text)
    }
    socket.on("message", () => {
      if (++answered === total) {
        socket.removeAllListeners("message")
        resolve()
      } else send()
    })
    for (let i = 0; i < inFlight; i++) send()
  })
  return (total / (now() - before)) * 1000
}

const alice = `0x26aa394eea5630e07c48ae0c9558cef7b99d880ec681799c0cf30e8886371da9de1e86a9a8c739864cf3cc5ec2bea59fd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d`
const cases: [string, unknown[], number][] = [
  ["state_getStorage", [alice], 20_000],
  ["chain_getHead", [], 20_000],
  ["chain_getHeader", [], 10_000],
  ["account_nextIndex", ["5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"], 10_000],
  ["state_call", ["SubnetInfoRuntimeApi_get_metagraph", "0100"], 500],
  ["state_getMetadata", [], 50],
]
for (const [method, params, total] of cases) {
  await rate(method, params, Math.ceil(total / 10), 16)
  show(
    `${method}, 1 / 64 in flight`,
    `${(await rate(method, params, Math.ceil(total / 4), 1)).toFixed(0)} / ${(await rate(method, params, total, 64)).toFixed(0)} a second`,
  )
}
socket.close()
await node.close()
