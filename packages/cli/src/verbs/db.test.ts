import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, it } from "vitest"
import { freePortBase, runTaonet, startTaonet } from "../testKit.ts"

let folder: string
let data: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "taonet-db-"))
  data = join(folder, "data")
  const port = String(await freePortBase(22_700, 1))
  const node = await startTaonet(["dev", "--port", port, "--data-dir", data, "--block-time", "50"])
  await node.printed("Imported #12 ")
  await node.stop("SIGTERM")
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const db = (verb: string, ...args: string[]) => runTaonet(["db", verb, "--data-dir", data, ...args])

it("tells what is there, and that it is whole", async () => {
  const text = await db("stats")
  expect(text.stdout).toMatch(/^head +\d+ 0x[0-9a-f]{64}\n/)
  const stats = JSON.parse((await db("stats", "--json")).stdout)
  const verified = JSON.parse((await db("verify", "--json")).stdout)
  expect(verified).toMatchObject({
    head: { number: stats.head.number, hash: stats.head.hash },
    blocks: stats.head.number + 1,
    states: stats.head.number + 1,
  })
})

it("copies it to another folder, and prunes one of them", async () => {
  const file = join(folder, "copy.gz")
  expect(await db("export", file)).toMatchObject({ code: 0, stderr: "" })
  const copy = ["--data-dir", join(folder, "copy")]
  expect(await runTaonet(["db", "import", ...copy, file])).toMatchObject({ code: 0, stderr: "" })
  expect((await runTaonet(["db", "stats", ...copy])).stdout.split("\n")[0]).toBe(
    (await db("stats")).stdout.split("\n")[0],
  )
  expect((await db("prune", "--keep-blocks", "4", "--keep-states", "2")).code).toBe(0)
  expect(JSON.parse((await db("verify", "--json")).stdout)).toMatchObject({ blocks: 5, states: 2 })
})

it("says in one line what it cannot do", async () => {
  const nowhere = join(folder, "nowhere")
  const missing = await runTaonet(["db", "stats", "--data-dir", nowhere])
  expect(missing).toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringMatching(/^taonet: There is no chain database in .*\n$/),
  })
  expect(existsSync(nowhere)).toBe(false)
  writeFileSync(join(folder, "text"), "no database")
  const wrong = await runTaonet(["db", "import", "--data-dir", nowhere, join(folder, "text")])
  expect(wrong).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^taonet: .*could not be imported.*\n$/),
  })
})
