import { afterAll, beforeAll, expect, it } from "vitest"
import { fakeExtrinsic, fakeRuntime } from "../fakeRuntime.testkit.ts"
import { type Node, startNode } from "../node.ts"
import { connect } from "../rpc/rpcClient.testkit.ts"

let node: Node
beforeAll(async () => {
  node = await startNode({
    runtime: fakeRuntime(),
    blockTimeMs: "manual",
    port: 0,
    metrics: { port: 0 },
  })
})
afterAll(() => node.close())

const url = (): string => `http://127.0.0.1:${node.metricsPort}`
async function metrics(): Promise<Map<string, number>> {
  const response = await fetch(`${url()}/metrics`)
  expect(response.headers.get("content-type")).toContain("text/plain; version=0.0.4")
  const lines = (await response.text()).split("\n").filter((line) => line !== "" && !line.startsWith("#"))
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(" ")
      return [line.slice(0, at), Number(line.slice(at + 1))]
    }),
  )
}

it("shows the chain, the pool, blocks and the process", async () => {
  for (const nonce of [0, 1, 3]) node.pool.submit(fakeExtrinsic({ signer: 1, nonce }))
  const before = await metrics()
  expect(before.get('substrate_ready_transactions_number{chain="bittensor"}')).toBe(2)
  expect(before.get('taonet_future_transactions_number{chain="bittensor"}')).toBe(1)
  await node.engine.produce(3)
  const after = await metrics()
  for (const status of ["best", "finalized"])
    expect(after.get(`substrate_block_height{status="${status}",chain="bittensor"}`)).toBe(3)
  expect(after.get('substrate_proposer_block_constructed_count{chain="bittensor"}')).toBe(3)
  expect(after.get('taonet_block_commit_seconds_count{chain="bittensor"}')).toBe(3)
  expect(after.get('taonet_transactions_included{chain="bittensor"}')).toBe(2)
  for (const name of ["process_resident_memory_bytes", "nodejs_eventloop_lag_p99_seconds"])
    expect(after.get(`${name}{chain="bittensor"}`)).toBeGreaterThan(0)
})

it("counts calls by method and outcome, whatever names clients make up", async () => {
  const client = await connect(node.url)
  for (let asked = 0; asked < 3; asked++) await client.request("system_name")
  for (const name of ["no_such", "no_other"]) await client.request(name).catch(() => undefined)
  client.close()
  await client.closed
  await expect
    .poll(async () => (await metrics()).get('substrate_rpc_sessions_closed{chain="bittensor"}'), {
      timeout: 20_000,
    })
    .toBe(1)
  const counted = await metrics()
  const calls = (method: string, error: boolean): unknown =>
    counted.get(
      `substrate_rpc_calls_finished{protocol="ws",method="${method}",is_error="${error}",is_rate_limited="false",chain="bittensor"}`,
    )
  expect([calls("system_name", false), calls("unknown", true)]).toEqual([3, 2])
  expect([...counted.keys()].some((name) => name.includes("no_such"))).toBe(false)
  const timed = [...counted].find(
    ([name]) => name.startsWith("substrate_rpc_calls_time_count") && name.includes('"system_name"'),
  )
  expect(timed?.[1]).toBe(3)
})

it("shows nothing else, and names a port that is taken", async () => {
  expect((await fetch(`${url()}/`)).status).toBe(404)
  const taken = startNode({
    runtime: fakeRuntime(),
    blockTimeMs: "manual",
    metrics: { port: node.metricsPort },
  })
  await expect(taken).rejects.toMatchObject({ name: "NodeError", code: "port-taken" })
})
