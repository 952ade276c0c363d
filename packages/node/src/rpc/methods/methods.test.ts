import { bytesToKey, utf8 } from "@taonet/primitives/bytes"
import { type Hex, toHex } from "@taonet/primitives/hex"
import { encodeAddress } from "@taonet/primitives/ss58"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { type FakeClock, fakeClock } from "../../fakeClock.testkit.ts"
import { counterKey, fakeAccount, fakeExtrinsic, fakeRuntime } from "../../fakeRuntime.testkit.ts"
import { type Node, startNode } from "../../node.ts"
import { RpcError } from "../errors.ts"

let node: Node
let clock: FakeClock
beforeEach(async () => {
  clock = fakeClock()
  node = await startNode({ runtime: fakeRuntime(), clock, blockTimeMs: "manual", historyDepth: 5 })
})
afterEach(() => node.close())

const hex = (text: string): Hex => toHex(utf8(text))
const ask = async (method: string, ...params: unknown[]): Promise<unknown> => {
  try {
    return await node.request(method, params)
  } catch (error) {
    if (!(error instanceof RpcError)) throw error
    const { code, message, data } = error
    return { error: { code, message, data } }
  }
}
const error = (code: number, message?: string): unknown => ({
  error: expect.objectContaining(message === undefined ? { code } : { code, message }),
})
/** Raises the counter by `operand` in a block of its own. */
async function raise(operand: number): Promise<Hex> {
  const nonce = (await node.request("account_nextIndex", [fakeAccount(1)])) as number
  node.pool.submit(fakeExtrinsic({ signer: 1, nonce, operand }))
  return (await node.engine.produce()).hash
}
const mapKey = (i: number): Hex => toHex(Uint8Array.from([...utf8("map:"), i]))
const unknown: Hex = `0x${"77".repeat(32)}`

describe("chain", () => {
  it("finds blocks by hash and by number in every form", async () => {
    const hash = await raise(1)
    expect(await ask("chain_getBlockHash", 1)).toBe(hash)
    expect(await ask("chain_getBlockHash", "0x1")).toBe(hash)
    expect(await ask("chain_getBlockHash", [0, "0x01", 99])).toEqual([node.chain.genesisHash, hash, null])
    expect(await ask("chain_getBlockHash", 2)).toBeNull()
    expect([await ask("chain_getHead"), await ask("chain_getFinalizedHead")]).toEqual([hash, hash])
    expect(await ask("chain_getHeader", hash)).toMatchObject({
      number: "0x1",
      parentHash: node.chain.genesisHash,
    })
    expect(await ask("chain_getHeader", unknown)).toBeNull()
    expect(await ask("chain_getBlock", unknown)).toBeNull()
  })
  it("gives extrinsics byte for byte", async () => {
    const extrinsic = fakeExtrinsic({ signer: 3, nonce: 0, operand: 8 })
    node.pool.submit(extrinsic)
    await node.engine.produce()
    expect(await ask("chain_getBlock")).toMatchObject({
      block: { extrinsics: [expect.any(String), toHex(extrinsic)] },
      justifications: null,
    })
  })
  it.each(["chain_subscribeNewHeads", "chain_subscribeFinalizedHeads", "chain_subscribeAllHeads"])(
    "%s: the present head, then each",
    async (method) => {
      const numbers: unknown[] = []
      const stop = await node.subscribe(method, [], (head) => numbers.push((head as { number: Hex }).number))
      await clock.advance(1)
      await node.engine.produce(2)
      await stop()
      await node.engine.produce()
      expect(numbers).toEqual(["0x0", "0x1", "0x2"])
    },
  )
})

