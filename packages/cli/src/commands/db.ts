import type { Command } from "commander"
import { countOption } from "../options.ts"

export function dbCommand(program: Command): void {
  const db = program.command("db").description("look after the database of a node that is not running")
  const verb = (name: string, description: string): Command =>
    db.command(name).description(description).requiredOption("--data-dir <folder>", "the node's data folder")

  verb("stats", "what is in it, and how large it is")
    .option("--json", "print the figures as JSON", false)
    .action(async (options) => (await import("../verbs/db.ts")).dbStats(options))
  verb("verify", "check every block, every root and every kept state")
    .option("--json", "print what was verified as JSON", false)
    .action(async (options) => (await import("../verbs/db.ts")).dbVerify(options))
  verb("prune", "delete old blocks and states, and give their space back")
    .option("--keep-blocks <n>", "keep genesis and so many blocks; default all", countOption)
    .option("--keep-states <n>", "keep the states of so many blocks; default all that are there", countOption)
    .action(async (options) => (await import("../verbs/db.ts")).dbPrune(options))
  verb("export", "write it all into one file")
    .argument("<file>", "a file that does not exist yet")
    .action(async (file, options) => (await import("../verbs/db.ts")).dbExport(file, options))
  verb("import", "fill an empty data folder from an exported file, and verify it")
    .argument("<file>", "what `taonet db export` wrote")
    .action(async (file, options) => (await import("../verbs/db.ts")).dbImport(file, options))
}
