// `npm run check`: types, format and lint, and the rules of the tree.
import { ensureInstalled, run } from "./ensure.mjs"

ensureInstalled()
run("npx", ["tsc", "-p", "tsconfig.json"])
run("npx", ["biome", "check", "--error-on-warnings", "."])
run("npx", ["tsx", "scripts/tidy.ts"])
