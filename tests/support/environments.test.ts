import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"
import { cache, pythonEnvironment, run, titleOf } from "./environments.ts"

const lock = join(cache, "locks", "python-environments-test")

it("names the reason when the toolchain is missing, and leaves no lock behind", async () => {
  const missing = await pythonEnvironment("environments-test", [], { python: "python-that-is-not-there" })
  expect(missing).toEqual({ ok: false, reason: "python-that-is-not-there is not installed" })
  expect(titleOf("x", missing)).toBe("x (skipped: python-that-is-not-there is not installed)")
  expect(existsSync(lock)).toBe(false)
})

it("takes over the lock of a process that died", async () => {
  const dead = await run("node", ["-e", "console.log(process.pid)"], { timeoutMs: 10_000 })
  mkdirSync(lock, { recursive: true })
  writeFileSync(`${lock}/pid`, dead.stdout)
  const missing = await pythonEnvironment("environments-test", [], { python: "python-that-is-not-there" })
  expect(missing.ok).toBe(false)
  rmSync(lock, { recursive: true, force: true })
})

it("kills what outlasts its time, with its children", async () => {
  const script = "require('child_process').spawn('sleep',['60'],{stdio:'inherit'});setInterval(()=>{},1000)"
  const start = Date.now()
  const result = await run("node", ["-e", script], { timeoutMs: 500 })
  expect(result.code).toBeNull()
  expect(Date.now() - start).toBeLessThan(10_000)
})
