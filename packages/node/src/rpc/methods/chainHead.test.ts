import { utf8 } from "@taonet/primitives/bytes"
import { blake2b256 } from "@taonet/primitives/hash"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { afterEach, beforeEach, expect, it } from "vitest"
import { type FakeClock, fakeClock } from "../../fakeClock.testkit.ts"
import { fakeExtrinsic, fakeRuntime } from "../../fakeRuntime.testkit.ts"
import { type Node, startNode } from "../../node.ts"
import { maxFollowsPerConnection, maxOperations, maxPinned } from "../chainHead/follow.ts"
import { connect, type RpcClient } from "../rpcClient.testkit.ts"

type Event = Record<string, unknown> & { readonly event: string }

let node: Node
let client: RpcClient
let clock: FakeClock
let follow: string

beforeEach(async () => {
  clock = fakeClock()
  node = await startNode({ runtime: fakeRuntime(), clock, blockTimeMs: "manual", port: 0, historyDepth: 4 })
  client = await connect(node.url)
  follow = (await client.request("chainHead_v1_follow", true)) as string
  await client.untilEvents(2)
})
afterEach(async () => {
  client.close()
  await node.close()
})

const events = (): Event[] => client.events.map(([, event]) => event as Event)
const genesis = (): Hex => node.chain.genesisHash
/** Asks for an operation and answers its events. */
async function operate(count: number, method: string, ...params: unknown[]): Promise<Event[]> {
  const before = client.events.length
  const answer = (await client.request(method, follow, ...params)) as { result: string; operationId: string }
  expect(answer).toMatchObject({ result: "started", operationId: expect.any(String) })
  await client.untilEvents(before + count)
  const own = events().slice(before)
  expect(own.every((event) => event["operationId"] === answer.operationId)).toBe(true)
  return own.map(({ operationId: _, ...event }) => event as Event)
}

it("begins with what is final and its runtime, then tells of each block in order", async () => {
  expect(events()).toEqual([
    {
      event: "initialized",
      finalizedBlockHashes: [genesis()],
      finalizedBlockRuntime: {
        type: "valid",
        spec: {
          specName: "fake",
          implName: "fake",
          specVersion: 7,
          implVersion: 1,
          transactionVersion: 1,
          apis: { "0xdf6acb689907609b": 5 },
        },
      },
    },
    { event: "bestBlockChanged", bestBlockHash: genesis() },
  ])
  const { hash } = await node.engine.produce()
  await client.untilEvents(5)
  expect(events().slice(2)).toEqual([
    { event: "newBlock", blockHash: hash, parentBlockHash: genesis(), newRuntime: null },
    { event: "bestBlockChanged", bestBlockHash: hash },
    { event: "finalized", finalizedBlockHashes: [hash], prunedBlockHashes: [] },
  ])
})

it("reads header, body, calls and storage of a pinned block", async () => {
  node.pool.submit(fakeExtrinsic({ signer: 1, nonce: 0, operand: 3 }))
  const block = await node.engine.produce()
  await client.untilEvents(5)
  expect(await client.request("chainHead_v1_header", follow, block.hash)).toBe(toHex(block.headerBytes))
  expect(await operate(1, "chainHead_v1_body", block.hash)).toEqual([
    { event: "operationBodyDone", value: block.extrinsics.map(toHex) },
  ])
  expect(await operate(1, "chainHead_v1_call", block.hash, "Fake_total", "0x")).toEqual([
    { event: "operationCallDone", output: "0x03000000" },
  ])
  expect(await operate(1, "chainHead_v1_call", block.hash, "Fake_nothing", "0x")).toEqual([
    { event: "operationError", error: expect.stringContaining("not found") },
  ])
  const code = toHex(utf8(":code"))
  const items = [
    { key: code, type: "value" },
    { key: code, type: "hash" },
    { key: "0xdead", type: "value" },
    { key: toHex(utf8("map:")), type: "closestDescendantMerkleValue" },
  ]
  expect(await operate(2, "chainHead_v1_storage", block.hash, items, null)).toEqual([
    {
      event: "operationStorageItems",
      items: [
        { key: code, value: toHex(utf8("fake")) },
        { key: code, hash: toHex(blake2b256(utf8("fake"))) },
        { key: toHex(utf8("map:")), closestDescendantMerkleValue: expect.stringMatching(/^0x/) },
      ],
    },
    { event: "operationStorageDone" },
  ])
  const [all] = await operate(2, "chainHead_v1_storage", block.hash, [
    { key: toHex(utf8("map:")), type: "descendantsValues" },
  ])
  expect(all?.["items"]).toHaveLength(20)
})

it("keeps pinned states beyond the history, and lets them go", async () => {
  await node.engine.produce(10)
  await client.untilEvents(2 + 30)
  expect((await operate(1, "chainHead_v1_call", genesis(), "Fake_total", "0x"))[0]?.event).toBe(
    "operationCallDone",
  )
  expect(node.chain.hasState(genesis())).toBe(true)
  expect(await client.request("chainHead_v1_unpin", follow, [genesis()])).toBeNull()
  expect(node.chain.hasState(genesis())).toBe(false)
  await expect(client.request("chainHead_v1_unpin", follow, genesis())).rejects.toMatchObject({
    code: -32801,
  })
  await expect(
    client.request("chainHead_v1_call", follow, genesis(), "Fake_total", "0x"),
  ).rejects.toMatchObject({
    code: -32801,
  })
  const head = node.chain.head().hash
  await expect(client.request("chainHead_v1_unpin", follow, [head, head])).rejects.toMatchObject({
    code: -32804,
  })
})

it("tells a follower that lets nothing go to stop", async () => {
  await node.engine.produce(maxPinned + 5)
  await client.untilEvents(2)
  while (events().at(-1)?.event !== "stop") await new Promise((resolve) => setTimeout(resolve, 5))
  expect(node.chain.hasState(genesis())).toBe(false)
  expect(await client.request("chainHead_v1_header", follow, genesis())).toBeNull()
  follow = (await client.request("chainHead_v1_follow", true)) as string
})

it("releases everything when the client goes", async () => {
  await node.engine.produce(10)
  expect(node.chain.hasState(genesis())).toBe(true)
  client.close()
  await client.closed
  for (let i = 0; i < 100 && node.chain.hasState(genesis()); i++)
    await new Promise((resolve) => setTimeout(resolve, 5))
  expect(node.chain.hasState(genesis())).toBe(false)
})

it("bounds followers and operations, and knows strangers", async () => {
  for (let i = 1; i < maxFollowsPerConnection; i++) await client.request("chainHead_v1_follow", false)
  await expect(client.request("chainHead_v1_follow", false)).rejects.toMatchObject({ code: -32800 })
  expect(await client.request("chainHead_v1_unfollow", follow)).toBeNull()
  const other = (await client.request("chainHead_v1_follow", false)) as string
  await expect(
    client.request("chainHead_v1_call", other, genesis(), "Fake_total", "0x"),
  ).rejects.toMatchObject({
    code: -32802,
  })
  expect(await client.request("chainHead_v1_body", "nobody", genesis())).toEqual({ result: "limitReached" })
  expect(await client.request("chainHead_v1_stopOperation", "nobody", "1")).toBeNull()
  const answers = await client.exchange(
    JSON.stringify(
      Array.from({ length: maxOperations + 1 }, (_, i) => ({
        id: `b${i}`,
        method: "chainHead_v1_body",
        params: [other, genesis()],
      })),
    ),
  )
  const results = (answers as { result: { result: string } }[]).map(({ result }) => result.result)
  expect(results.filter((result) => result === "limitReached").length).toBe(1)
})
