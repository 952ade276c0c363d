import { readFile } from "node:fs/promises"
import { ScenarioError } from "./located.ts"
import type { Scenario } from "./plan.ts"
import { readScenario } from "./read.ts"

export { playHistory } from "./history.ts"
export { createKeys, type Keys } from "./keys.ts"
export { ScenarioError } from "./located.ts"
export type { Scenario } from "./plan.ts"
export { readScenario } from "./read.ts"
export { seededGenesis, withGenesis } from "./seed.ts"

/** Reads a scenario from a file. Throws ScenarioError, also for a file that is not there. */
export async function loadScenario(path: string): Promise<Scenario> {
  let text: string
  try {
    text = await readFile(path, "utf8")
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : String(error)
    throw new ScenarioError(path, { line: 0, field: "" }, why)
  }
  return readScenario(text, path)
}
