import type { Command } from "commander"
import { namesOption, numberOption, percentOption } from "../options.ts"

export function validatorCommand(program: Command): void {
  program
    .command("validator")
    .description("challenge and score the miners of a subnet; the hotkey comes from TAONET_HOTKEY")
    .option("--url <url>", "the chain's WebSocket", "ws://127.0.0.1:9944")
    .option("--wallet <name>", "take the hotkey from this wallet instead, in btcli's files")
    .option("--hotkey <name>", "which hotkey of the wallet (default: default)")
    .option("--wallet-path <folder>", "folder of wallets (default: ~/.bittensor/wallets)")
    .option("--subnet <kind>", "what the subnet is about: text, image or scraping", "text")
    .option("--netuid <n>", "its number", numberOption, 1)
    .option("--round-ms <ms>", "milliseconds from round to round", numberOption, 12_000)
    .option("--sites <urls>", "scraping: addresses where reading starts, with commas between", namesOption)
    .option(
      "--allow-private <hosts>",
      "scraping: hosts (name:port) that may be on this machine or in its network",
      namesOption,
    )
    .option("--interval-ms <ms>", "scraping: between two requests to one site", numberOption, 1_000)
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
