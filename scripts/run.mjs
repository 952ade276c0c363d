// `npm run dev`: any verb of the command, from a checkout.
import { ensureBuilt } from "./ensure.mjs"

await ensureBuilt()
const { main } = await import("../packages/cli/dist/main.js")
await main(process.argv.slice(2))
