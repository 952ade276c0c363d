import { type Command, Option } from "commander"
import {
  blockTimeOption,
  countOption,
  numberOption,
  originsOption,
  portOption,
  pruningOption,
} from "../options.ts"

export function nodeCommand(program: Command): void {
  const command = program
    .command("node")
    .description("run a node for others: its chain on disk, limits for strangers, metrics for operators")
    .requiredOption(
      "--data-dir <folder>",
      "keep the chain and pending transactions here, and go on from them",
    )
    .option(
      "--chain <name>",
      "chain spec: local, finney, thesis, or the path of a raw Substrate one (.json)",
      "local",
    )
    .option("--block-time <ms>", "milliseconds per block, or `instant` or `manual`", blockTimeOption, 250)
    .option(
      "--pruning <states>",
      "keep the states of so many blocks, or of all: `archive`",
      pruningOption,
      256,
    )
    .option("--keep-blocks <n>", "keep genesis and so many blocks; default all", countOption)
  addRpcOptions(command)
  command
    .option("--prometheus-port <port>", "serve metrics on this port; none without", portOption)
    .option("--prometheus-host <address>", "serve metrics on this address instead of loopback", "127.0.0.1")
    .option(
      "--pool-limit <n>",
      "transactions in the pool that are ready; half as many may wait",
      countOption,
      8192,
    )
    .option("--pool-kbytes <n>", "their size in KiB; half as much may wait", countOption, 20_480)
    .option("--signature-threads <n>", "threads that check signatures; 0: the main one does", numberOption, 1)
    .addOption(
      new Option(
        "--drand <mode>",
        "where pulses come from: a beacon of its own, quicknet's relays, or nowhere",
      )
        .choices(["offline", "quicknet", "none"])
        .default("offline"),
    )
    .option("--drand-relay <url...>", "HTTP relays to ask for quicknet's pulses, instead of the public ones")
    .option("--check-invariants", "stop when a block leaves books that do not add up", false)
    .addOption(new Option("--log <format>", "log lines, on stderr").choices(["text", "json"]).default("text"))
    .addOption(
      new Option("--log-level <level>", "the least that is logged")
        .choices(["debug", "info", "warn", "error"])
        .default("info"),
    )
    .action(async (options) => (await import("../verbs/node.ts")).node(options))
}

function addRpcOptions(command: Command): void {
  command
    .option("--port <port>", "JSON-RPC port, WebSocket and HTTP", portOption, 9944)
    .option("--host <address>", "listen on this address instead of loopback", "127.0.0.1")
    .addOption(
      new Option(
        "--rpc-methods <kind>",
        "unsafe methods are for nobody, for everybody, or for this machine only if nobody else can connect",
      )
        .choices(["safe", "unsafe", "auto"])
        .default("auto"),
    )
    .option(
      "--rpc-cors <origins>",
      "origins of pages that may connect, with commas between, or `all`",
      originsOption,
      "all",
    )
    .option("--rpc-max-connections <n>", "connections at once", countOption, 1000)
    .option("--rpc-max-subscriptions-per-connection <n>", "subscriptions of a client", countOption, 1024)
    .option("--rpc-max-request-size <mib>", "MiB of a request", countOption, 15)
    .option("--rpc-max-response-size <mib>", "MiB of an answer", countOption, 256)
    .option("--rpc-max-batch-request-len <n>", "requests of a batch", countOption, 1000)
    .option("--rpc-max-in-flight <n>", "requests of a client that are worked on at once", countOption, 32)
    .option(
      "--rpc-max-queued <mib>",
      "MiB that a client may leave unread before it is cut off",
      countOption,
      64,
    )
    .option("--rpc-rate-limit <calls>", "calls of a connection a minute; unlimited without", countOption)
    .option("--rpc-tls-cert <file>", "certificate chain, PEM: clients connect by wss and https")
    .option("--rpc-tls-key <file>", "its key, PEM")
}
