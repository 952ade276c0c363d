/** Writes the list of calls without logic where it is shown: the source that a test compares, and the README. */
import { spawnSync } from "node:child_process"
import { readFileSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { pallets } from "../packages/runtime/src/pallets/index.ts"
import { callsWithoutLogic } from "../packages/runtime/src/withoutLogic.ts"

const pathOf = (file: string): string => fileURLToPath(new URL(`../${file}`, import.meta.url))

/** Replaces what stands between the markers, which stay. */
export function between(text: string, begin: string, end: string, content: string): string {
  const from = text.indexOf(begin)
  const to = text.indexOf(end)
  if (from < 0 || to < from) throw new Error(`no ${begin} before ${end}`)
  return `${text.slice(0, from + begin.length)}\n${content}\n${text.slice(to)}`
}

export function sourceOf(missing: ReadonlyMap<string, readonly string[]>): string {
  const lines = [...missing].map(([pallet, names]) => `  ${pallet}: ${JSON.stringify(names)},`)
  return `export const withoutLogic: Readonly<Record<string, readonly string[]>> = {\n${lines.join("\n")}\n}`
}

export function markdownOf(missing: ReadonlyMap<string, readonly string[]>, total: number): string {
  const count = [...missing.values()].reduce((sum, names) => sum + names.length, 0)
  const lines = [...missing].map(
    ([pallet, names]) =>
      `- **${pallet}** (${names.length}): ${names.map((name) => `\`${name}\``).join(", ")}`,
  )
  const summary = `${count} of the ${total} calls fail with \`Unavailable\` until their logic is built`
  return `<details><summary>${summary}</summary>\n\n${lines.join("\n")}\n\n</details>`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const missing = callsWithoutLogic(pallets)
  const total = pallets.reduce((sum, { schema }) => sum + Object.keys(schema.tables.calls).length, 0)
  const edit = (file: string, begin: string, end: string, content: string): void =>
    writeFileSync(pathOf(file), between(readFileSync(pathOf(file), "utf8"), begin, end, content))

  const source = "packages/runtime/src/withoutLogic.ts"
  edit(source, "// without-logic:begin", "// without-logic:end", sourceOf(missing))
  edit("README.md", "<!-- without-logic:begin -->", "<!-- without-logic:end -->", markdownOf(missing, total))
  spawnSync("npx", ["biome", "format", "--write", source], { cwd: pathOf("."), stdio: "ignore" })
}
