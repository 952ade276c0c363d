import { Command } from "commander"
import { benchCommand } from "./commands/bench.ts"
import { dbCommand } from "./commands/db.ts"
import { devCommand } from "./commands/dev.ts"
import { evidenceCommand } from "./commands/evidence.ts"
import { explainCommand } from "./commands/explain.ts"
import { mineCommand } from "./commands/mine.ts"
import { minerCommand } from "./commands/miner.ts"
import { nodeCommand } from "./commands/node.ts"
import { standCommand } from "./commands/stand.ts"
import { subnetCommand } from "./commands/subnet.ts"
import { tracesCommand } from "./commands/traces.ts"
import { upCommand } from "./commands/up.ts"
import { validatorCommand } from "./commands/validator.ts"
import { vectorsCommand } from "./commands/vectors.ts"
import { walletCommand } from "./commands/wallet.ts"
import { yumaCommand } from "./commands/yuma.ts"

const version = "0.1.0"

/** One file a verb: what it takes, in the order in which `--help` lists them. */
const commands = [
  upCommand,
  devCommand,
  nodeCommand,
  dbCommand,
  mineCommand,
  standCommand,
  minerCommand,
  validatorCommand,
  walletCommand,
  subnetCommand,
  tracesCommand,
  vectorsCommand,
  evidenceCommand,
  explainCommand,
  yumaCommand,
  benchCommand,
]

/** The `taonet` command. Each verb loads its own code, so that asking for help or a dev chain loads no model runtime. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = new Command("taonet")
    .description(
      "A Bittensor network in TypeScript: chain, miners, validators and a gateway that sells their answers.",
    )
    .version(version)
    .configureOutput({ outputError: (text, write) => write(`taonet: ${oneLine(text)}\n`) })
  for (const register of commands) register(program)
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
