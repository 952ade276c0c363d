// `npm run soak -- --blocks 200000`: a chain in memory that makes blocks without end, and the heap that must not grow. See tests/soak.
import { ensureInstalled, run } from "./ensure.mjs"

ensureInstalled()
run("npx", ["tsx", "tests/soak/long.ts", ...process.argv.slice(2)])
