import { readFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { ScenarioError } from "./located.ts"
import type { Scenario } from "./plan.ts"
import { readScenario } from "./read.ts"

export { playHistory } from "./history.ts"
export { createKeys, type Keys } from "./keys.ts"
export { ScenarioError } from "./located.ts"
export type { Scenario } from "./plan.ts"
export { readScenario } from "./read.ts"
export { seededGenesis, withGenesis } from "./seed.ts"

/** Where the ready ones are, seen from the sources and from the bundle. */
const readyFolders = ["../../scenarios/", "../../dev/scenarios/"]

/** Reads a scenario from a file, or a ready one by its name. Throws ScenarioError, also for a file that is not there. */
export async function loadScenario(path: string): Promise<Scenario> {
  const names = [path]
  if (/^[a-z][a-z-]*$/.test(path))
    for (const folder of readyFolders)
      names.push(fileURLToPath(new URL(`${folder}${path}.yaml`, import.meta.url)))
  for (const name of names) {
    const text = await textOf(name)
    if (text !== undefined) return readScenario(text, name === path ? path : `${path}.yaml`)
  }
  throw new ScenarioError(path, nowhere, "there is no such file, and no ready scenario of this name")
}

const nowhere = { line: 0, field: "" }

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8")
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined
    throw new ScenarioError(path, nowhere, error instanceof Error ? error.message : String(error))
  }
}
