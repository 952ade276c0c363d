import { fileURLToPath } from "node:url"
import { clientMs } from "../support/deadlines.ts"
import { run } from "../support/environments.ts"

interface Line {
  readonly step: string
  readonly ms: number
  readonly value?: unknown
  readonly error?: string
  readonly trace?: string
}

/** What a scenario's steps gave, by name. */
export interface Scenario {
  /** Throws with the client's own trace when the step failed or never came. */
  of(step: string): Record<string, unknown>
}

/** Runs a Python scenario, a path from this file on, to its end. Its other output is kept for the message of a failed step. */
export async function runScenario(
  python: string,
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Scenario> {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const { code, stdout, output } = await run(python, [path, ...args], { env, timeoutMs: clientMs })
  const lines = new Map<string, Line>()
  for (const text of stdout.split("\n")) {
    if (!text.startsWith('{"step"')) continue
    const line = JSON.parse(text) as Line
    lines.set(line.step, line)
  }
  return {
    of(step) {
      const line = lines.get(step)
      if (line === undefined) throw new Error(`no step "${step}" (exit ${code}): ${output.slice(-2000)}`)
      if (line.error !== undefined) throw new Error(`${line.error}\n${line.trace}`)
      return line.value as Record<string, unknown>
    },
  }
}
