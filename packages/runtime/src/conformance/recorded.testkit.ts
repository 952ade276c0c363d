import { readFileSync } from "node:fs"
import { gunzipSync } from "node:zlib"
import { createRuntime } from "../runtime.ts"
import { describeDifference } from "./describe.ts"
import { type Judged, type JudgeOptions, judgeTrace } from "./judge.ts"
import { recordedNetwork } from "./recordedNetwork.ts"
import { parseLine, type TraceLine } from "./trace.ts"

/** The lines of a trace of vectors/traces. */
export function recordedLines(name: string): TraceLine[] {
  const file = new URL(`../../../../vectors/traces/${name}.jsonl.gz`, import.meta.url)
  return gunzipSync(readFileSync(file)).toString("utf8").trim().split("\n").map(parseLine)
}

/** Judges a trace of vectors/traces. */
export const judgeRecorded = (name: string, options: JudgeOptions = {}): Judged[] => [
  ...judgeTrace(createRuntime(recordedNetwork), recordedLines(name), options),
]

/** The lines that differ without a known reason, as text. */
export const differing = (judged: readonly Judged[]): string[] =>
  judged
    .filter(({ verdict }) => verdict === "differ")
    .map(({ number, line, subject, unexplained, label }) =>
      [
        `${number} ${subject} ${JSON.stringify(line.call ?? line.n)}`,
        ...unexplained.map((difference) => describeDifference(difference, label)),
      ].join("\n  "),
    )
