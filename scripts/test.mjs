// `npm test`: all that CI runs. Arguments go to the test runner.
import { ensureBuilt, run } from "./ensure.mjs"

await ensureBuilt()
const args = process.argv.slice(2)
if (args.length === 0) run("node", ["scripts/check.mjs"])
run("npx", ["vitest", "run", ...args])
