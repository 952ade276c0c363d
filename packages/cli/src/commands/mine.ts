import type { Command } from "commander"
import { numberOption } from "../options.ts"

export function mineCommand(program: Command): void {
  program
    .command("mine")
    .description("register a hotkey by proof of work, on a chain that takes it; needs no TAO")
    .requiredOption("--hotkey <address>", "the key to register")
    .option("--url <url>", "the chain's WebSocket", "ws://127.0.0.1:9944")
    .option("--netuid <n>", "subnet", numberOption, 1)
    .option("--coldkey-env <name>", "environment variable with the coldkey's secret", "TAONET_COLDKEY")
    .option("--threads <n>", "threads to work on (default: one less than there are cores)", numberOption)
    .option("--json-logs", "log as JSON lines", false)
    .action(async (options) => (await import("../verbs/mine.ts")).mine(options))
}