describe("state", () => {
  it("reads values, hashes and sizes at any kept block", async () => {
    const first = await raise(5)
    await raise(6)
    const key = hex(counterKey)
    expect(await ask("state_getStorage", key)).toBe("0x0b000000")
    expect(await ask("state_getStorageAt", key, first)).toBe("0x05000000")
    expect(await ask("state_getStorage", key.slice(2), null)).toBe("0x0b000000")
    expect(await ask("state_getStorage", "0xdead")).toBeNull()
    expect(await ask("state_getStorageSize", key)).toBe(4)
    expect(await ask("state_getStorageSize", hex("map:"))).toBe(80)
    expect(await ask("state_getStorageHash", "0xdead")).toBeNull()
    expect(await ask("state_getStorageHash", key)).toMatch(/^0x[0-9a-f]{64}$/)
  })
  it("tells unknown blocks from discarded states", async () => {
    await node.engine.produce(8)
    const old = node.chain.hashByNumber(2) as Hex
    const text = `Client error: Api called for an unknown Block: State already discarded for ${old}`
    expect(await ask("state_getStorage", "0x00", old)).toEqual(error(4003, text))
    expect(await ask("state_call", "Fake_total", "0x", old)).toEqual(error(4003, text))
    expect(await ask("state_getStorage", "0x00", unknown)).toEqual(error(4003))
    expect(await ask("state_getRuntimeVersion", old)).toMatchObject({ specVersion: 7 })
    expect(await ask("state_getRuntimeVersion", `0x${"00".repeat(32)}`)).toMatchObject({ specVersion: 7 })
    expect(await ask("state_getRuntimeVersion", unknown)).toEqual(error(4003))
    expect(await ask("state_getMetadata")).toBe(hex("meta"))
  })
  it("lists keys in order, whole and in pages that start after a key or at the prefix", async () => {
    const all = Array.from({ length: 20 }, (_, i) => mapKey(i))
    expect(await ask("state_getKeys", hex("map:"))).toEqual(all)
    expect(await ask("state_getKeysPaged", hex("map:"), 7, hex("map:"))).toEqual(all.slice(0, 7))
    expect(await ask("state_getKeysPaged", hex("map:"), 7, all[6])).toEqual(all.slice(7, 14))
    expect(await ask("state_getKeysPagedAt", hex("map:"), 7, all[13], node.chain.genesisHash)).toEqual(
      all.slice(14),
    )
    expect(await ask("state_getKeysPaged", hex("map:"), 7, all[19])).toEqual([])
    expect(await ask("state_getKeysPaged", hex("map:"), 0)).toEqual([])
    expect(await ask("state_getPairs", mapKey(3))).toEqual([[mapKey(3), "0x03000000"]])
  })
  it("answers every key of a query, in its order", async () => {
    const keys = [mapKey(3), "0xdead", mapKey(1)]
    expect(await ask("state_queryStorageAt", keys, null)).toEqual([
      {
        block: node.chain.genesisHash,
        changes: [
          [mapKey(3), "0x03000000"],
          ["0xdead", null],
          [mapKey(1), "0x01000000"],
        ],
      },
    ])
  })
  it("tells what changed over a range of blocks", async () => {
    const first = await raise(5)
    const empty = (await node.engine.produce()).hash
    const last = await raise(6)
    const key = hex(counterKey)
    expect(await ask("state_queryStorage", [key], first, last)).toEqual([
      { block: first, changes: [[key, "0x05000000"]] },
      { block: last, changes: [[key, "0x0b000000"]] },
    ])
    expect(await ask("state_queryStorage", [key], last, empty)).toEqual(error(4001))
  })
  it("pushes values at once and then what changes, and nothing else", async () => {
    const seen: unknown[] = []
    const key = hex(counterKey)
    await node.subscribe("state_subscribeStorage", [[key, "0xdead"]], (change) => seen.push(change))
    await clock.advance(1)
    const block = await raise(5)
    await node.engine.produce()
    await raise(0)
    expect(seen).toEqual([
      {
        block: node.chain.genesisHash,
        changes: [
          [key, "0x00000000"],
          ["0xdead", null],
        ],
      },
      { block, changes: [[key, "0x05000000"]] },
    ])
  })
  it("calls the runtime at a block, with or without 0x, and names what fails", async () => {
    const first = await raise(5)
    await raise(6)
    expect(await ask("state_call", "Fake_total", "0x", first)).toBe("0x05000000")
    expect(await ask("state_call", "Fake_total", "")).toBe("0x0b000000")
    expect(await ask("state_call", "Fake_hash", "", first)).toBe(first)
    expect(await ask("state_call", "Metadata_metadata_at_version", "0f000000")).toEqual(
      error(
        4003,
        "Client error: Execution failed: Other: Exported method Metadata_metadata_at_version is not found",
      ),
    )
    expect(await ask("state_call", "Fake_panic", "0x")).toEqual(error(4003))
  })
  it("proves what it says", async () => {
    const { at, proof } = (await ask("state_getReadProof", [mapKey(3)])) as { at: Hex; proof: Hex[] }
    expect(at).toBe(node.chain.genesisHash)
    expect(proof).toEqual(
      node.chain
        .state(at)
        .trie.proof([bytesToKey(Uint8Array.from([...utf8("map:"), 3]))])
        .map(toHex),
    )
  })
  it("keeps the runtime's version and subscribes to it", async () => {
    const seen: unknown[] = []
    await node.subscribe("state_subscribeRuntimeVersion", [], (version) => seen.push(version))
    await clock.advance(1)
    expect(seen).toEqual([await ask("state_getRuntimeVersion")])
  })
})

