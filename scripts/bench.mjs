// `npm run bench`: every *.bench.ts beside the code. Arguments select files.
import { ensureInstalled, run } from "./ensure.mjs"

ensureInstalled()
run("npx", ["vitest", "bench", "--run", ...process.argv.slice(2)])
