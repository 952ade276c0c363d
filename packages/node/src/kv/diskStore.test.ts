import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createTrie } from "@taonet/state/trie/trie"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { StateDiscardedError } from "../chain/errors.ts"
import { fakeClock } from "../fakeClock.testkit.ts"
import { fakeExtrinsic, fakeRuntime } from "../fakeRuntime.testkit.ts"
import { type Node, type NodeOptions, startNode } from "../node.ts"
import { openDatabase } from "./database.ts"
import { type DiskChainStore, openDiskStore } from "./diskStore.ts"

let folder: string
let store: DiskChainStore | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "taonet-store-"))
})
afterEach(async () => {
  await store?.close()
  store = undefined
  rmSync(folder, { recursive: true, force: true })
})

async function start(options: Partial<NodeOptions> & { keepStates?: number } = {}): Promise<Node> {
  const { keepStates, ...rest } = options
  await store?.close()
  store = await openDiskStore({ folder, ...(keepStates !== undefined && { keepStates }) })
  return startNode({ runtime: fakeRuntime(), clock: fakeClock(), blockTimeMs: "manual", store, ...rest })
}

const entriesAt = (node: Node, number: number): [string, Uint8Array | undefined][] => {
  const { reader } = node.chain.state(node.chain.hashByNumber(number) ?? "0x")
  return [...reader.keys("")].map((key) => [key, reader.get(key)])
}

async function busyBlocks(node: Node, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const signer = 1 + (i % 5)
    node.pool.submit(fakeExtrinsic({ signer, nonce: Math.trunc(i / 5), operand: i }))
    await node.engine.produce()
  }
}

it("goes on from where it was closed: same head, same blocks, same state", async () => {
  const before = await start()
  await busyBlocks(before, 7)
  const head = before.chain.head()
  const entries = entriesAt(before, 7)
  await before.close()
  const after = await start()
  expect(after.chain.head()).toEqual(head)
  expect(entriesAt(after, 7)).toEqual(entries)
  expect(after.chain.block(after.chain.hashByNumber(3) ?? "0x")?.header.number).toBe(3)
  const next = await after.engine.produce()
  expect(next.header).toMatchObject({ number: 8, parentHash: head.hash })
})

it("gives the states before the restart again, each with the root that its block promises", async () => {
  const before = await start()
  await busyBlocks(before, 9)
  const earlier = [...Array(10).keys()].map((number) => entriesAt(before, number))
  await before.close()
  const after = await start()
  for (const number of [6, 2, 9, 0]) {
    expect(entriesAt(after, number)).toEqual(earlier[number])
    const block = after.chain.block(after.chain.hashByNumber(number) ?? "0x")
    const { trie } = after.chain.state(block?.hash ?? "0x")
    expect(trie.root).toBe(block?.header.stateRoot)
    expect(createTrie(new Map(earlier[number])).root).toBe(trie.root)
  }
})

it("keeps as many states as it was told, across restarts and when told less", async () => {
  await busyBlocks(await start({ keepStates: 4, historyDepth: 4 }), 10)
  const after = await start({ keepStates: 4, historyDepth: 4 })
  expect(entriesAt(after, 7).length).toBeGreaterThan(0)
  expect(() => entriesAt(after, 6)).toThrow(StateDiscardedError)
  await start({ keepStates: 2, historyDepth: 2 })
  const again = await start({ historyDepth: 10 })
  expect(entriesAt(again, 9).length).toBeGreaterThan(0)
  expect(() => entriesAt(again, 8)).toThrow(StateDiscardedError)
})

it("keeps genesis and as many blocks as it was told", async () => {
  const node = await start({ keepBlocks: 3 })
  await node.engine.produce(6)
  const again = await start({ keepBlocks: 3 })
  const kept = [...Array(7).keys()].filter((number) => again.chain.hashByNumber(number) !== undefined)
  expect(kept).toEqual([0, 4, 5, 6])
})

