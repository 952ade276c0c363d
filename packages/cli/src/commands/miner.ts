import type { Command } from "commander"
import { numberOption, portOption } from "../options.ts"

export function minerCommand(program: Command): void {
  program
    .command("miner")
    .description("serve a subnet as a miner; the hotkey comes from the environment variable TAONET_HOTKEY")
    .option("--url <url>", "the chain's WebSocket", "ws://127.0.0.1:9944")
    .option("--subnet <kind>", "what the subnet is about: text or image", "text")
    .option("--netuid <n>", "its number", numberOption, 1)
    .option(
      "--backend <name>",
      "text: llama (usual), openai, ngram or lazy; image: embedded (usual), automatic1111, comfyui or openai",
    )
    .option("--backend-url <url>", "base URL of the server that a backend asks")
    .option("--backend-model <name>", "model to ask that server for")
    .option("--train-steps <n>", "batches in all that an embedded image model trains", numberOption, 6_000)
    .option("--model <file>", "a GGUF model of your own")
    .option("--order <n>", "context length of the n-gram model", numberOption, 5)
    .option("--host <address>", "listen on this address", "127.0.0.1")
    .option("--port <port>", "axon port", portOption, 8091)
    .option("--advertise <ip>", "address to tell the chain, where it differs from --host")
    .option("--data-dir <folder>", "where models and trainings are kept")
    .option("--json-logs", "log as JSON lines", false)
    .action(async (options) => (await import("../verbs/miner.ts")).miner(options))
}
