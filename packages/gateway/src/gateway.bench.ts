/**
 * One request at a time, everything in this process: a bare server with the miner's answer, and the gateway with the same miner
 * in process. `bench/overhead.ts` measures throughput with processes of their own.
 */
import { Agent, createServer, request as httpRequest } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, bench, describe } from "vitest"
import { completion, goodStream, honest, question, route, startGateway } from "./testKit.ts"

const json = JSON.stringify(completion())
const events = goodStream()
const bare = createServer((request, response) => {
  let text = ""
  request.setEncoding("utf8").on("data", (part) => {
    text += part
  })
  request.on("end", () => {
    const { stream } = JSON.parse(text) as { stream: boolean }
    response.writeHead(200, { "content-type": stream ? "text/event-stream" : "application/json" })
    if (stream) for (const event of events) response.write(event)
    response.end(stream ? undefined : json)
  })
})
await new Promise<void>((resolve) => bare.listen(0, "127.0.0.1", resolve))
const log = () => {}
const gateway = await startGateway([[route(1), honest]], { deps: { log, onQuery: log } })
const agent = new Agent({ keepAlive: true })

afterAll(async () => {
  agent.destroy()
  bare.close()
  await gateway.close(0)
})

function post(url: string, stream: boolean): Promise<void> {
  const body = JSON.stringify({ ...question, stream })
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) }
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${url}/v1/chat/completions`, { method: "POST", agent, headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`status ${answer.statusCode}`))
      answer.resume().on("end", resolve)
    })
    sent.on("error", reject).end(body)
  })
}

for (const [name, stream] of [
  ["plain answer", false],
  ["stream of 13 events", true],
] as const) {
  describe(name, () => {
    bench("bare server", () => post(`http://127.0.0.1:${(bare.address() as AddressInfo).port}`, stream))
    bench("gateway", () => post(gateway.url, stream))
  })
}
