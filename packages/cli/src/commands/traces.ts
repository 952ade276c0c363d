import type { Command } from "commander"
import { numberOption } from "../options.ts"

export function tracesCommand(program: Command): void {
  program
    .command("traces")
    .description(
      "judge the pallets by recorded traces of the real ones, op by op; fails when a line differs without a known reason",
    )
    .argument("<folder>", "folder of *.jsonl.gz, or one such file")
    .option("--json", "print counts as JSON", false)
    .option("--only <name>", "judge only the traces whose name contains this")
    .option("--limit <n>", "show at most this many differing lines", numberOption, 20)
    .option("--verbose", "show lines with a known reason too", false)
    .action(async (folder, options) => (await import("../verbs/traces.ts")).traces(folder, options))
}
