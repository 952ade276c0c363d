import { chmodSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, it } from "vitest"
import { eventually, freePortBase, rpc, runTaonet, type Started, startTaonet } from "../testKit.ts"

let folder: string
const running: Started[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "taonet-data-"))
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((started) => started.stop("SIGKILL")))
  rmSync(folder, { recursive: true, force: true })
})

async function dev(port: number, ...args: string[]): Promise<Started> {
  const started = await startTaonet(["dev", "--port", String(port), "--data-dir", folder, ...args])
  running.push(started)
  return started
}

const hashOf = (port: number, number: number): Promise<unknown> =>
  eventually(() => rpc(port, "chain_getBlockHash", [number]))

it("keeps its chain between runs, for one process at a time and for no other chain", async () => {
  const port = await freePortBase(22_300, 3)
  const first = await dev(port)
  await first.printed("Imported #4")
  const hash = await hashOf(port, 3)
  const meanwhile = await runTaonet(["dev", "--port", String(port + 1), "--data-dir", folder])
  expect(meanwhile).toMatchObject({ code: 1, stderr: expect.stringContaining("in use by another process") })
  expect((await first.stop("SIGTERM")).code).toBe(0)
  const second = await dev(port)
  await second.printed("Going on after block")
  expect(await hashOf(port, 3)).toBe(hash)
  expect(await rpc(port, "state_getStorageHash", ["0x3a636f6465", hash])).toMatch(/^0x/)
  await second.stop("SIGTERM")
  const slow = ["dev", "--port", String(port), "--data-dir", folder, "--block-time", "12000"]
  const other = await runTaonet(slow)
  expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining("belongs to another chain") })
  expect(other.stderr.trimEnd()).not.toContain("\n")
})

it.runIf(process.getuid?.() !== 0)("says that a folder is read-only", async () => {
  chmodSync(folder, 0o555)
  const { code, stderr } = await runTaonet(["dev", "--port", "22399", "--data-dir", folder])
  expect(stderr).toContain("permission is denied")
  expect(code).toBe(1)
})
