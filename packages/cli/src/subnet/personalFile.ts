import { readFile } from "node:fs/promises"
import { dirname, resolve } from "node:path"
import { pathToFileURL } from "node:url"
import { type Located, locate, ScenarioError } from "@taonet/dev/scenario/located"
import { TemplateError } from "@taonet/subnets/template/fields"
import { personalise } from "@taonet/subnets/template/personal"
import type { Judge, PersonalTemplate, TemplateDefinition } from "@taonet/subnets/template/types"
import { UsageError } from "../stop.ts"

/** A validator's own version of a template, from its YAML or JSON file. Throws UsageError: `validator.yaml:3: criteria.speed: …`. */
export async function readPersonalFile<C, F>(
  definition: TemplateDefinition<C, F>,
  path: string,
): Promise<PersonalTemplate<C, F>> {
  const located = await readLocated(path)
  try {
    const value = plain(located)
    const module = await judgeOf<C>(value, path)
    return personalise(definition, value, module === undefined ? {} : { module })
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    throw new UsageError(`${path}:${lineOf(located, error.field)}: ${error.message}`)
  }
}

async function readLocated(path: string): Promise<Located> {
  try {
    return locate(await readFile(path, "utf8"), path)
  } catch (error) {
    if (error instanceof ScenarioError) throw new UsageError(error.message)
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}

function plain(node: Located): unknown {
  if (node.kind === "scalar") return node.value
  if (node.kind === "list") return node.items.map(plain)
  return Object.fromEntries([...node.entries].map(([name, value]) => [name, plain(value)]))
}

/** The line of a field, or of what is nearest above it. */
function lineOf(root: Located, field: string): number {
  let line = root.line
  const visit = (node: Located): void => {
    if (field !== node.field && !field.startsWith(`${node.field}.`) && !field.startsWith(`${node.field}[`))
      if (node.field !== "") return
    line = node.line
    const below = node.kind === "map" ? node.entries.values() : node.kind === "list" ? node.items : []
    for (const one of below) visit(one)
  }
  visit(root)
  return line
}

/** The default export of the file that `judge: { module: … }` names, seen from the validator's file. */
async function judgeOf<C>(value: unknown, path: string): Promise<Judge<C> | undefined> {
  const named = (value as { judge?: { module?: unknown } } | null)?.judge?.module
  if (typeof named !== "string") return undefined
  let judge: unknown
  try {
    const file = resolve(dirname(path), named)
    judge = ((await import(pathToFileURL(file).href)) as { default?: unknown }).default
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error)
    throw new TemplateError("judge.module", `"${named}" cannot be loaded: ${reason}`)
  }
  if (typeof judge !== "function")
    throw new TemplateError("judge.module", `"${named}" has no function as its default export`)
  return judge as Judge<C>
}
