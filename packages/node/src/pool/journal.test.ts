import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, it } from "vitest"
import { fakeExtrinsic, fakeRuntime } from "../fakeRuntime.testkit.ts"
import { noLog } from "../log.ts"
import { type Node, startNode } from "../node.ts"
import { openJournal, type PoolJournal } from "./journal.ts"

const folder = mkdtempSync(join(tmpdir(), "taonet-journal-"))
afterAll(() => rmSync(folder, { recursive: true }))

const fileOf = (name: string): string => join(folder, name)
const journalOf = (name: string, maxBytes = 1 << 20): PoolJournal =>
  openJournal({ file: fileOf(name), log: noLog, maxBytes })
const start = (name: string): Promise<Node> =>
  startNode({ runtime: fakeRuntime(), blockTimeMs: "manual", journal: journalOf(name) })
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5))
}

it("brings what was pending back, ready and waiting, and not what was included", async () => {
  const first = await start("back")
  first.pool.submit(fakeExtrinsic({ signer: 1, nonce: 0 }))
  await first.engine.produce()
  for (const nonce of [1, 2, 5]) first.pool.submit(fakeExtrinsic({ signer: 1, nonce }))
  await first.close()
  const second = await start("back")
  await second.engine.produce()
  // The chain began anew, so everything waits for the nonce that was included there.
  await until(() => second.pool.futureCount === 3)
  second.pool.submit(fakeExtrinsic({ signer: 1, nonce: 0 }))
  expect([second.pool.readyCount, second.pool.futureCount]).toEqual([3, 1])
  await second.close()
})

it("keeps what it accepted when nobody closes it", async () => {
  const extrinsic = fakeExtrinsic({ signer: 2, nonce: 0 })
  const node = await start("killed")
  node.pool.submit(extrinsic)
  await until(() => journalOf("killed").load().length === 1)
  expect(journalOf("killed").load()).toEqual([extrinsic])
  await node.close()
})

it("passes over a torn last line and over what is no hex", () => {
  writeFileSync(fileOf("torn"), "0x0102\nnonsense\n0x03\n")
  appendFileSync(fileOf("torn"), "0x0405060")
  expect(journalOf("torn").load()).toEqual([Uint8Array.of(1, 2), Uint8Array.of(3)])
})

it("does not grow with what is no longer pending", async () => {
  const journal = journalOf("bounded")
  const pending = [Uint8Array.of(1), Uint8Array.of(2)]
  for (let i = 0; i < 1500; i++) journal.add(Uint8Array.of(i & 255, i >> 8))
  await until(() => journal.load().length === 1500)
  await until(() => {
    journal.tidy(2, () => pending)
    return journal.load().length === 2
  })
  expect(journal.load()).toEqual(pending)
  journal.add(Uint8Array.of(3))
  await until(() => journal.load().length === 3)
  journal.close([])
  expect(journal.load()).toEqual([])
})
