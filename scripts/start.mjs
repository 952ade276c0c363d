// `npm start`: the whole network. Options after `--` go to `taonet up`.
import { ensureBuilt } from "./ensure.mjs"

await ensureBuilt()
const { main } = await import("../packages/cli/dist/main.js")
await main(["up", ...process.argv.slice(2)])
