import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { type Child, type ChildOptions, startChild } from "./child.ts"

describe("startChild", () => {
  let folder: string
  let children: Child[]
  let logged: { event: string; fields: unknown }[]
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "taonet-child-"))
    children = []
    logged = []
  })
  afterEach(async () => {
    for (const child of children) child.kill()
    await Promise.all(children.map(({ ended }) => ended))
    rmSync(folder, { recursive: true })
    vi.restoreAllMocks()
    vi.unstubAllEnvs()
  })

  /** Runs this source as the command. */
  function start(source: string, options: Partial<ChildOptions> = {}): Child {
    const command = join(folder, "command.mjs")
    writeFileSync(command, source)
    const log = (event: string, fields: unknown) => logged.push({ event, fields })
    const child = startChild({ name: "it", args: ["a", "b"], jsonLogs: false, log, command, ...options })
    children.push(child)
    return child
  }

  it("says when it is ready, and stops when asked", async () => {
    const child = start(`
      process.on("SIGTERM", () => process.disconnect())
      process.on("message", () => {})
      process.send({ ready: process.argv.slice(2).join() })`)
    expect(await child.ready).toBe("a,b")
    await child.stop()
    expect(await child.ended).toBe(0)
    expect(logged).toEqual([])
  })

  it("rejects when it ends before it is ready, and says how", async () => {
    await expect(start("process.exit(7)").ready).rejects.toThrow("it ended before it was ready (exit code 7)")
    await expect(start('process.kill(process.pid, "SIGKILL")').ready).rejects.toThrow("(SIGKILL)")
  })

  it("kills what does not stop", async () => {
    const child = start(
      'process.on("SIGTERM", () => {}); process.on("message", () => {}); process.send({ ready: "" })',
      { graceMs: 100 },
    )
    await child.ready
    await child.stop()
    expect(await child.ended).toBe("SIGKILL")
    expect(logged).toEqual([{ event: "process.killed", fields: { process: "it", afterMs: 100 } }])
  })

  it("hands a secret to whom it is meant for only", async () => {
    vi.stubEnv("TAONET_HOTKEY", "of the parent")
    const source = "process.send({ ready: String(process.env.TAONET_HOTKEY) })"
    expect(await start(source).ready).toBe("undefined")
    expect(await start(source, { env: { TAONET_HOTKEY: "its own" } }).ready).toBe("its own")
  })

  it("passes lines of JSON on and wraps what is none", async () => {
    const written: string[] = []
    vi.spyOn(process.stderr, "write").mockImplementation((text) => written.push(String(text)) > 0)
    const child = start(`console.error('{"event":"x"}\\nllama: oh\\n{not json')`, { jsonLogs: true })
    await child.ended
    await vi.waitFor(() => expect(logged).toHaveLength(2))
    expect(written).toEqual(['{"event":"x"}\n'])
    expect(logged).toEqual(
      ["llama: oh", "{not json"].map((text) => ({ event: "process.said", fields: { process: "it", text } })),
    )
  })
})
