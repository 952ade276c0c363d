import { createInterface } from "node:readline"
import { Writable } from "node:stream"
import { UsageError } from "./stop.ts"

/** Where a wallet's password may stand, ours first; the second is that of btcli 11. Arguments are visible to everybody on a machine. */
const passwordVariables = ["TAONET_WALLET_PASSWORD", "BT_WALLET_PASSWORD"]

/** The password of a file: from the environment, else asked for on the terminal. */
export async function takePassword(file: string): Promise<string> {
  return taken(passwordVariables) ?? ask(`password of ${file}: `, passwordVariables[0]!)
}

/** A password for a new file: asked for twice where a person types it. */
export async function newPassword(): Promise<string> {
  const given = taken(passwordVariables)
  if (given !== undefined) return given
  const first = await ask("password for the new key: ", passwordVariables[0]!)
  if (first === "") throw new UsageError("a password is needed; --no-password leaves the key in the clear")
  if ((await ask("the same again: ", passwordVariables[0]!)) !== first)
    throw new UsageError("the passwords are not the same")
  return first
}

/** A key's secret: a phrase, a seed or a URI with a derivation path. */
export async function takeSecret(): Promise<string> {
  return (taken(["TAONET_SECRET"]) ?? (await ask("words, seed or secret URI: ", "TAONET_SECRET"))).trim()
}

/** Taken out of the environment, so that no program started from here inherits it. */
function taken(names: readonly string[]): string | undefined {
  const found = names.map((name) => process.env[name]).find((value) => value !== undefined && value !== "")
  for (const name of names) delete process.env[name]
  return found
}

/** Asks on the terminal without showing what is typed. */
function ask(question: string, variable: string): Promise<string> {
  if (!process.stdin.isTTY) throw new UsageError(`set ${variable}, or run this in a terminal`)
  const hidden = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: hidden, terminal: true })
  process.stderr.write(question)
  return new Promise((resolve, reject) => {
    lines.once("SIGINT", () => {
      lines.close()
      reject(new UsageError("stopped"))
    })
    lines.question("", (answer) => {
      process.stderr.write("\n")
      lines.close()
      resolve(answer)
    })
  })
}
