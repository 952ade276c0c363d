/**
 * What the chain manages on one core: `npm run bench`, or `npx tsx bench/chain.ts [transfers weights blocks blocks1024 metagraph books
 * accounts]`. Signatures count as verified (the pool does that once, before) unless a line says otherwise.
 */
import { cpus } from "node:os"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { accountsResults } from "./chain/accounts.ts"
import { blocksResults } from "./chain/blocks.ts"
import { booksResults, metagraphResults } from "./chain/reads.ts"
import { transfersResults, weightsResults } from "./chain/transactions.ts"
import { printTable, type Result } from "./table.ts"

setFlagsFromString("--expose-gc")
const collect = runInNewContext("gc") as () => void

const parts: Readonly<Record<string, () => Result[]>> = {
  transfers: transfersResults,
  weights: weightsResults,
  metagraph: metagraphResults,
  books: booksResults,
  blocks: () => blocksResults(128, 360),
  blocks1024: () => blocksResults(1024, 120),
  accounts: () => accountsResults(1_000_000, collect),
}

const chosen = process.argv.slice(2)
for (const name of chosen) if (!(name in parts)) throw new Error(`no such part: ${name}`)
const results: Result[] = []
for (const [name, run] of Object.entries(parts)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue
  process.stderr.write(`${name} …\n`)
  results.push(...run())
  collect()
}
console.log(`Node ${process.version}, one core of ${cpus().length} × ${cpus()[0]?.model.trim() ?? "?"}\n`)
printTable(results)
