import type { Command } from "commander"
import { blockTimeOption, countOption, namesOption, percentOption, portOption } from "../options.ts"

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
    .option(
      "--validators <n>",
      "validators of each subnet; two or more show on the page how much they differ",
      countOption,
      1,
    )
    .option(
      "--training-share <percent>",
      "add a text miner that trains a model of its own; so much of the text subnet's emission goes by the contest of such models",
      percentOption,
      0,
    )
    .option(
      "--data-dir <folder>",
      "where models, trainings and validators' scores are kept over restarts (default: the user's cache folder)",
    )
    .option("--json", "say where everything is as one line of JSON", false)
    .option("--verbose", "log what is routine too: every round, weights, training", false)
    .option("--json-logs", "log as JSON lines, routine too", false)
    .action(async (options) => (await import("../verbs/up.ts")).up(options))
}
