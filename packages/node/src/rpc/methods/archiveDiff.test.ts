import { utf8 } from "@taonet/primitives/bytes"
import { blake2b256 } from "@taonet/primitives/hash"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { afterAll, beforeAll, expect, it } from "vitest"
import { counterKey, fakeExtrinsic, fakeRuntime } from "../../fakeRuntime.testkit.ts"
import { type Node, startNode } from "../../node.ts"

let node: Node
const hashes: Hex[] = []
beforeAll(async () => {
  node = await startNode({ runtime: fakeRuntime(), blockTimeMs: "manual" })
  hashes.push(node.chain.genesisHash)
  for (let nonce = 0; nonce < 3; nonce++) {
    node.pool.submit(fakeExtrinsic({ signer: 1 + nonce, nonce: 0, operand: nonce }))
    hashes.push((await node.engine.produce()).hash)
  }
})
afterAll(() => node.close())

type Event = Readonly<Record<string, unknown>>

async function told(method: string, ...params: unknown[]): Promise<Event[]> {
  const events: Event[] = []
  await node.subscribe(method, params, (event) => events.push(event as Event))
  const isOver = (): boolean => /(Done|Error)$/.test(String(events.at(-1)?.["event"]))
  await expect.poll(isOver, { timeout: 20_000 }).toBe(true)
  return events
}

async function pairs(hash: Hex | undefined): Promise<Map<string, string>> {
  return new Map((await node.request("state_getPairs", ["0x", hash])) as [string, string][])
}

it("tells exactly what differs, whichever block is the older", async () => {
  for (const [to, from] of [
    [3, 0],
    [0, 3],
    [2, 1],
    [1, 1],
  ] as const) {
    const [now, before] = [await pairs(hashes[to]), await pairs(hashes[from])]
    const expected = [...new Set([...now.keys(), ...before.keys()])].sort().flatMap((key) => {
      const [value, was] = [now.get(key), before.get(key)]
      if (value === was) return []
      const type = value === undefined ? "deleted" : was === undefined ? "added" : "modified"
      return [{ event: "storageDiff", key, value: value ?? was, type }]
    })
    const events = await told("archive_v1_storageDiff", hashes[to], null, hashes[from])
    expect(events).toEqual([...expected, { event: "storageDiffDone" }])
  }
})

it("looks below given keys only, once, against the parent when no block is named", async () => {
  const counter = toHex(utf8(counterKey))
  const value = (await pairs(hashes[3])).get(counter) as Hex
  const items = [
    { key: counter, returnType: "hash" },
    { key: toHex(utf8("counter")), returnType: "hash" },
    { key: "0x", returnType: "value", childTrieKey: "0x01" },
  ]
  expect(await told("archive_v1_storageDiff", hashes[3], items)).toEqual([
    { event: "storageDiff", key: counter, hash: toHex(blake2b256(fromHex(value))), type: "modified" },
    { event: "storageDiffDone" },
  ])
})

it("tells of unknown blocks, and refuses what is no item", async () => {
  const unknown = `0x${"77".repeat(32)}`
  expect(await told("archive_v1_storageDiff", unknown)).toEqual([
    { event: "storageDiffError", error: expect.stringContaining(unknown) },
  ])
  for (const items of [[{ key: "0x" }], [{ key: "zz", returnType: "value" }], {}, [null]])
    await expect(node.request("archive_v1_storageDiff", [hashes[1], items])).rejects.toMatchObject({
      code: -32602,
    })
})

it("goes on after a key where archive storage is read by pages", async () => {
  const map = toHex(utf8("map:"))
  const query = { key: map, type: "descendantsHashes" }
  const all = await told("archive_v1_storage", hashes[1], [query])
  expect(all.length).toBeGreaterThan(3)
  const page = { ...query, paginationStartKey: all[1]?.["key"] }
  expect(await told("archive_v1_storage", hashes[1], [page])).toEqual(all.slice(2))
  expect(await told("archive_v1_storage", hashes[1], [query], "0x01")).toEqual([{ event: "storageDone" }])
  const wrong = { key: map, type: "value", paginationStartKey: map }
  await expect(node.request("archive_v1_storage", [hashes[1], [wrong]])).rejects.toMatchObject({
    code: -32602,
  })
})

it("knows of no child tries", async () => {
  const trie = "0x3a6368696c645f73746f726167653a64656661756c743a01"
  const ask = (method: string, ...params: unknown[]) => node.request(method, [trie, ...params])
  expect(await ask("childstate_getKeysPaged", "0x", 10)).toEqual([])
  expect(await ask("childstate_getStorage", "0x01", hashes[1])).toBeNull()
  expect(await ask("childstate_getStorageEntries", ["0x01", "0x02"])).toEqual([null, null])
  await expect(ask("childstate_getStorage", "0x01", `0x${"77".repeat(32)}`)).rejects.toMatchObject({
    code: 4003,
  })
})
