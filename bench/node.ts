/**
 * What a node manages in a process of its own, as operators run it: `npm run bench`, or `npx tsx bench/node.ts [boot block reads transfers
 * unthreaded punctual]`. All figures are of wall clock, so the machine should do nothing else. Clients run beside the node, on the same cores.
 */
import { cpus, loadavg } from "node:os"
import { emptyBlockResults } from "./node/blocks.ts"
import { bootResults } from "./node/boot.ts"
import { readsResults } from "./node/reads.ts"
import { punctualResults, transfersResults } from "./node/transfers.ts"
import { printTable, type Result } from "./table.ts"

const parts: Readonly<Record<string, () => Promise<Result[]>>> = {
  boot: () => bootResults(100_000, 3),
  block: () => emptyBlockResults(400),
  reads: () => readsResults(40_000),
  transfers: () => transfersResults({ count: 15_000, signatureThreads: 1 }),
  punctual: () => punctualResults({ count: 10_000, signatureThreads: 1, perSecond: 1000 }),
  unthreaded: () => transfersResults({ count: 6000, signatureThreads: 0 }),
}

const chosen = process.argv.slice(2)
for (const name of chosen) if (!(name in parts)) throw new Error(`no such part: ${name}`)
const results: Result[] = []
for (const [name, run] of Object.entries(parts)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue
  process.stderr.write(`${name} …\n`)
  results.push(...(await run()))
}
const [load = 0] = loadavg()
console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? "?"}, load ${load.toFixed(1)}\n`,
)
printTable(results)
console.log("\nChopsticks and Anvil are not installed, so nothing runs beside.")
