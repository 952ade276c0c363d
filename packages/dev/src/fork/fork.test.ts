import { createServer } from "node:net"
import { OriginError } from "@taonet/node/chain/errors"
import { keyToBytes, utf8 } from "@taonet/primitives/bytes"
import { twox128 } from "@taonet/primitives/hash"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { storage as subtensor } from "@taonet/runtime/pallets/subtensor/schema"
import { storage as system } from "@taonet/runtime/pallets/system/schema"
import { localSlow } from "@taonet/runtime/specs/local"
import {
  type Client,
  createClient,
  getBalance,
  getMetagraph,
  transfer,
  webSocketTransport,
} from "@taonet/sdk/index"
import { afterAll, beforeAll, expect, test } from "vitest"
import { createDevChain, type ForkedChain, type ForkedChainOptions } from "../index.ts"
import { type OriginNode, startOriginNode } from "./originNode.testkit.ts"

const netuid = 2
const patient = { timeoutMs: 60_000, blockTime: "manual" } as const
const subtensorPrefix = toHex(twox128(utf8("SubtensorModule")))

let origin: OriginNode
let there: Client
let atStart: { readonly head: Hex; readonly pairs: unknown }

const headOf = ({ transport }: Client): Promise<Hex> => transport.request<Hex>("chain_getBlockHash")
const pairsOf = ({ transport }: Client): Promise<[string, string][]> =>
  transport.request("state_getPairs", [subtensorPrefix])
const balance = (client: Client, account: Hex): Promise<bigint> => getBalance(client, { account })
const open = (options: Partial<ForkedChainOptions> = {}): Promise<ForkedChain> =>
  createDevChain({ fork: origin.url, ...patient, ...options })
const code = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => "nothing was refused",
    (error: unknown) => (error instanceof OriginError ? error.code : error),
  )

beforeAll(async () => {
  origin = await startOriginNode("one-subnet")
  there = await createClient(await webSocketTransport(origin.url))
  atStart = { head: await headOf(there), pairs: await pairsOf(there) }
}, 240_000)

afterAll(async () => {
  await there?.transport.close()
  await origin?.close()
})

test("a fork begins where the other chain is, and answers the same", async () => {
  await using fork = await open({ netuid })
  expect(fork.head().hash).toBe(atStart.head)
  expect(fork.client.genesisHash).toBe(there.genesisHash)
  expect(await getMetagraph(fork.client, { netuid })).toEqual(await getMetagraph(there, { netuid }))
  for (const name of ["Alice", "Bob", "validator1"])
    expect(await balance(fork.client, fork.coldkey(name))).toBe(await balance(there, fork.coldkey(name)))
  expect(await pairsOf(fork.client)).toEqual(atStart.pairs)
  // Blocks before the fork are the other chain's, by number and by hash.
  const earlier = await fork.client.transport.request<Hex>("chain_getBlockHash", [90])
  expect(earlier).toBe(await there.transport.request<Hex>("chain_getBlockHash", [90]))
  expect(await fork.client.transport.request("chain_getBlock", [earlier])).toEqual(
    await there.transport.request("chain_getBlock", [earlier]),
  )
})

test("a fork goes its own way, and the other chain does not hear of it", async () => {
  await using fork = await open({ netuid, blockTime: "instant" })
  const before = await balance(fork.client, fork.coldkey("Bob"))
  const epochs = subtensor.SubnetEpochIndex.get(fork.node.chain.open(fork.head().hash), netuid)
  await transfer(fork.client, fork.signer("Alice"), { to: fork.coldkey("Bob"), amount: 5_000_000_000n })
  expect(await balance(fork.client, fork.coldkey("Bob"))).toBe(before + 5_000_000_000n)
  await fork.mineToEpoch(netuid)
  expect(subtensor.SubnetEpochIndex.get(fork.node.chain.open(fork.head().hash), netuid)).toBe(epochs + 1n)

  const id = await fork.snapshot()
  await fork.setStorage({ SubtensorModule: { Tempo: [[netuid, 77]] } })
  await fork.mine({ count: 3 })
  expect(subtensor.Tempo.get(fork.node.chain.open(fork.head().hash), netuid)).toBe(77)
  await fork.revert(id)
  expect(subtensor.Tempo.get(fork.node.chain.open(fork.head().hash), netuid)).toBe(10)

  expect(await headOf(there)).toBe(atStart.head)
  expect(await pairsOf(there)).toEqual(atStart.pairs)
})

