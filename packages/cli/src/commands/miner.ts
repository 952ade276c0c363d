import { type Command, Option } from "commander"
import { countOption, limitOption, namesOption, numberOption, portOption } from "../options.ts"
import { neuronOptions, sitesOptions } from "./neuronOptions.ts"

export function minerCommand(program: Command): void {
  const command = neuronOptions(
    program
      .command("miner")
      .description("serve a subnet as a miner; the hotkey comes from the environment variable TAONET_HOTKEY"),
  )
  command
    .option(
      "--backend <name>",
      "text: llama (usual), openai, ngram, trained or lazy; image: embedded (usual), automatic1111, comfyui or openai; scraping: crawler (usual), or fabricator, which shows what lies earn",
    )
    .option("--backend-url <url>", "base URL of the server that a backend asks")
    .option("--backend-model <name>", "model to ask that server for")
    .option(
      "--train-steps <n>",
      "batches in all that an embedded image model, or a trained text model, learns",
      numberOption,
      6_000,
    )
  sitesOptions(command)
    .option("--max-pages <n>", "scraping: pages kept", countOption, 5_000)
    .option("--model <file>", "a GGUF model of your own")
    .option("--order <n>", "context length of the n-gram model", numberOption, 5)
    .option("--host <address>", "listen on this address", "127.0.0.1")
    .option("--port <port>", "axon port", portOption, 8091)
    .option("--advertise <ip>", "address to tell the chain, where it differs from --host")
    .addOption(
      new Option(
        "--limit <stake:minute:once>",
        "callers with at least this stake on the subnet may ask so often a minute and so many at once; may be repeated. Whoever has less than the least, and other miners of the subnet, are refused",
      )
        .argParser(limitOption)
        .default([], "1:600:16"),
    )
    .option(
      "--allow <addresses>",
      "hotkeys that may ask without any stake or limit, such as your own gateway's, with commas between",
      namesOption,
    )
    .addOption(
      new Option("--open", "answer anybody, so that others can sell your answers as theirs")
        .conflicts("limit")
        .default(false),
    )
    .option("--data-dir <folder>", "where models, trainings and scraped pages are kept")
    .option("--quiet", "log only what is news", false)
    .option("--json-logs", "log as JSON lines", false)
    .action(async (options) => (await import("../verbs/miner.ts")).miner(options))
}
