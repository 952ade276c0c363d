/**
 * Which calls the tests have seen succeed, and fail with each error that they document: `npx tsx scripts/callCoverage.ts <folder> [Pallet …]`
 * reads what a test run with TAONET_REACHED=<folder> wrote there, prints one line a call that misses something (all calls with `--all`),
 * a line a pallet, and ends with 1 if anything is missing. `npm test` runs it after the tests.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { palletSchemas } from "../packages/runtime/src/schemas.ts"
import { withoutLogic } from "../packages/runtime/src/withoutLogic.ts"
import { type Documented, type DocumentedCall, readDocumented } from "./callCoverage/documented.ts"
import { callsDocument } from "./callCoverage/render.ts"

/** What `--document` writes. */
export const documentFile = new URL("../docs/CALLS.md", import.meta.url)

/** How one call stands. */
export interface CallCoverage {
  readonly pallet: string
  readonly name: string
  readonly succeeds: boolean
  readonly documented: number
  /** Documented errors that no test has seen. */
  readonly missing: readonly string[]
  /** Errors that a test has seen and no table names. */
  readonly undocumented: readonly string[]
  /** Outcomes that a test has seen and a table calls unreachable. */
  readonly contradicted: readonly string[]
  /** Whether a table names the call. */
  readonly listed: boolean
}

/** Compares the tables with the outcomes that tests have seen, `Pallet.call outcome` each, for the pallets that have a table. */
export function coverageOf({ calls }: Documented, reached: ReadonlySet<string>): CallCoverage[] {
  const pallets = new Set([...calls.values()].map(({ pallet }) => pallet))
  return palletSchemas
    .filter(({ name }) => pallets.has(name))
    .flatMap(({ name: pallet, tables }) =>
      Object.keys(tables.calls)
        .filter((name) => !withoutLogic[pallet]?.includes(name))
        .map((name) => coverageOfCall(`${pallet}.${name}`, calls.get(`${pallet}.${name}`), reached)),
    )
}

function coverageOfCall(
  key: string,
  call: DocumentedCall | undefined,
  reached: ReadonlySet<string>,
): CallCoverage {
  const [pallet = "", name = ""] = key.split(".")
  const errors = call?.errors ?? []
  const seen = [...reached]
    .filter((line) => line.startsWith(`${key} `))
    .map((line) => line.slice(key.length + 1))
  return {
    pallet,
    name,
    succeeds: seen.includes("ok") || alwaysFails(call),
    documented: errors.length,
    missing: errors.filter((error) => !seen.includes(error)),
    undocumented: seen.filter((outcome) => outcome !== "ok" && !errors.includes(outcome)),
    contradicted: seen.filter((outcome) => call?.unreachable.has(outcome)),
    listed: call !== undefined,
  }
}

/** A call that always fails documents the one error that it fails with once the signer may call at all, or why it cannot succeed. */
function alwaysFails(call: DocumentedCall | undefined): boolean {
  if (call?.unreachable.has("ok")) return true
  const others = call?.errors.filter((error) => error !== "BadOrigin") ?? []
  return others.length === 1 && /\.(Deprecated|CallDisabled|DisabledTemporarily)$/.test(others[0] ?? "")
}

const isWhole = ({ succeeds, missing, contradicted, listed }: CallCoverage): boolean =>
  succeeds && listed && missing.length === 0 && contradicted.length === 0

/** The report's lines: calls that miss something, or all; then a line a pallet. */
export function reportOf(coverage: readonly CallCoverage[], all = false): string[] {
  const lines = coverage
    .filter((call) => all || !isWhole(call))
    .map((call) => {
      const { pallet, name, succeeds, documented, missing, undocumented, contradicted, listed } = call
      const notes = [
        ...(listed ? [] : ["in no table"]),
        ...(missing.length > 0 ? [`missing ${missing.join(", ")}`] : []),
        ...(contradicted.length > 0 ? [`not unreachable ${contradicted.join(", ")}`] : []),
        ...(undocumented.length > 0 ? [`not documented ${undocumented.join(", ")}`] : []),
      ]
      const errors = `${documented - missing.length} / ${documented} errors`
      return `${pallet}.${name}: ${succeeds ? "ok" : "NO ok"}, ${errors}${notes.map((note) => `; ${note}`).join("")}`
    })
  for (const pallet of new Set(coverage.map((call) => call.pallet))) {
    const own = coverage.filter((call) => call.pallet === pallet)
    const documented = own.reduce((sum, call) => sum + call.documented, 0)
    const missing = own.reduce((sum, call) => sum + call.missing.length, 0)
    const ok = own.filter(({ succeeds }) => succeeds).length
    lines.push(
      `${pallet}: ${ok} / ${own.length} calls succeed, ${documented - missing} / ${documented} errors seen, ${own.filter(isWhole).length} / ${own.length} calls whole`,
    )
  }
  return lines
}

function readReached(folder: string): Set<string> {
  const lines = readdirSync(folder).flatMap((file) => readFileSync(join(folder, file), "utf8").split("\n"))
  return new Set(lines.filter((line) => line !== ""))
}

async function main([...args]: readonly string[]): Promise<number> {
  const documented = await readDocumented()
  if (args.includes("--document")) {
    writeFileSync(documentFile, callsDocument(documented))
    return 0
  }
  const [folder, ...pallets] = args.filter((arg) => !arg.startsWith("--"))
  if (folder === undefined) throw new Error("usage: callCoverage <folder> [Pallet …] [--all] | --document")
  for (const mistake of documented.mistakes) console.log(mistake)
  const coverage = coverageOf(documented, readReached(folder)).filter(
    ({ pallet }) => pallets.length === 0 || pallets.includes(pallet),
  )
  for (const line of reportOf(coverage, args.includes("--all"))) console.log(line)
  return documented.mistakes.length > 0 || !coverage.every(isWhole) ? 1 : 0
}

if (/callCoverage\.ts$/.test(process.argv[1] ?? "")) process.exitCode = await main(process.argv.slice(2))