describe("author and nonces", () => {
  it("takes transactions, lists them and counts them", async () => {
    const extrinsic = toHex(fakeExtrinsic({ signer: 1, nonce: 0 }))
    const hash = await ask("author_submitExtrinsic", extrinsic)
    expect(hash).toMatch(/^0x[0-9a-f]{64}$/)
    expect(await ask("author_pendingExtrinsics")).toEqual([extrinsic])
    const address = encodeAddress(fakeAccount(1))
    expect(await ask("account_nextIndex", address)).toBe(1)
    await node.engine.produce()
    expect([
      await ask("system_accountNextIndex", address),
      await ask("account_nextIndex", fakeAccount(2)),
    ]).toEqual([1, 0])
  })
  it("watches to the end, and then the subscription is gone", async () => {
    const seen: unknown[] = []
    const extrinsic = toHex(fakeExtrinsic({ signer: 1, nonce: 0 }))
    const stop = await node.subscribe("author_submitAndWatchExtrinsic", [extrinsic], (status) =>
      seen.push(status),
    )
    await clock.advance(1)
    const { hash } = await node.engine.produce()
    expect(seen).toEqual(["ready", { inBlock: hash }])
    await clock.advance(100)
    expect(seen.slice(2)).toEqual([{ finalized: hash }])
    await stop()
  })
  it("says why not, without a subscription", async () => {
    const extrinsic = toHex(fakeExtrinsic({ signer: 1, nonce: 0, op: "fail", operand: 4 }))
    await expect(
      node.subscribe("author_submitAndWatchExtrinsic", [extrinsic], () => {}),
    ).rejects.toMatchObject({
      code: 1010,
      data: "Custom error: 4",
    })
  })
  it("transactionWatch: the newer events", async () => {
    const seen: unknown[] = []
    const extrinsic = toHex(fakeExtrinsic({ signer: 1, nonce: 0 }))
    await node.subscribe("transactionWatch_v1_submitAndWatch", [extrinsic], (event) => seen.push(event))
    await clock.advance(1)
    const { hash } = await node.engine.produce()
    await clock.advance(100)
    expect(seen).toEqual([
      { event: "validated" },
      { event: "bestChainBlockIncluded", block: { hash, index: 1 } },
      { event: "finalized", block: { hash, index: 1 } },
    ])
  })
  it("broadcasts until a transaction is taken, and can be stopped", async () => {
    const early = toHex(fakeExtrinsic({ signer: 1, nonce: 0 }))
    const id = await ask("transaction_v1_broadcast", early)
    await node.engine.produce()
    expect(await ask("account_nextIndex", fakeAccount(1))).toBe(1)
    expect(await ask("transaction_v1_stop", id)).toBeNull()
    expect(await ask("transaction_v1_stop", id)).toEqual(error(-32602))
    expect(await ask("transaction_v1_broadcast", "0x04")).toBeNull()
    for (let signer = 10; signer < 26; signer++)
      expect(await ask("transaction_v1_broadcast", toHex(fakeExtrinsic({ signer, nonce: 1 })))).not.toBeNull()
    expect(await ask("transaction_v1_broadcast", toHex(fakeExtrinsic({ signer: 30, nonce: 0 })))).toBeNull()
  })
})

