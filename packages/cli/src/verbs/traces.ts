import { readdirSync, readFileSync, statSync } from "node:fs"
import { basename, join } from "node:path"
import { gunzipSync } from "node:zlib"
import { describeDifference } from "@taonet/runtime/conformance/describe"
import { type Judged, judgeTrace } from "@taonet/runtime/conformance/judge"
import { knownChanges } from "@taonet/runtime/conformance/knownChanges"
import { recordedNetwork } from "@taonet/runtime/conformance/recordedNetwork"
import { type Counts, countTable, createTally, summary, type Tally } from "@taonet/runtime/conformance/tally"
import { parseLine } from "@taonet/runtime/conformance/trace"
import { createRuntime } from "@taonet/runtime/runtime"
import { exitWith, UsageError } from "../stop.ts"

export interface TracesOptions {
  readonly json: boolean
  /** Judge only the traces whose name contains this. */
  readonly only?: string
  /** Show at most this many differing lines. */
  readonly limit: number
  /** Show the lines with a known reason too. */
  readonly verbose: boolean
}

/** Judges our pallets by recorded traces of the real ones. Exit code 1 when a line differs without a known reason. */
export function traces(folder: string, options: TracesOptions): void {
  try {
    const files = traceFiles(folder, options.only)
    if (files.length === 0) throw new UsageError(`no traces (*.jsonl.gz) in ${folder}`)
    const runtime = createRuntime(recordedNetwork)
    const overall = createTally()
    const perTrace = new Map<string, Tally>()
    let shown = 0
    for (const file of files) {
      const own = createTally()
      for (const judged of judgeTrace(runtime, readLines(file))) {
        own.add(judged)
        overall.add(judged)
        if (options.json || shown >= options.limit || !isShown(judged, options)) continue
        shown++
        process.stdout.write(`${describe(traceName(file), judged)}\n`)
      }
      perTrace.set(traceName(file), own.result())
    }
    const result = overall.result()
    process.stdout.write(
      options.json ? `${asJson(perTrace, result)}\n` : asText(perTrace, result, options.only === undefined),
    )
    if (result.total.differ > 0) process.exitCode = 1
  } catch (error) {
    exitWith(error)
  }
}

function traceFiles(path: string, only = ""): string[] {
  if (!statSync(path, { throwIfNoEntry: false })) throw new UsageError(`there is no ${path}`)
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .filter((name) => name.endsWith(".jsonl.gz") && name.includes(only))
    .sort()
    .map((name) => join(path, name))
}

const traceName = (file: string): string => basename(file, ".jsonl.gz")

function* readLines(file: string) {
  for (const text of gunzipSync(readFileSync(file)).toString("utf8").split("\n")) {
    if (text !== "") yield parseLine(text)
  }
}

const isShown = ({ verdict }: Judged, { verbose }: TracesOptions): boolean =>
  verdict === "differ" || (verbose && verdict === "known")

function describe(trace: string, judged: Judged): string {
  const { number, line, subject, verdict, differences, reasons, label } = judged
  const head = `${verdict} ${trace}:${number} ${subject} block ${line.n ?? line.b} ${line.who ?? ""} ${JSON.stringify(line.call ?? "")}`
  const why = reasons.map(({ name }) => `    known: ${name}`)
  return [
    head,
    ...why,
    ...differences.map((difference) => `    ${describeDifference(difference, label)}`),
  ].join("\n")
}

const countsOf = (tallies: ReadonlyMap<string, Tally>): [string, Counts][] =>
  [...tallies].map(([name, { total }]) => [name, total])

function asText(perTrace: ReadonlyMap<string, Tally>, overall: Tally, all: boolean): string {
  const subjects = [...overall.bySubject].sort(([a], [b]) => (a < b ? -1 : 1))
  const reasons = [...overall.byReason].sort(([, a], [, b]) => b - a)
  return [
    countTable("call or step", subjects),
    "",
    countTable("trace", countsOf(perTrace)),
    "",
    ...(reasons.length > 0 ? ["lines with a known reason, by change from 425 to 461"] : []),
    ...reasons.map(([name, count]) => `${`${count}`.padStart(6)}  ${name}`),
    ...(all ? unused(overall) : []).map((name) => `     0  ${name}`),
    "",
    summary(overall.total),
    "",
  ].join("\n")
}

const unused = ({ byReason }: Tally): string[] =>
  knownChanges.map(({ name }) => name).filter((name) => !byReason.has(name))

function asJson(perTrace: ReadonlyMap<string, Tally>, overall: Tally): string {
  return JSON.stringify(
    {
      total: overall.total,
      calls: Object.fromEntries(overall.bySubject),
      traces: Object.fromEntries(countsOf(perTrace)),
      known: Object.fromEntries(overall.byReason),
    },
    undefined,
    2,
  )
}
