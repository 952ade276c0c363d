import type { Command } from "commander"

export function evidenceCommand(program: Command): void {
  program
    .command("evidence")
    .description("check who answered what, from the record that a gateway gives with every answer")
    .argument("<record>", "a file, - for standard input, or its address: what `x-taonet-evidence` named")
    .option("--json", "print what it proves as JSON", false)
    .action(async (record, options) => (await import("../verbs/evidence.ts")).evidence(record, options))
}
