import type { Command } from "commander"
import { numberOption, percentOption } from "../options.ts"
import { neuronOptions, sitesOptions } from "./neuronOptions.ts"

export function validatorCommand(program: Command): void {
  const command = neuronOptions(
    program
      .command("validator")
      .description("challenge and score the miners of a subnet; the hotkey comes from TAONET_HOTKEY"),
  )
  command.option("--round-ms <ms>", "milliseconds from round to round", numberOption, 12_000)
  sitesOptions(command)
    .option("--model <file>", "a GGUF model of your own to audit with")
    .option("--no-model", "audit with the n-gram model only")
    .option("--data-dir <folder>", "where the model, and what is known of scraping miners, is kept")
    .option(
      "--settings <file>",
      "your own version of the subnet's template; `taonet subnet template` shows one",
    )
    .option("--scores <file>", "keep the miners' averages there, so that a restart loses none")
    .option(
      "--training-share <percent>",
      "text: how much of a miner's score its trained model decides, where the subnet has no second mechanism for it",
      percentOption,
      0,
    )
    .option("--quiet", "log only what is news", false)
    .option("--json-logs", "log as JSON lines", false)
    .action(async (options) => (await import("../verbs/validator.ts")).validator(options))
}
