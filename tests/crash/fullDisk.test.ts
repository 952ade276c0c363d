/** A disk that fills up, played by a limit on the size of files. */
import { spawn } from "node:child_process"
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { databaseFolder } from "@taonet/node/kv/database"
import { freePortBase, type Started, startTaonet } from "taonet/testKit"
import { afterEach, beforeEach, expect, it } from "vitest"

let dataDir: string
let node: Started | undefined
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "taonet-full-"))
})
afterEach(async () => {
  await node?.stop("SIGKILL")
  rmSync(dataDir, { recursive: true, force: true })
})

const devArgs = (port: number): string[] => [
  "dev",
  "--block-time",
  "50",
  "--port",
  String(port),
  "--data-dir",
  dataDir,
]
/** What the next blocks may add, in KiB. */
const spaceLeft = 64

it.skipIf(process.platform === "win32")(
  "ends with a clear message, and goes on once there is space",
  async () => {
    const port = await freePortBase(22_600, 1)
    node = await startTaonet(devArgs(port))
    await node.printed("Imported #3")
    await node.stop("SIGTERM")
    const { code, stdout, stderr } = await withLargestFile(largestFile() + spaceLeft, devArgs(port))
    expect(stderr).toMatch(
      /Block \d+ could not be written to .*: the disk is full\. All blocks before it are stored\n$/,
    )
    expect(code).toBe(1)
    const stored = [...stdout.matchAll(/Imported #(\d+)/g)].at(-1)?.[1]
    node = await startTaonet(devArgs(port))
    await node.printed(`Going on after block ${stored}\n`)
    await node.printed(`Imported #${Number(stored) + 2} `)
  },
)

/** In KiB. */
function largestFile(): number {
  const folder = databaseFolder(dataDir)
  return Math.ceil(Math.max(...readdirSync(folder).map((name) => statSync(join(folder, name)).size)) / 1024)
}

function withLargestFile(
  kib: number,
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  const script = `ulimit -f ${kib}; exec "$0" packages/cli/bin/taonet.mjs "$@"`
  const child = spawn("bash", ["-c", script, process.execPath, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  })
  let stdout = ""
  let stderr = ""
  child.stdout.on("data", (data) => {
    stdout += String(data)
  })
  child.stderr.on("data", (data) => {
    stderr += String(data)
  })
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })))
}
