/**
 * `npx tsx packages/subnets/src/attacks/attacks.bench.ts [epochs] [words]`: what each attack earns beside an honest participant with the same
 * means; with words, only those in whose names they stand.
 */
import { attacks, total } from "./attacks.testkit.ts"
import { imageAttacks } from "./imageAttacks.testkit.ts"
import { scrapingAttacks } from "./scrapingAttacks.testkit.ts"
import { trainingAttacks } from "./trainingAttacks.testkit.ts"
import { play } from "./world.testkit.ts"

const epochs = Number(process.argv[2] ?? 10)
const words = process.argv[3] ?? ""
const chosen = [...attacks, ...imageAttacks, ...scrapingAttacks, ...trainingAttacks].filter(({ name }) =>
  name.includes(words),
)
const rows: string[][] = [["attack", "attacker", "honest", "share of it", "ms"]]
for (const { name, plan, attackers, honest } of chosen) {
  const begun = performance.now()
  const income = await play({ ...plan, epochs })
  const [mine, theirs] = [total(income, attackers), total(income, honest)]
  rows.push([
    name,
    mine.toFixed(2),
    theirs.toFixed(2),
    theirs === 0 ? "all" : `${((100 * mine) / theirs).toFixed(1)} %`,
    String(Math.round(performance.now() - begun)),
  ])
}
for (const [name = "", ...cells] of rows)
  console.log(`| ${name.padEnd(56)} | ${cells.map((cell) => cell.padStart(11)).join(" | ")} |`)
process.exit(0)
