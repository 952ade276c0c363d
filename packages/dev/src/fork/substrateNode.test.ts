/** What a fork asks is what the nodes of the real chain answer, within their limits. */
import { storage as subtensor } from "@taonet/runtime/pallets/subtensor/schema"
import { getMetagraph } from "@taonet/sdk/index"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { createDevChain, explainEpoch, type ForkedChain, type ForkedChainOptions } from "../index.ts"
import { type SubstrateNode, startSubstrateNode } from "./substrateNode.testkit.ts"

const netuid = 2
let node: SubstrateNode
/** Blocks of the scenario. */
let head: number

const open = (options: Partial<ForkedChainOptions> = {}): Promise<ForkedChain> =>
  createDevChain({ fork: node.url, timeoutMs: 60_000, blockTime: "manual", ...options })

beforeAll(async () => {
  node = await startSubstrateNode("one-subnet")
  await using fork = await open()
  head = fork.head().number
}, 240_000)
afterAll(() => node?.close())
beforeEach(async () => {
  await node.change({})
  await node.look()
})

test("nothing that a fork asks is refused, from its start over an epoch", async () => {
  await using fork = await open({ netuid })
  const epochs = subtensor.SubnetEpochIndex.get(fork.node.chain.open(fork.head().hash), netuid)
  await fork.mineToEpoch(netuid)
  expect(subtensor.SubnetEpochIndex.get(fork.node.chain.open(fork.head().hash), netuid)).toBe(epochs + 1n)
  expect((await getMetagraph(fork.client, { netuid }))?.hotkeys).toHaveLength(12)
  expect((await explainEpoch({ url: node.url, netuid })).block).toBe(head)
  const { asked, refused } = await node.look()
  expect(refused).toEqual([])
  expect([...new Set(asked)].sort()).toEqual([
    "chain_getBlock",
    "chain_getBlockHash",
    "chain_getFinalizedHead",
    "state_getKeysPaged",
    "state_getMetadata",
    "state_getRuntimeVersion",
    "state_queryStorageAt",
  ])
}, 120_000)

test("a state that the node has dropped is told of, with what to do", async () => {
  await node.change({ statesKept: 20 })
  await using recent = await open({ fork: `${node.url}@${head - 10}` })
  expect(recent.head().number).toBe(head - 10)
  await expect(open({ fork: `${node.url}@${head - 20}` })).rejects.toMatchObject({
    name: "OriginError",
    code: "state-discarded",
    message: expect.stringMatching(
      /does not keep the state of that block any more.*State already discarded for 0x/,
    ),
  })
})

test("a state that the node drops under a fork is told of", async () => {
  await using fork = await open()
  await node.change({ statesKept: 1 })
  await node.mine(1)
  await expect(fork.mineToEpoch(netuid)).rejects.toMatchObject({
    name: "OriginError",
    code: "state-discarded",
  })
})

test("calls that are too many are made again, and count as unanswered in the end", async () => {
  await node.change({ tooManyAt: 40 })
  await using fork = await open({ netuid })
  expect((await getMetagraph(fork.client, { netuid }))?.hotkeys).toHaveLength(12)
  expect((await node.look()).refused.length).toBeGreaterThan(0)
  await node.change({ tooManyAt: 1 })
  await expect(open({ retries: 0, timeoutMs: 1_000 })).rejects.toMatchObject({ code: "no-answer" })
}, 120_000)
