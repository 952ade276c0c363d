/** What btcli 9.23.2 is told in one process (`manyCommands.py`), and what it answered. */
import type { Scenario } from "../python-sdk/scenario.ts"

/** A command of btcli, or something to ask the chain before the next. */
export type Step =
  | { readonly step: string; readonly args: readonly string[] }
  | {
      readonly step: string
      readonly rpc: readonly [url: string, method: string, params: readonly unknown[]]
    }

/** A wallet of one of the development accounts, with its name in lower case. */
export const createWallet = (uri: string, wallets: string): Step => ({
  step: `wallet ${uri}`,
  args: ["wallet", "create", "--wallet-name", uri.toLowerCase(), "--uri", uri, "--hotkey", "default"].concat([
    "--no-use-password",
    "--wallet-path",
    wallets,
    "--json-output",
  ]),
})

/** Makes a step for a chain: the name, whose wallet signs, and the command. */
export const stepsFor =
  (url: string, wallets: string) =>
  (step: string, wallet: string, ...args: readonly string[]): Step => ({
    step,
    args: [
      ...args,
      "--wallet-name",
      wallet,
      "--wallet-path",
      wallets,
      "--network",
      url,
      "--no-prompt",
    ].concat(["--json-output"]),
  })

/** The JSON that a command printed, or what else it printed. */
export function answerOf(seen: Scenario, step: string): unknown {
  const { stdout, stderr } = seen.of(step) as { stdout: string; stderr: string }
  try {
    return JSON.parse(stdout) as unknown
  } catch {
    return `${stdout}${stderr}`
  }
}
