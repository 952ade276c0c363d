import { UsageError } from "./stop.ts"

/** The hotkey's secret, from the environment: arguments are visible to everybody on a machine. It is taken out, so that no program started from here inherits it. */
export function takeSecretUri(env: NodeJS.ProcessEnv = process.env): string {
  const uri = env["TAONET_HOTKEY"]
  delete env["TAONET_HOTKEY"]
  if (!uri)
    throw new UsageError(
      "set TAONET_HOTKEY to the hotkey's secret (a phrase, a seed, or a development path such as //Alice)",
    )
  return uri
}
