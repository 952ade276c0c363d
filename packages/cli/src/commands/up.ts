import type { Command } from "commander"
import { blockTimeOption, namesOption, portOption } from "../options.ts"

export function upCommand(program: Command): void {
  program
    .command("up")
    .description(
      "run a whole local network: chain, subnets with their miners and validators, the gateway and a status page",
    )
    .option(
      "--port-base <port>",
      "chain on this port, gateway on +1, page on +2, miners from +10",
      portOption,
    )
    .option("--host <address>", "listen on this address instead of loopback", "127.0.0.1")
    .option(
      "--chain <name>",
      "chain spec: local, or thesis, where nobody has TAO at first and all is mined",
      "local",
    )
    .option("--block-time <ms>", "milliseconds per block", blockTimeOption, 250)
    .option("--model <file>", "a GGUF model of your own instead of the default one")
    .option("--no-model", "do without a language model: the miners run n-gram models")
    .option("--subnets <names>", "subnets to run, with commas between: text, image, scraping", namesOption)
    .option("--data-dir <folder>", "where models and trainings are kept (default: the user's cache folder)")
    .option("--json-logs", "log as JSON lines", false)
    .action(async (options) => (await import("../verbs/up.ts")).up(options))
}
