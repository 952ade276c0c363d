import { type Command, Option } from "commander"
import { blockTimeOption, countOption, numberOption, portOption } from "../options.ts"

export function devCommand(program: Command): void {
  program
    .command("dev")
    .description("run only a development chain, with funded accounts")
    .option("--port <port>", "JSON-RPC port, WebSocket and HTTP", portOption, 9944)
    .option("--second-port <port>", "serve the same on a second port, for tools that expect 9945", portOption)
    .option("--host <address>", "listen on this address instead of loopback", "127.0.0.1")
    .option("--block-time <ms>", "milliseconds per block, or `instant` or `manual`", blockTimeOption, 250)
    .option("--chain <name>", "chain spec: a name, or the path of a raw Substrate one (.json)", "local")
    .option("--data-dir <folder>", "keep the chain in this folder and go on from it; in memory without")
    .option(
      "--keep-blocks <n>",
      "keep genesis and so many blocks; default all on disk, 100000 in memory",
      countOption,
    )
    .option("--keep-states <n>", "keep the states of so many blocks for reading; default 256", countOption)
    .addOption(
      new Option(
        "--drand <mode>",
        "where pulses come from: a beacon of its own, quicknet's relays, or nowhere",
      )
        .choices(["offline", "quicknet", "none"])
        .default("offline"),
    )
    .option("--drand-relay <url...>", "HTTP relays to ask for quicknet's pulses, instead of the public ones")
    .option(
      "--load-state <file>",
      "start from a dump; with the same chain spec and beacon as it was made with",
    )
    .option("--dump-state <file>", "write a dump when stopped")
    .option("--state <file>", "both: start from this dump if it is there, write it when stopped")
    .option("--auto-impersonate", "take the placeholder 0xdeadbeefcd… for anybody's signature", false)
    .addOption(
      new Option("--time <pace>", "time goes on as on the wall, or stands until a block or somebody moves it")
        .choices(["wall", "blocks"])
        .default("wall"),
    )
    .option("--scenario <file>", "begin with the network of a YAML file, or a ready one: one-subnet, …")
    .option(
      "--fork <url[@block]>",
      "go on from a block of another chain, which is only read: ws://host:port, with @ and a number or hash",
    )
    .option("--netuid <n>", "with --fork: fetch all of this subnet at the start", numberOption)
    .option("--no-check-invariants", "go on when a block leaves books that do not add up")
    .option("--json-logs", "log as JSON lines", false)
    .action(async (options, command: Command) => {
      const chainGiven = command.getOptionValueSource("chain") !== "default"
      return (await import("../verbs/dev.ts")).dev({ ...options, chainGiven })
    })
}
