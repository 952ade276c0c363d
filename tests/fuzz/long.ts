/** `npm run fuzz -- --minutes 10 [--seed 5] [--target frames]`: all fuzzers in turn, each time with the next seed, until the time is over. */
import { parseArgs } from "node:util"
import { targets } from "./targets.ts"

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    seed: { type: "string" },
    target: { type: "string" },
  },
})
const chosen = Object.entries(targets).filter(
  ([name]) => values.target === undefined || name === values.target,
)
const minutes = Number(values.minutes)
const first = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed)
if (chosen.length === 0 || !(minutes > 0) || !Number.isInteger(first)) {
  console.error(`--minutes <n>, --seed <whole number>, --target <${Object.keys(targets).join(" | ")}>`)
  process.exit(2)
}

const end = performance.now() + minutes * 60_000
const counts = new Map<string, number>()
let seed = first
do {
  for (const [name, { run, runs }] of chosen) {
    try {
      await run({ seed, runs: runs * 4 })
    } catch (error) {
      console.error(error)
      console.error(`\n${name} found something. Again: npm run fuzz -- --target ${name} --seed ${seed}`)
      process.exit(1)
    }
    counts.set(name, (counts.get(name) ?? 0) + runs * 4)
  }
  seed++
} while (performance.now() < end)
console.log(
  `seeds ${first} to ${seed - 1}: ${[...counts].map(([name, count]) => `${name} ${count}`).join(", ")}; nothing found`,
)
process.exit(0)
