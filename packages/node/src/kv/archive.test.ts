import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createTrie } from "@taonet/state/trie/trie"
import { afterEach, beforeEach, expect, it } from "vitest"
import { StateDiscardedError } from "../chain/errors.ts"
import { fakeClock } from "../fakeClock.testkit.ts"
import { fakeExtrinsic, fakeRuntime } from "../fakeRuntime.testkit.ts"
import { type Node, startNode } from "../node.ts"
import { openDatabase } from "./database.ts"
import { type DiskChainStore, openDiskStore } from "./diskStore.ts"
import { pruneDatabase } from "./prune.ts"
import { spanKey } from "./spans.ts"
import { verifyDatabase } from "./verify.ts"

const quiet = (): void => {}
const archive = Number.POSITIVE_INFINITY
let folder: string
let store: DiskChainStore | undefined
let node: Node | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "taonet-archive-"))
})
afterEach(async () => {
  await close()
  rmSync(folder, { recursive: true, force: true })
})

async function open(keepStates: number): Promise<Node> {
  await close()
  store = await openDiskStore({ folder, keepStates })
  node = await startNode({
    runtime: fakeRuntime(),
    clock: fakeClock(),
    blockTimeMs: "manual",
    store,
    historyDepth: 4,
  })
  return node
}

async function close(): Promise<void> {
  await node?.close()
  await store?.close()
  node = undefined
  store = undefined
}

/** Blocks from the head up to `last`, in which accounts take turns. */
async function growTo({ chain, pool, engine }: Node, last: number): Promise<void> {
  for (let number = chain.head().header.number + 1; number <= last; number++) {
    pool.submit(
      fakeExtrinsic({ signer: number % 40, nonce: Math.trunc(number / 40), operand: number & 0xff }),
    )
    await engine.produce()
  }
}

const stateAt = ({ chain }: Node, number: number) => chain.state(chain.hashByNumber(number) ?? "0x")
const rootAt = ({ chain }: Node, number: number): string | undefined =>
  chain.block(chain.hashByNumber(number) ?? "0x")?.header.stateRoot

/** By what can be read: the root of all entries is the one that the block promises, and so is the trie's. */
function expectWhole(from: Node, number: number): void {
  const { reader, trie } = stateAt(from, number)
  const entries = new Map([...reader.keys("")].map((key) => [key, reader.get(key)]))
  expect(createTrie(entries).root, `block ${number}`).toBe(rootAt(from, number))
  expect(trie.root).toBe(rootAt(from, number))
  expect(trie.proof(["number"])).toEqual(createTrie(entries).proof(["number"]))
}

const interesting = [0, 1, 15, 16, 17, 31, 255, 256, 257, 271, 272, 273, 511, 512, 513, 524, 530]

it("keeps every state readable and provable, before and after a restart, and a pruned one says that it does not", async () => {
  const first = await open(archive)
  await growTo(first, 530)
  for (const number of interesting) expectWhole(first, number)
  const kept = stateAt(first, 300)
  const again = await open(archive)
  for (const number of interesting.toReversed()) expectWhole(again, number)
  await growTo(again, 544)
  for (const number of [543, 530, 529, 300, 2]) expectWhole(again, number)
  expect([...kept.reader.keys("")]).toEqual([...stateAt(again, 300).reader.keys("")])
  await close()
  const database = await openDatabase({ folder, create: false })
  expect(database.get("undo", spanKey(512, 2))).toBeDefined()
  expect(await verifyDatabase(database, quiet)).toMatchObject({ blocks: 545, states: 545 })
  await database.close()
  const pruned = await open(8)
  expectWhole(pruned, 537)
  expect(() => stateAt(pruned, 536)).toThrow(StateDiscardedError)
  await growTo(pruned, 550)
  expect(() => stateAt(pruned, 542)).toThrow(StateDiscardedError)
})

it("finds a span that was altered or stands where none can be, and prunes those that reach too far", async () => {
  await growTo(await open(archive), 40)
  await close()
  const database = await openDatabase({ folder, create: false })
  const key = spanKey(32, 1)
  const whole = database.get("undo", key) as Uint8Array
  const altered = whole.map((byte, i) => (i === whole.length - 1 ? byte ^ 1 : byte))
  await database.write([{ column: "undo", key, value: altered }], false)
  await expect(verifyDatabase(database, quiet)).rejects.toThrow("16 blocks up to 32")
  await database.write([{ column: "undo", key, value: whole }], false)
  await database.write([{ column: "undo", key: spanKey(33, 1), value: whole }], false)
  await expect(verifyDatabase(database, quiet)).rejects.toThrow("no block")
  await database.write([{ column: "undo", key: spanKey(33, 1), value: undefined }], false)
  await pruneDatabase(database, { keepStates: 20 }, quiet)
  expect(database.get("undo", key)).toBeUndefined()
  expect(await verifyDatabase(database, quiet)).toMatchObject({ states: 20 })
  await database.close()
  const node = await open(archive)
  expectWhole(node, 21)
  expect(() => stateAt(node, 20)).toThrow(StateDiscardedError)
})
