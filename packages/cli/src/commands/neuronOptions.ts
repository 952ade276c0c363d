/** Options that miners and validators share. */
import type { Command } from "commander"
import { namesOption, numberOption } from "../options.ts"

/** Which chain, by which key, on which subnet. */
export const neuronOptions = (command: Command): Command =>
  command
    .option("--url <url>", "the chain's WebSocket", "ws://127.0.0.1:9944")
    .option("--wallet <name>", "take the hotkey from this wallet instead, in btcli's files")
    .option("--hotkey <name>", "which hotkey of the wallet (default: default)")
    .option("--wallet-path <folder>", "folder of wallets (default: ~/.bittensor/wallets)")
    .option("--subnet <kind>", "what the subnet is about: text, image or scraping", "text")
    .option("--netuid <n>", "its number", numberOption, 1)

/** How a scraping neuron reads. */
export const sitesOptions = (command: Command): Command =>
  command
    .option("--sites <urls>", "scraping: addresses where reading starts, with commas between", namesOption)
    .option(
      "--allow-private <hosts>",
      "scraping: hosts (name:port) that may be on this machine or in its network",
      namesOption,
    )
    .option("--interval-ms <ms>", "scraping: between two requests to one site", numberOption, 1_000)
