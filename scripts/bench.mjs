// `npm run bench`: every *.bench.ts beside the code, then the whole-system benches of bench/. Arguments select files by a part of their path;
// what follows a second `--` is for the programs of bench/: `npm run bench -- bench/dev -- memory --blocks 200000`.
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { ensureBuilt, root, run } from "./ensure.mjs"

await ensureBuilt()
const given = process.argv.slice(2)
const end = given.includes("--") ? given.indexOf("--") : given.length
const [wanted, forPrograms] = [given.slice(0, end), given.slice(end + 1)]
const files = [...benches("packages"), "bench/chain.ts", "bench/node.ts", "bench/dev.ts"].filter((path) =>
  wanted.every((part) => path.includes(part)),
)
const suites = files.filter((path) => readFileSync(join(root, path), "utf8").includes('from "vitest"'))
if (suites.length > 0) run("npx", ["vitest", "bench", "--run", ...suites])
// The others are programs that print their own table.
for (const path of files.filter((file) => !suites.includes(file))) {
  console.log(`\n${path}`)
  run("npx", ["tsx", path, ...forPrograms])
}

function benches(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return ["node_modules", "dist"].includes(entry.name) ? [] : benches(path)
    return entry.name.endsWith(".bench.ts") ? [path] : []
  })
}
