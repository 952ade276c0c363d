import type { Command } from "commander"

export function walletCommand(program: Command): void {
  const wallet = program
    .command("wallet")
    .description(
      "keys in the folders and files of btcli, which opens what is made here and the other way round",
    )
  const verb = (name: string, description: string): Command =>
    wallet
      .command(name)
      .description(description)
      .option("--path <folder>", "folder of wallets (default: ~/.bittensor/wallets)")
  const making = (name: string, description: string): Command =>
    verb(name, description)
      .argument("<name>", "the wallet's name")
      .option("--hotkey <name>", "this hotkey of the wallet instead of its coldkey")
      .option("--crypto <scheme>", "sr25519 or ed25519", "sr25519")
      .option("--password", "encrypt a hotkey too")
      .option("--no-password", "leave a coldkey in the clear")
      .option("--overwrite", "replace a key that is there", false)

  making("create", "make a new coldkey, or a hotkey, and show its words once")
    .option("--words <n>", "12, 15, 18, 21 or 24", "12")
    .option("--quiet", "do not show the words; `wallet show --words` does", false)
    .action(async (name, options) => (await import("../verbs/wallet.ts")).walletCreate(name, options))
  making("import", "keep a key that exists: asks for its secret, or takes it from TAONET_SECRET")
    .option("--address <ss58>", "only watch this address")
    .action(async (name, options) => (await import("../verbs/wallet.ts")).walletImport(name, options))
  verb("list", "wallets, their hotkeys, and which are encrypted")
    .option("--json", "print JSON", false)
    .action(async (options) => (await import("../verbs/wallet.ts")).walletList(options))
  verb("show", "one wallet's addresses; with --words the secret of a key")
    .argument("<name>", "the wallet's name")
    .option("--hotkey <name>", "of this hotkey, with --words")
    .option("--words", "open the key and print its words, or its seed", false)
    .option("--json", "print JSON", false)
    .action(async (name, options) => (await import("../verbs/wallet.ts")).walletShow(name, options))
}
