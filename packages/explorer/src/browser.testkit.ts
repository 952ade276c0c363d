/** A headless Chromium for tests, spoken to over its debugging pipe: no port, no driver to install. */
import { type ChildProcess, spawn } from "node:child_process"
import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Readable, Writable } from "node:stream"

export const chromiumPath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  (path) => existsSync(path),
)

export interface Browser {
  /** The value of an expression in the page. */
  evaluate(expression: string): Promise<unknown>
  /** Shows the page as a screen of this size would. */
  resize(width: number, height: number): Promise<void>
  close(): Promise<void>
}

interface Reply {
  readonly id?: number
  readonly sessionId?: string
  readonly result?: { targetId?: string; sessionId?: string; result?: { value?: unknown } }
}

export async function openInBrowser(path: string, url: string): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), "taonet-page-"))
  const flags = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--remote-debugging-pipe",
  ]
  const child = spawn(path, [...flags, `--user-data-dir=${profile}`, "about:blank"], {
    // A process group of its own, so that its helpers end with it.
    detached: true,
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  })
  const call = createCaller(child)
  const target = await call("Target.createTarget", { url })
  const session = await call("Target.attachToTarget", { targetId: target?.targetId, flatten: true })
  const { sessionId } = session ?? {}
  return {
    evaluate: async (expression) => {
      const answer = await call("Runtime.evaluate", { expression, returnByValue: true }, sessionId)
      return answer?.result?.value
    },
    resize: async (width, height) => {
      const screen = { width, height, deviceScaleFactor: 1, mobile: true }
      await call("Emulation.setDeviceMetricsOverride", screen, sessionId)
    },
    async close() {
      const ended = new Promise((resolve) => child.once("exit", resolve))
      await Promise.race([call("Browser.close", {}), new Promise((resolve) => setTimeout(resolve, 2_000))])
      killGroup(child)
      await ended
      await removeProfile(profile)
    },
  }
}

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL")
  } catch {
    // All of it had ended.
  }
}

/**
 * Dying helpers may still write, and `rmSync` retries no folder that fills while it is emptied (ENOTEMPTY). A profile that outlasts
 * all tries is litter in the temporary folder, no failure of what was tested.
 */
async function removeProfile(profile: string): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    try {
      rmSync(profile, { recursive: true, force: true })
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

/** Messages are JSON, each closed by a zero byte. */
function createCaller(child: ChildProcess) {
  const waiting = new Map<number, (reply: Reply["result"]) => void>()
  const outgoing = child.stdio[3] as Writable
  let pending = ""
  let id = 0
  ;(child.stdio[4] as Readable).setEncoding("utf8").on("data", (text: string) => {
    const messages = (pending + text).split("\0")
    pending = messages.pop() ?? ""
    for (const message of messages) {
      const reply = JSON.parse(message) as Reply
      if (reply.id !== undefined) waiting.get(reply.id)?.(reply.result)
    }
  })
  return (method: string, params: object, sessionId?: string) =>
    new Promise<Reply["result"]>((resolve) => {
      id += 1
      waiting.set(id, resolve)
      outgoing.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    })
}
