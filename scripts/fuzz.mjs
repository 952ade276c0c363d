// `npm run fuzz -- --minutes 10`: the fuzzers of tests/fuzz with ever new seeds. See there.
import { ensureInstalled, run } from "./ensure.mjs"

ensureInstalled()
run("npx", ["tsx", "tests/fuzz/long.ts", ...process.argv.slice(2)])
