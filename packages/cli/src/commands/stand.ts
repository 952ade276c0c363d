import type { Command } from "commander"

export function standCommand(program: Command): void {
  program
    .command("stand")
    .description(
      "stand for block producer with a root validator's hotkey (TAONET_HOTKEY), on a chain that elects them",
    )
    .option("--url <url>", "the chain's WebSocket", "ws://127.0.0.1:9944")
    .option("--withdraw", "stand no longer", false)
    .action(async (options) => (await import("../verbs/stand.ts")).stand(options))
}