test("what a fork deletes is gone from reads and from iteration", async () => {
  await using fork = await open()
  const { reader } = fork.node.chain.state(fork.head().hash)
  const all = [...reader.keys(subtensor.Keys.prefix(netuid))]
  expect(all.length).toBeGreaterThan(10)
  const [first, second, third] = all
  if (first === undefined || second === undefined || third === undefined) throw new Error("too few neurons")
  await fork.setStorage([[toHex(keyToBytes(second)), null]])
  const now = fork.node.chain.state(fork.head().hash).reader
  expect(now.get(second)).toBeUndefined()
  expect([...now.keys(subtensor.Keys.prefix(netuid))]).toEqual(all.filter((key) => key !== second))
  expect([...now.keys(subtensor.Keys.prefix(netuid), first)][0]).toBe(third)
  expect(now.nextKey(first)).toBe(third)
  // The state before is as it was.
  expect(reader.get(second)).toBeDefined()
  expect(reader.nextKey(first)).toBe(second)
})

test("a dump of a fork holds what changed, and loads into a fork of the same block", async () => {
  const at = `${origin.url}@${atStart.head}`
  await using fork = await open({ fork: at })
  await fork.setBalance(fork.coldkey("Eve"), 42_000_000_000n)
  await fork.setStorage([[toHex(keyToBytes(subtensor.Tempo.key(1))), null]])
  await fork.mine({ count: 5 })
  const dump = await fork.dump()
  expect(dump.length).toBeLessThan(200_000)
  expect(await fork.dump()).toEqual(dump)

  await using again = await open({ fork: at, loadState: dump })
  expect(again.head()).toEqual(fork.head())
  expect(await again.dump()).toEqual(dump)
  expect(await balance(again.client, fork.coldkey("Eve"))).toBe(42_000_000_000n)
  await Promise.all([fork.mine(), again.mine()])
  expect(again.head()).toEqual(fork.head())
  // Its beginning is the block that was forked.
  expect((await again.revert(await again.snapshot())).number).toBe(fork.head().number)

  await using other = await open({ fork: `${origin.url}@99` })
  await expect(other.load(dump)).rejects.toMatchObject({ name: "DevError", code: "refused", field: "state" })
})

test("a fork that makes the blocks that the other chain makes has its state", async () => {
  await using fork = await open({ netuid })
  await fork.mine({ count: 12 })
  await there.transport.request("dev_newBlock", [{ count: 12 }])
  expect(await pairsOf(fork.client)).toEqual(await pairsOf(there))
  const account = toHex(keyToBytes(system.Account.prefix()))
  expect(await fork.client.transport.request("state_getPairs", [account])).toEqual(
    await there.transport.request("state_getPairs", [account]),
  )
}, 120_000)

test("a fork has no proofs and says so", async () => {
  await using fork = await open()
  const key = toHex(keyToBytes(system.Number.key()))
  await expect(fork.client.transport.request("state_getReadProof", [[key]])).rejects.toMatchObject({
    code: 4003,
    message: expect.stringContaining("A fork has no proofs"),
  })
})

test("what can not be forked is told of", async () => {
  const quick = { timeoutMs: 10_000, retries: 0 }
  expect(await code(open({ fork: "http://127.0.0.1:9944" }))).toBe("bad-target")
  expect(await code(open({ fork: `${origin.url}@banana` }))).toBe("bad-target")
  expect(await code(open({ fork: `${origin.url}@4000000` }))).toBe("unknown-block")
  expect(await code(open({ fork: `${origin.url}@0x${"ab".repeat(32)}` }))).toBe("unknown-block")
  expect(await code(open({ netuid: 900 }))).toBe("bad-target")
  expect(await code(open({ fork: "ws://127.0.0.1:9", ...quick }))).toBe("no-answer")

  const silent = createServer(() => undefined)
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve))
  const address = silent.address()
  const port = typeof address === "object" && address !== null ? address.port : 0
  expect(await code(open({ fork: `ws://127.0.0.1:${port}`, timeoutMs: 200, retries: 1 }))).toBe("no-answer")
  silent.close()

  await there.transport.request("dev_upgradeRuntime", [{ specVersion: 462 }])
  await there.transport.request("dev_newBlock", [])
  expect(await code(open())).toBe("other-version")
  expect(await code(open({ fork: `${origin.url}@${atStart.head}`, spec: localSlow }))).toBe(
    "nothing was refused",
  )
}, 120_000)

test("a chain that goes away under a fork fails what asks for more, with words", async () => {
  await using fork = await open({ fork: `${origin.url}@${atStart.head}`, timeoutMs: 2_000, retries: 0 })
  await origin.close()
  await expect(fork.mine()).rejects.toMatchObject({ name: "OriginError", code: "no-answer" })
  const { transport } = fork.client
  const key = toHex(keyToBytes(system.Account.key(`0x${"07".repeat(32)}`)))
  await expect(transport.request("state_getStorage", [key])).rejects.toMatchObject({
    code: 4003,
    data: { code: "no-answer" },
  })
})
