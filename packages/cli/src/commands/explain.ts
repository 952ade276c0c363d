import type { Command } from "commander"
import { countOption, numberOption } from "../options.ts"

export function explainCommand(program: Command): void {
  program
    .command("explain")
    .description("say why a call was refused, what limits it, and when it passes")
    .argument(
      "<what...>",
      "an error's name, 7.35, `Module { … }`, `Custom error: 6`, a JSON-RPC code, or an extrinsic's hash",
    )
    .option("--url <url>", "a chain to look at: for values, the block when it passes, and extrinsics")
    .option("--chain <name>", "the spec whose constants that chain has; found out without")
    .option("--netuid <n>", "the subnet that it is about", numberOption)
    .option("--mechid <n>", "the mechanism of the subnet", numberOption)
    .option("--hotkey <account>", "the hotkey, as an address or 0x…")
    .option("--coldkey <account>", "the coldkey, as an address or 0x…")
    .option("--uid <n>", "the neuron, instead of its hotkey", numberOption)
    .option("--blocks <n>", "how many blocks to look through for an extrinsic", countOption, 256)
    .option("--json", "print all of it as JSON", false)
    .action(async (what, options) => (await import("../verbs/explain.ts")).explain(what, options))
}
