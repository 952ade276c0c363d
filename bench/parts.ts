import { cpus, loadavg } from "node:os"
import { printTable, type Result } from "./table.ts"

/** Figures, and in words what was not measured and why. */
export type Part = () => Promise<readonly (Result | string)[]>

/** Runs what was chosen, everything without, and prints one table. */
export async function runParts(
  parts: Readonly<Record<string, Part>>,
  chosen: readonly string[],
): Promise<void> {
  for (const name of chosen) if (!(name in parts)) throw new Error(`no such part: ${name}`)
  const lines: (Result | string)[] = []
  for (const [name, run] of Object.entries(parts)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue
    process.stderr.write(`${name} …\n`)
    lines.push(...(await run()))
  }
  const [load = 0] = loadavg()
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? "?"}`
  console.log(`Node ${process.version}, ${machine}, load ${load.toFixed(1)}\n`)
  const isNote = (line: Result | string): line is string => typeof line === "string"
  printTable(lines.filter((line): line is Result => !isNote(line)))
  const notes = lines.filter(isNote)
  if (notes.length > 0) console.log(`\n${notes.join("\n")}`)
}
