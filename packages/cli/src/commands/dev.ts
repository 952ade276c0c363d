import type { Command } from "commander"
import { blockTimeOption, portOption } from "../options.ts"

export function devCommand(program: Command): void {
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
    .action(async (options) => (await import("../verbs/dev.ts")).dev(options))
}
