import { commandMs } from "../support/deadlines.ts"
import { run } from "../support/environments.ts"

export interface Outcome {
  readonly code: number | null
  /** The JSON that the command printed, after whatever it said before; undefined without any. */
  readonly json: unknown
  readonly output: string
}

/** Runs the command once. */
export type Command = (...args: readonly string[]) => Promise<Outcome>

/** A command with its environment and the options that go with every call. */
export function commandOf(
  program: string,
  env: Readonly<Record<string, string>>,
  always: readonly string[] = [],
): Command {
  return async (...args) => {
    const { code, stdout, output } = await run(program, [...args, ...always], { env, timeoutMs: commandMs })
    return { code, json: jsonIn(stdout), output }
  }
}

function jsonIn(text: string): unknown {
  const start = text.search(/^[[{]/m)
  for (const candidate of start > 0 ? [text, text.slice(start)] : [text])
    try {
      return JSON.parse(candidate) as unknown
    } catch {
      // Something else was printed before.
    }
  return undefined
}
