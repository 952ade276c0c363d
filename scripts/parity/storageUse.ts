/** Which storage items the runtime's logic reads or writes: a scan of its sources, with the names under which they import the tables. */
import { readdirSync, readFileSync } from "node:fs"
import { dirname, join, relative, sep } from "node:path"

/** Tables, tests, what judges the runtime from outside, and what only cleans up after a subnet are no use. */
const noLogic =
  /(\/(storage|schema|schemas|types|events|errors|constants|weights|outer|description)\.ts|\.(test|bench|fixture)\.ts|testkit\.ts|\/purge\.ts|\/(conformance|invariants)\/.*)$/i

/** Names of used items by the pallet's folder. */
export function usedStorage(runtimeSource: string): ReadonlyMap<string, ReadonlySet<string>> {
  const used = new Map<string, Set<string>>()
  for (const file of sourcesBelow(runtimeSource)) {
    const path = `/${relative(runtimeSource, file).split(sep).join("/")}`
    if (noLogic.test(path)) continue
    const text = readFileSync(file, "utf8")
    for (const { alias, folder } of tablesOf(text, file, runtimeSource)) {
      const names = used.get(folder) ?? new Set()
      used.set(folder, names)
      for (const [, name] of text.matchAll(new RegExp(`\\b${alias}\\.([A-Z]\\w*)`, "g")))
        names.add(name as string)
    }
  }
  return used
}

/** The storage tables that a file imports. */
function* tablesOf(text: string, file: string, root: string): Generator<{ alias: string; folder: string }> {
  for (const [, names = "", from = ""] of text.matchAll(/import \{([^}]*)\} from "([^"]+)"/g)) {
    const name = names.match(/(?:^|[\s,])storage(?: as (\w+))?(?=[\s,]|$)/)
    if (!name) continue
    const target = relative(root, join(dirname(file), from)).split(sep)
    if (target[0] === "pallets" && target[1] !== undefined && target.length === 3)
      yield { alias: name[1] ?? "storage", folder: target[1] }
  }
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name))
}
