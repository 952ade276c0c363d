/** Reads the tables of documented errors, and says which names in them are wrong. */
import { readdirSync } from "node:fs"
import { basename } from "node:path"
import type {
  DocumentedErrors,
  UnreachableErrors,
} from "../../packages/runtime/src/conformance/documentedErrors/types.ts"
import { palletSchemas } from "../../packages/runtime/src/schemas.ts"

const folder = new URL("../../packages/runtime/src/conformance/documentedErrors/", import.meta.url)

/** One call: its errors by their full names, and why some cannot be reached. */
export interface DocumentedCall {
  readonly pallet: string
  readonly name: string
  readonly errors: readonly string[]
  readonly unreachable: ReadonlyMap<string, string>
}

export interface Documented {
  /** By `Pallet.call`. */
  readonly calls: ReadonlyMap<string, DocumentedCall>
  /** What is wrong with the tables themselves. */
  readonly mistakes: readonly string[]
}

interface Table {
  readonly documentedErrors: DocumentedErrors
  readonly unreachable?: UnreachableErrors
}

export async function readDocumented(): Promise<Documented> {
  const calls = new Map<string, DocumentedCall>()
  const mistakes: string[] = []
  for (const file of readdirSync(folder).sort()) {
    if (file === "types.ts" || file.endsWith(".test.ts") || !file.endsWith(".ts")) continue
    const table = (await import(new URL(file, folder).href)) as Table
    const pallet = palletOf(basename(file, ".ts"))
    if (pallet === undefined) mistakes.push(`${file}: named after no pallet`)
    else
      for (const call of callsOf(pallet, table)) {
        const key = `${pallet}.${call.name}`
        if (calls.has(key)) mistakes.push(`${file}: ${key} stands in two tables`)
        calls.set(key, call)
        mistakes.push(...mistakesOf(call).map((mistake) => `${file}: ${key}: ${mistake}`))
      }
  }
  return { calls, mistakes }
}

/** The pallet whose name the file's starts with; the longest wins. */
function palletOf(name: string): string | undefined {
  const lower = name.toLowerCase()
  return palletSchemas
    .map((schema) => schema.name)
    .filter((pallet) => lower.startsWith(pallet === "SubtensorModule" ? "subtensor" : pallet.toLowerCase()))
    .sort((left, right) => right.length - left.length)[0]
}

function callsOf(pallet: string, { documentedErrors, unreachable = {} }: Table): DocumentedCall[] {
  const full = (error: string): string => (isOwn(pallet, error) ? `${pallet}.${error}` : error)
  const names = new Set([...Object.keys(documentedErrors), ...Object.keys(unreachable)])
  return [...names].map((name) => ({
    pallet,
    name,
    errors: (documentedErrors[name] ?? []).map(full),
    unreachable: new Map(Object.entries(unreachable[name] ?? {}).map(([error, why]) => [full(error), why])),
  }))
}

const isOwn = (pallet: string, error: string): boolean => error in (schemaOf(pallet)?.tables.errors ?? {})

const schemaOf = (pallet: string) => palletSchemas.find(({ name }) => name === pallet)

/** Errors that are no module's. */
const plain =
  /^(Other|CannotLookup|BadOrigin|ConsumerRemaining|NoProviders|TooManyConsumers|Exhausted|Corruption|Unavailable|RootNotAllowed|(Token|Arithmetic|Transactional)\.\w+)$/

function mistakesOf({ pallet, name, errors, unreachable }: DocumentedCall): string[] {
  const mistakes = name in (schemaOf(pallet)?.tables.calls ?? {}) ? [] : ["no such call"]
  const all = [...errors, ...unreachable.keys()]
  for (const error of all) {
    const [of = "", own = ""] = error.split(".")
    if (error !== "ok" && !plain.test(error) && !isOwn(of, own)) mistakes.push(`no such error ${error}`)
  }
  if (new Set(all).size < all.length) mistakes.push("an error is named twice")
  return mistakes
}
