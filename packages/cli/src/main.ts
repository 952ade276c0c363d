import { Command, InvalidArgumentError } from "commander"

const version = "0.1.0"

/** The `taonet` command. Each verb loads its own code, so that asking for help or a dev chain loads no model runtime. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = new Command("taonet")
    .description(
      "A Bittensor network in TypeScript: chain, miners, validators and a gateway that sells their answers.",
    )
    .version(version)
    .configureOutput({ outputError: (text, write) => write(`taonet: ${oneLine(text)}\n`) })

  program
    .command("up")
    .description("run a whole local network: chain, three miners, a validator, the gateway and a status page")
    .option(
      "--port-base <port>",
      "chain on this port, gateway on +1, page on +2, miners from +10",
      portOption,
    )
    .option("--host <address>", "listen on this address instead of loopback", "127.0.0.1")
    .option("--chain <name>", "chain spec", "local")
    .option("--block-time <ms>", "milliseconds per block", blockTimeOption, 250)
    .option("--model <file>", "a GGUF model of your own instead of the default one")
    .option("--no-model", "do without a language model: the miners run n-gram models")
    .option("--data-dir <folder>", "where the model is kept (default: the user's cache folder)")
    .option("--json-logs", "log as JSON lines", false)
    .action(async (options) => (await import("./verbs/up.ts")).up(options))

  program
    .command("dev")
    .description("run only a development chain, with funded accounts")
    .option("--port <port>", "JSON-RPC port, WebSocket and HTTP", portOption, 9944)
    .option("--second-port <port>", "serve the same on a second port, for tools that expect 9945", portOption)
    .option("--host <address>", "listen on this address instead of loopback", "127.0.0.1")
    .option("--block-time <ms>", "milliseconds per block, or `instant` or `manual`", blockTimeOption, 250)
    .option("--chain <name>", "chain spec", "local")
    .option("--data-dir <folder>", "where the chain is kept between runs (not built yet: refused)")
    .option("--json-logs", "log as JSON lines", false)
    .action(async (options) => (await import("./verbs/dev.ts")).dev(options))

  program
    .command("miner")
    .description(
      "serve a text model as a miner; the hotkey comes from the environment variable TAONET_HOTKEY",
    )
    .option("--url <url>", "the chain's WebSocket", "ws://127.0.0.1:9944")
    .option("--netuid <n>", "subnet", numberOption, 1)
    .option("--backend <name>", "llama, openai, ngram or lazy", "llama")
    .option("--backend-url <url>", "base URL of an OpenAI-compatible server, for --backend openai")
    .option("--backend-model <name>", "model to ask that server for")
    .option("--model <file>", "a GGUF model of your own")
    .option("--order <n>", "context length of the n-gram model", numberOption, 5)
    .option("--host <address>", "listen on this address", "127.0.0.1")
    .option("--port <port>", "axon port", portOption, 8091)
    .option("--advertise <ip>", "address to tell the chain, where it differs from --host")
    .option("--data-dir <folder>", "where the model is kept")
    .option("--json-logs", "log as JSON lines", false)
    .action(async (options) => (await import("./verbs/miner.ts")).miner(options))

  program
    .command("validator")
    .description("challenge and score the text miners of a subnet; the hotkey comes from TAONET_HOTKEY")
    .option("--url <url>", "the chain's WebSocket", "ws://127.0.0.1:9944")
    .option("--netuid <n>", "subnet", numberOption, 1)
    .option("--round-ms <ms>", "milliseconds from round to round", numberOption, 12_000)
    .option("--model <file>", "a GGUF model of your own to audit with")
    .option("--no-model", "audit with the n-gram model only")
    .option("--data-dir <folder>", "where the model is kept")
    .option("--json-logs", "log as JSON lines", false)
    .action(async (options) => (await import("./verbs/validator.ts")).validator(options))

  program
    .command("traces")
    .description(
      "judge the pallets by recorded traces of the real ones, op by op; fails when a line differs without a known reason",
    )
    .argument("<folder>", "folder of *.jsonl.gz, or one such file")
    .option("--json", "print counts as JSON", false)
    .option("--only <name>", "judge only the traces whose name contains this")
    .option("--limit <n>", "show at most this many differing lines", numberOption, 20)
    .option("--verbose", "show lines with a known reason too", false)
    .action(async (folder, options) => (await import("./verbs/traces.ts")).traces(folder, options))

  await program.parseAsync([...argv], { from: "user" })
}

/** Commander's message, which may span lines, and where to read on. */
function oneLine(text: string): string {
  const message = text
    .trim()
    .replace(/^error: /, "")
    .replaceAll(/\s*\n\s*/g, " ")
  return `${message}; taonet --help and taonet <command> --help list what there is`
}

function numberOption(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError("a whole number is needed")
  return value
}

function portOption(text: string): number {
  const value = numberOption(text)
  if (value > 65_535) throw new InvalidArgumentError("a port is at most 65535")
  return value
}

function blockTimeOption(text: string): number | "instant" | "manual" {
  if (text === "instant" || text === "manual") return text
  const value = numberOption(text)
  if (value < 50 || value > 600_000)
    throw new InvalidArgumentError("between 50 and 600000 milliseconds, or `instant` or `manual`")
  return value
}
