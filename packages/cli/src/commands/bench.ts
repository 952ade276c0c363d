import type { Command } from "commander"
import { numberOption } from "../options.ts"

export function benchCommand(program: Command): void {
  program
    .command("bench")
    .description("measure how fast this machine is at something")
    .command("epoch")
    .description("time the epoch of an input: median, min and max in milliseconds")
    .argument("<input>", "an epoch's input, or a vector with one, as JSON, perhaps gzipped")
    .option("--runs <n>", "timed runs, after some to warm up", numberOption, 100)
    .option("--json", "print the times as JSON", false)
    .action(async (input, options) => (await import("../verbs/bench.ts")).benchEpoch(input, options))
}
