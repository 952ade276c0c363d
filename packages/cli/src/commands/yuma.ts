import type { Command } from "commander"
import { numberOption } from "../options.ts"

export function yumaCommand(program: Command): void {
  const yuma = program.command("yuma").description("explain an epoch, or see what would change it")
  yuma
    .command("explain")
    .description("show what happened to every stake, weight and bond of an epoch: a file's, or a chain's own")
    .argument("[input]", "an epoch's input, or a vector with one, as JSON, perhaps gzipped")
    .option("--netuid <n>", "instead of a file: an epoch of this subnet, of the chain at --url", numberOption)
    .option("--at <block>", "the block in which the epoch ran; the last one without", numberOption)
    .option("--mechid <n>", "the mechanism of the subnet", numberOption, 0)
    .option("--url <url>", "the chain", "ws://127.0.0.1:9944")
    .option("--chain <name>", "the spec whose constants that chain has; found out without")
    .option("--uid <n>", "everything about this uid, instead of a line for each", numberOption)
    .option("--json", "print all of it as JSON", false)
    .action(async (input, options) => (await import("../verbs/yuma.ts")).explain(input, options))
  yuma
    .command("what-if")
    .description("run an epoch as it is and with changed fields, and show the differences side by side")
    .argument("<input>", "an epoch's input, or a vector with one, as JSON, perhaps gzipped")
    .requiredOption(
      "--set <field=value>",
      "a change, like kappa=40000, alpha_stake.3=1000000000, weights.3=0:100,5:200, weights.3.5=100 or weights.3.5=none; may be given again",
      (change: string, before: string[] = []) => [...before, change],
    )
    .option("--uid <n>", "only what changes for this uid", numberOption)
    .option("--json", "print the differences as JSON", false)
    .action(async (input, options) => (await import("../verbs/yuma.ts")).whatIf(input, options))
}
