import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gunzipSync, gzipSync } from "node:zlib"
import { afterEach, beforeEach, expect, it } from "vitest"
import { fakeClock } from "../fakeClock.testkit.ts"
import { fakeExtrinsic, fakeRuntime } from "../fakeRuntime.testkit.ts"
import { startNode } from "../node.ts"
import { type Database, openDatabase } from "./database.ts"
import { openDiskStore } from "./diskStore.ts"
import { pruneDatabase } from "./prune.ts"
import { databaseStats } from "./stats.ts"
import { exportDatabase, importDatabase } from "./transfer.ts"
import { undoKey } from "./undo.ts"
import { verifyDatabase } from "./verify.ts"

let folder: string
let database: Database
const quiet = (): void => {}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "taonet-tools-"))
  const store = await openDiskStore({ folder: join(folder, "db"), keepStates: 8 })
  const node = await startNode({ runtime: fakeRuntime(), clock: fakeClock(), blockTimeMs: "manual", store })
  for (let nonce = 0; nonce < 12; nonce++) {
    node.pool.submit(fakeExtrinsic({ signer: 1, nonce, operand: 3 }))
    await node.engine.produce()
  }
  await node.close()
  await store.close()
  database = await openDatabase({ folder: join(folder, "db"), create: false })
})
afterEach(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

const verify = () => verifyDatabase(database, quiet)

it("counts what there is", async () => {
  expect(await databaseStats(database, quiet)).toMatchObject({
    head: { number: 12, hash: expect.stringMatching(/^0x/) },
    blocks: 13,
    earlierStates: 7,
    stateKeys: 25,
    diskBytes: expect.any(Number),
  })
})

it("verifies what is whole", async () => {
  expect(await verify()).toMatchObject({ head: { number: 12 }, blocks: 13, states: 8 })
})

it("finds every byte that was altered", async () => {
  for (const column of ["state", "trie", "blocks", "undo"] as const) {
    for await (const entries of database.entries(column)) {
      for (const [key, value] of entries) {
        const other = value.slice()
        const at = other.length - 1
        other[at] = (other[at] ?? 0) ^ 1
        await database.write([{ column, key, value: other }], false)
        await expect(verify(), `${column} ${key}`).rejects.toThrow()
        await database.write([{ column, key, value }], false)
      }
    }
  }
  expect(await verify()).toMatchObject({ blocks: 13 })
})

it("prunes blocks and states, and what is left is whole", async () => {
  const before = await database.get("undo", undoKey(6))
  expect(before).toBeDefined()
  expect(await pruneDatabase(database, { keepBlocks: 5, keepStates: 3 }, quiet)).toEqual({ blocks: 7 })
  expect(await verify()).toMatchObject({ head: { number: 12 }, blocks: 6, states: 3 })
  expect(await databaseStats(database, quiet)).toMatchObject({ blocks: 6, earlierStates: 2 })
  expect(await pruneDatabase(database, {}, quiet)).toEqual({ blocks: 0 })
})

it("exports to a file and imports it, entry by entry", async () => {
  const file = join(folder, "copy.gz")
  await exportDatabase(database, file, quiet)
  await expect(exportDatabase(database, file, quiet)).rejects.toThrow("exists already")
  const copy = await openDatabase({ folder: join(folder, "copy"), create: true })
  await importDatabase(copy, file, quiet)
  expect(await databaseStats(copy, quiet)).toMatchObject({ head: { number: 12 }, blocks: 13 })
  expect(await verifyDatabase(copy, quiet)).toEqual(await verify())
  await expect(importDatabase(copy, file, quiet)).rejects.toThrow("already")
  await copy.close()
})

it("imports no file that is cut, altered or something else, and then leaves nothing that opens", async () => {
  const file = join(folder, "copy.gz")
  await exportDatabase(database, file, quiet)
  const whole = gunzipSync(readFileSync(file))
  const altered = Uint8Array.from(whole)
  altered[100] = (altered[100] ?? 0) ^ 1
  const bad = [
    gzipSync(whole.subarray(0, whole.length - 40)),
    gzipSync(altered),
    gzipSync(Buffer.concat([whole, Buffer.from("more")])),
    gzipSync("something else that is long enough"),
    Buffer.from("no gzip"),
    readFileSync(file).subarray(0, 200),
  ]
  for (const [index, bytes] of bad.entries()) {
    const at = join(folder, `bad${index}`)
    writeFileSync(`${at}.gz`, bytes)
    const target = await openDatabase({ folder: at, create: true })
    await expect(importDatabase(target, `${at}.gz`, quiet)).rejects.toMatchObject({ name: "NodeError" })
    await target.close()
    await expect(openDatabase({ folder: at, create: true })).rejects.toThrow("did not finish")
  }
})

it("gives a database of the first format its trie when a node opens it", async () => {
  const old = [{ column: "meta", key: "format", value: Uint8Array.of(1) } as const]
  for await (const entries of database.entries("trie"))
    await database.write(
      [...old, ...entries.map(([key]) => ({ column: "trie", key, value: undefined }) as const)],
      true,
    )
  await database.close()
  const path = join(folder, "db")
  database = await openDatabase({ folder: path, create: false })
  expect(await verify()).toMatchObject({ blocks: 13 })
  await database.close()
  const store = await openDiskStore({ folder: path })
  const node = await startNode({ runtime: fakeRuntime(), clock: fakeClock(), blockTimeMs: "manual", store })
  await node.engine.produce()
  await node.close()
  await store.close()
  database = await openDatabase({ folder: path, create: false })
  expect(database.format).toBe(2)
  expect(await verify()).toMatchObject({ blocks: 14 })
})