describe("what does not open", () => {
  it("a database in use", async () => {
    await start()
    await expect(openDiskStore({ folder })).rejects.toMatchObject({ code: "store-locked" })
  })

  it("a folder where a file stands", async () => {
    writeFileSync(join(folder, "file"), "")
    for (const inside of ["file", "file/below"])
      await expect(openDiskStore({ folder: join(folder, inside) })).rejects.toMatchObject({
        code: "store-unusable",
        message: expect.stringContaining("file"),
      })
  })

  it("another chain's data, which stays as it is", async () => {
    const node = await start()
    const head = (await node.engine.produce(2)).hash
    const other = { ...fakeRuntime(), genesis: () => new Map([["x", Uint8Array.of(1)]]) }
    await expect(start({ runtime: other })).rejects.toMatchObject({
      code: "store-mismatch",
      message: expect.stringContaining(node.chain.genesisHash),
    })
    expect((await start()).chain.head().hash).toBe(head)
  })

  it("a database of something else, of another format, or half imported", async () => {
    const database = await openDatabase({ folder, create: true })
    await database.write([{ column: "meta", key: "importing", value: Uint8Array.of(1) }], true)
    await database.close()
    await expect(openDiskStore({ folder })).rejects.toMatchObject({ code: "store-damaged" })
    const { ClassicLevel } = await import("classic-level")
    const level = new ClassicLevel<string, Uint8Array>(folder, { valueEncoding: "view" })
    await level.put("mformat", Uint8Array.of(99))
    await level.close()
    await expect(openDiskStore({ folder })).rejects.toThrow("format 99")
    const again = new ClassicLevel(folder)
    await again.del("mformat")
    await again.close()
    await expect(openDiskStore({ folder })).rejects.toThrow("not one of Taonet's")
  })

  it("a state that is not the one its head promises", async () => {
    await busyBlocks(await start(), 2)
    await store?.close()
    const database = await openDatabase({ folder, create: false })
    await database.write([{ column: "state", key: "nonce:\x01", value: Uint8Array.of(7) }], true)
    await database.close()
    await expect(start()).rejects.toMatchObject({ code: "store-damaged" })
  })

  it.each(["short", "altered"])("a trie whose first branch is %s", async (kind) => {
    await busyBlocks(await start(), 2)
    await store?.close()
    const database = await openDatabase({ folder, create: false })
    const root = database.get("trie", "\0") as Uint8Array
    const altered = root.map((byte, i) => (i === root.length - 9 ? byte ^ 1 : byte))
    const value = kind === "short" ? root.slice(0, 9) : altered
    await database.write([{ column: "trie", key: "\0", value }], true)
    await database.close()
    store = undefined
    await expect(start()).rejects.toMatchObject({ code: "store-damaged" })
  })

  it("nothing, when a database was asked for", async () => {
    await expect(openDatabase({ folder, create: false })).rejects.toMatchObject({ code: "store-missing" })
    expect(readdirSync(folder)).toEqual([])
  })
})

it("loses a torn last write, and nothing else", async () => {
  await busyBlocks(await start(), 6)
  await store?.close()
  const log = readdirSync(folder).find((name) => name.endsWith(".log")) as string
  const path = join(folder, log)
  truncateSync(path, statSync(path).size - 5)
  const after = await start()
  expect(after.chain.head().header.number).toBe(5)
  await after.engine.produce(2)
  expect((await start()).chain.head().header.number).toBe(7)
})

it("takes no block after one that could not be written, and leaves the chain at the block before", async () => {
  const node = await start()
  await busyBlocks(node, 2)
  const head = node.chain.head()
  await store?.close()
  await expect(node.engine.produce()).rejects.toMatchObject({ code: "store-failed" })
  await expect(node.engine.produce()).rejects.toMatchObject({ code: "store-failed" })
  expect(await store?.failed).toMatchObject({ code: "store-failed" })
  expect(node.chain.head()).toBe(head)
  expect((await start()).chain.head()).toEqual(head)
})