describe("the rest", () => {
  it("lists its methods, which cover what clients need", async () => {
    const { methods } = (await ask("rpc_methods")) as { methods: string[] }
    expect(methods).toEqual([...methods].sort())
    expect(methods).toEqual(expect.arrayContaining(neededMethods))
  })
  it("says who it is", async () => {
    expect(await ask("system_chainType")).toBe("Local")
    expect(await ask("system_properties")).toEqual({ ss58Format: 42, tokenDecimals: 9, tokenSymbol: "TAO" })
    expect(await ask("system_health")).toEqual({ peers: 0, isSyncing: false, shouldHavePeers: false })
    await node.engine.produce()
    expect(await ask("system_syncState")).toMatchObject({ currentBlock: 1 })
  })
  it("makes blocks on demand", async () => {
    expect(await ask("dev_newBlock")).toBe(node.chain.hashByNumber(1))
    await ask("dev_newBlock", { count: 3 })
    await ask("dev_newBlock", { to: 10 })
    expect(node.chain.head().header.number).toBe(10)
    expect(await ask("dev_newBlock", { to: 10 })).toEqual(error(-32602))
    expect(await ask("engine_createBlock", true, true, null)).toMatchObject({
      hash: node.chain.hashByNumber(11),
    })
    const closed = await startNode({
      runtime: fakeRuntime(),
      clock,
      blockTimeMs: "manual",
      devMethods: false,
    })
    await expect(closed.request("dev_newBlock")).rejects.toMatchObject({ code: -32601 })
    await closed.close()
  })
  it("reads archives", async () => {
    const hash = await raise(5)
    expect(await ask("archive_v1_finalizedHeight")).toBe(1)
    expect([await ask("archive_v1_hashByHeight", 1), await ask("archive_v1_hashByHeight", 9)]).toEqual([
      [hash],
      [],
    ])
    expect(await ask("archive_v1_header", hash)).toBe(toHex(node.chain.head().headerBytes))
    expect(await ask("archive_v1_body", unknown)).toBeNull()
    expect(await ask("archive_v1_call", hash, "Fake_total", "0x")).toEqual({
      success: true,
      value: "0x05000000",
    })
    expect(await ask("archive_v1_call", hash, "Fake_nothing", "0x")).toMatchObject({ success: false })
    const seen: unknown[] = []
    const query = [{ key: mapKey(2), type: "value" }]
    await node.subscribe("archive_v1_storage", [hash, query], (event) => seen.push(event))
    await clock.advance(1)
    expect(seen).toEqual([
      { event: "storage", key: mapKey(2), value: "0x02000000" },
      { event: "storageDone" },
    ])
  })
  it("takes methods from outside", async () => {
    const own = { test_echo: (params: readonly unknown[]) => params }
    const other = await startNode({ runtime: fakeRuntime(), clock, blockTimeMs: "manual", methods: [own] })
    expect(await other.request("test_echo", [1, "a"])).toEqual([1, "a"])
    await other.close()
  })
})

/** What the recorded clients call to connect, read, submit and watch. */
const neededMethods = [
  "account_nextIndex",
  "author_pendingExtrinsics",
  "author_submitAndWatchExtrinsic",
  "author_submitExtrinsic",
  "author_unwatchExtrinsic",
  "chainHead_v1_body",
  "chainHead_v1_call",
  "chainHead_v1_continue",
  "chainHead_v1_follow",
  "chainHead_v1_header",
  "chainHead_v1_stopOperation",
  "chainHead_v1_storage",
  "chainHead_v1_unfollow",
  "chainHead_v1_unpin",
  "chainSpec_v1_chainName",
  "chainSpec_v1_genesisHash",
  "chainSpec_v1_properties",
  "chain_getBlock",
  "chain_getBlockHash",
  "chain_getFinalizedHead",
  "chain_getHead",
  "chain_getHeader",
  "chain_getRuntimeVersion",
  "chain_subscribeFinalizedHeads",
  "chain_subscribeNewHeads",
  "chain_unsubscribeFinalizedHeads",
  "chain_unsubscribeNewHeads",
  "engine_createBlock",
  "engine_finalizeBlock",
  "payment_queryInfo",
  "rpc_methods",
  "state_call",
  "state_getKeys",
  "state_getKeysPaged",
  "state_getMetadata",
  "state_getRuntimeVersion",
  "state_getStorage",
  "state_getStorageAt",
  "state_queryStorageAt",
  "state_subscribeRuntimeVersion",
  "state_subscribeStorage",
  "state_unsubscribeRuntimeVersion",
  "state_unsubscribeStorage",
  "system_accountNextIndex",
  "system_chain",
  "system_chainType",
  "system_dryRun",
  "system_health",
  "system_name",
  "system_properties",
  "system_version",
  "transactionWatch_v1_submitAndWatch",
  "transaction_v1_broadcast",
  "transaction_v1_stop",
]
