import { type Command, Option } from "commander"
import { numberOption } from "../options.ts"

export function subnetCommand(program: Command): void {
  const subnet = program
    .command("subnet")
    .description("begin a subnet of your own, or look at one's validators")
  subnet
    .command("create")
    .description("write a subnet that runs: protocol, miner, validator, scoring, tests, README")
    .argument("<name>", "its name, and the new folder's: my-subnet")
    .addOption(
      new Option("--language <language>", "TypeScript, or Python for the official SDK")
        .choices(["ts", "python"])
        .default("ts"),
    )
    .option("--dir <folder>", "where the folder is made", ".")
    .action(async (name, options) => (await import("../verbs/subnet.ts")).create(name, options))
  subnet
    .command("agreement")
    .description("show how much a subnet's validators differ, and whose weights are the same")
    .requiredOption("--netuid <n>", "subnet", numberOption)
    .option("--mechid <n>", "which of its mechanisms", numberOption, 0)
    .option("--url <url>", "the chain's WebSocket", "ws://127.0.0.1:9944")
    .option("--json", "print it as JSON", false)
    .action(async (options) => (await import("../verbs/subnet.ts")).agreement(options))
  subnet
    .command("template")
    .description(
      "print a validator's own version of a subnet's template, to be changed and given to --settings",
    )
    .argument("[name]", "the subnet's kind: text, image or scraping", "text")
    .action(async (name) => (await import("../verbs/subnet.ts")).template(name))
}
