import { createEpochKernel } from "@taonet/yuma/kernel/epochKernel"
import { runEpoch } from "@taonet/yuma/runEpoch"
import type { EpochInput, WeightRow } from "@taonet/yuma/types"
import { readEpochInput } from "@taonet/yuma/vectorFormat"
import { exitWith, UsageError } from "../stop.ts"
import { measure, type Times } from "../yuma/measure.ts"
import { readEpochFile } from "../yuma/readEpoch.ts"
import { asJson, table } from "../yuma/table.ts"

export interface BenchEpochOptions {
  readonly runs: number
  readonly json: boolean
}

/**
 * Times the epoch of an input: `runEpoch`, from arrays to arrays, and of that the computation on the kernel's buffers alone, which is
 * missing for an input that the WebAssembly kernel leaves to plain arithmetic.
 */
export function benchEpoch(path: string, { runs, json }: BenchEpochOptions): void {
  try {
    if (runs < 1) throw new UsageError("--runs: at least 1 is needed")
    const { name, fields } = readEpochFile(path)
    const input = readEpochInput(fields)
    const now = (): number => performance.now()
    const whole = measure(() => void runEpoch(input), runs, now)
    const kernel = createEpochKernel()
    kernel.load(input)
    const onBuffers = kernel.run() ? measure(() => void kernel.run(), runs, now) : null
    const summary = { name, ...shapeOf(input), runs, unit: "ms", ...whole, onBuffers }
    process.stdout.write(json ? `${asJson(summary)}\n` : asText(summary))
  } catch (error) {
    exitWith(error)
  }
}

interface Shape {
  readonly n: number
  readonly validators: number
  readonly weights: number
  readonly bonds: number
  readonly formula: string
}

function shapeOf({ n, weights, bonds, yuma3On, liquidAlphaOn }: EpochInput): Shape {
  const count = (rows: readonly WeightRow[]): number => rows.reduce((sum, row) => sum + row.length, 0)
  return {
    n,
    validators: weights.filter((row) => row.length > 0).length,
    weights: count(weights),
    bonds: count(bonds),
    formula: !yuma3On ? "yuma2" : liquidAlphaOn ? "yuma3 with liquid alpha" : "yuma3",
  }
}

type Summary = Shape &
  Times & { readonly name: string; readonly runs: number; readonly onBuffers: Times | null }

function asText(summary: Summary): string {
  const { name, n, validators, weights, bonds, formula, runs, onBuffers } = summary
  const line = (what: string, times: Times): string[] => [
    what,
    ...[times.median, times.min, times.max].map((ms) => ms.toFixed(3)),
  ]
  const rows = [
    line("runEpoch", summary),
    ...(onBuffers === null ? [] : [line("on its buffers alone", onBuffers)]),
  ]
  return [
    `${name}: ${formula}, ${n} uids, ${weights} weights of ${validators} validators, ${bonds} bonds; ${runs} runs, ms`,
    ...table(["<", "median", "min", "max"], rows),
    "",
  ].join("\n")
}
