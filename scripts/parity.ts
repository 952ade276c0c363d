/**
 * Writes how much of the interface has its logic: the table in README.md, the lists in docs/PARITY.md, and the list of calls without logic in
 * packages/runtime/src/withoutLogic.ts. Run it with `npx tsx scripts/parity.ts` whenever a call, a storage item or an API gets its logic.
 */
import { spawnSync } from "node:child_process"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { pallets } from "../packages/runtime/src/pallets/index.ts"
import { callsWithoutLogic } from "../packages/runtime/src/withoutLogic.ts"
import { measureParity } from "./parity/measure.ts"
import { between, listsOf, tableOf } from "./parity/render.ts"

export const root = fileURLToPath(new URL("..", import.meta.url))

/** The files as they should be, by path. */
export function parityFiles(): ReadonlyMap<string, string> {
  const parity = measureParity(root)
  const edited = (file: string, content: string) =>
    between(readFileSync(join(root, file), "utf8"), "parity", content)
  return new Map([
    ["README.md", edited("README.md", tableOf(parity))],
    ["docs/PARITY.md", edited("docs/PARITY.md", listsOf(parity))],
  ])
}

/** The list in the runtime's source, before it is formatted. */
function writeSource(): void {
  const file = "packages/runtime/src/withoutLogic.ts"
  const [begin, end] = ["// without-logic:begin", "// without-logic:end"]
  const text = readFileSync(join(root, file), "utf8")
  const lines = [...callsWithoutLogic(pallets)].map(([name, calls]) => `  ${name}: ${JSON.stringify(calls)},`)
  const list = `export const withoutLogic: Readonly<Record<string, readonly string[]>> = {\n${lines.join("\n")}\n}`
  const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)]
  writeFileSync(join(root, file), `${text.slice(0, from)}\n${list}\n${text.slice(to)}`)
  spawnSync("npx", ["biome", "format", "--write", file], { cwd: root, stdio: "ignore" })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeSource()
  for (const [file, text] of parityFiles()) writeFileSync(join(root, file), text)
}
