// `npm test`: all that CI runs. Arguments go to the test runner.
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { ensureBuilt, run } from "./ensure.mjs"

await ensureBuilt()
const args = process.argv.slice(2)
if (args.length > 0) run("npx", ["vitest", "run", ...args])
else {
  run("node", ["scripts/check.mjs"])
  // The tests note which outcomes of which calls they see; afterwards these are held against what the calls document.
  const reached = mkdtempSync(join(tmpdir(), "taonet-reached-"))
  process.once("exit", () => rmSync(reached, { recursive: true, force: true }))
  run("npx", ["vitest", "run"], { env: { ...process.env, TAONET_REACHED: reached } })
  run("npx", ["tsx", "scripts/callCoverage.ts", reached])
}
