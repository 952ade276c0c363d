import { existsSync } from "node:fs"
import { mkdir, readdir, readFile, realpath, symlink, writeFile } from "node:fs/promises"
import { dirname, join, relative, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { UsageError } from "../stop.ts"

export type Language = "ts" | "python"

/** What the new folder is, and what to type next. */
export interface Scaffolded {
  readonly folder: string
  readonly next: readonly string[]
}

/** Seen from the sources, from this file's folder, and from the bundle. */
const candidates = ["../../templates/", "../templates/"]

/**
 * Writes a subnet of this name into a new folder and links it to this checkout, so that it runs at once. Throws UsageError for a name that is
 * none, or a folder that is there already.
 */
export async function scaffold(
  name: string,
  { language, dir }: { readonly language: Language; readonly dir: string },
): Promise<Scaffolded> {
  if (!/^[a-z][a-z0-9-]{0,62}$/.test(name) || name.endsWith("-"))
    throw new UsageError(`"${name}" is no name: small letters, digits and dashes, as my-subnet`)
  const folder = resolve(dir, name)
  if (existsSync(folder)) throw new UsageError(`${folder} is there already`)
  const templates = templatesFolder(language)
  const checkout = await realpath(resolve(templates, "../../../.."))
  const values = { name, module: moduleOf(name), checkout: checkout.replaceAll("\\", "/") }
  for (const path of await filesUnder(templates)) {
    const target = join(folder, placed(path, values.module))
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, filled(await readFile(join(templates, path), "utf8"), values))
  }
  if (language === "ts") await link(folder, checkout)
  return {
    folder,
    next: nextSteps(shortest(folder), values.module, language, checkout),
  }
}

/** No single word, so that it is none of Python's own modules (`json`, `test`) nor of its words (`class`). */
const moduleOf = (name: string): string => (name.includes("-") ? name.replaceAll("-", "_") : `${name}_subnet`)

function templatesFolder(language: Language): string {
  for (const candidate of candidates) {
    const folder = fileURLToPath(new URL(`${candidate}${language}`, import.meta.url))
    if (existsSync(folder)) return folder
  }
  throw new UsageError("the templates are not beside the command")
}

async function filesUnder(folder: string, prefix = ""): Promise<string[]> {
  const found: string[] = []
  for (const entry of await readdir(join(folder, prefix), { withFileTypes: true })) {
    const path = join(prefix, entry.name)
    if (entry.isDirectory()) found.push(...(await filesUnder(folder, path)))
    else found.push(path)
  }
  return found.sort()
}

/** `{{name}}` and its like, in texts. */
const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (whole, key: string) => values[key] ?? whole)

/** Files that cannot have their name where they wait. */
const placed = (path: string, module: string): string =>
  path.replace("__module__", module).replace(/^gitignore$/, ".gitignore")

/** What the TypeScript scaffold needs stands in the checkout already: links to it make `npm install` unnecessary. */
async function link(folder: string, checkout: string): Promise<void> {
  const modules = join(checkout, "node_modules")
  const names = [
    "@taonet/dev",
    "@taonet/neuron",
    "@taonet/sdk",
    "@taonet/subnets",
    "@types/node",
    "taonet",
    "tsx",
    "typescript",
  ]
  if (names.some((name) => !existsSync(join(modules, name)))) return
  for (const name of names) {
    const target = join(folder, "node_modules", name)
    await mkdir(dirname(target), { recursive: true })
    await symlink(await realpath(join(modules, name)), target, "junction")
  }
  const bin = join(folder, "node_modules", ".bin")
  await mkdir(bin)
  for (const [name, path] of [
    ["taonet", "taonet/bin/taonet.mjs"],
    ["tsx", "tsx/dist/cli.mjs"],
    ["tsc", "typescript/bin/tsc"],
  ] as const)
    await symlink(join(modules, path), join(bin, name))
}

function nextSteps(folder: string, module: string, language: Language, checkout: string): string[] {
  const enter = `cd ${quoted(folder)}`
  if (language === "ts") return [enter, "npm run dev", "npm test"]
  return [
    enter,
    "python3 -m venv .venv && . .venv/bin/activate",
    `pip install -e . -e ${quoted(`${checkout}/python/pytest-taonet`)}`,
    `python -m ${module}.dev`,
    "pytest",
  ]
}

/** From here, unless that would go up first. */
function shortest(folder: string): string {
  const from = relative(process.cwd(), folder)
  return from.startsWith("..") ? folder : from
}

/** As one word of a shell. */
const quoted = (path: string): string =>
  /^[\w./@:+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
