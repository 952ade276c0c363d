import { join } from "node:path"
import ts from "typescript"
import { type Finding, isSupport, packageOf } from "./finding.ts"

/** The graph of docs/ARCHITECTURE.md: what each package may depend on. */
export const graph: Readonly<Record<string, readonly string[]>> = {
  primitives: [],
  yuma: ["primitives"],
  state: ["primitives"],
  frame: ["primitives", "state"],
  runtime: ["primitives", "state", "frame", "yuma"],
  signatures: ["primitives"],
  node: ["primitives", "state", "frame", "runtime", "signatures"],
  sdk: ["primitives", "frame", "runtime"],
  neuron: ["primitives", "sdk", "signatures"],
  subnets: ["primitives", "sdk", "neuron"],
  gateway: ["primitives", "sdk", "neuron"],
  explorer: ["primitives", "sdk"],
  dev: ["primitives", "state", "frame", "runtime", "yuma", "node", "sdk"],
  cli: [
    "primitives",
    "state",
    "frame",
    "runtime",
    "yuma",
    "signatures",
    "node",
    "sdk",
    "neuron",
    "subnets",
    "gateway",
    "explorer",
    "dev",
  ],
}

/** What a package's own list names against the graph. */
export function checkDependencies(pkg: string, dependencies: readonly string[]): Finding[] {
  const allowed = graph[pkg]
  const file = `packages/${pkg}/package.json`
  if (!allowed) return [{ file, line: 1, rule: "imports", message: `${pkg} is not in the graph` }]
  return dependencies
    .filter((name) => name.startsWith("@taonet/") && !allowed.includes(name.slice("@taonet/".length)))
    .map((name) => ({ file, line: 1, rule: "imports", message: `${pkg} must not depend on ${name}` }))
}

/** Imports may only name what the package's own package.json lists, and stay inside the package otherwise. */
export function checkImports(path: string, text: string, allowed: ReadonlySet<string>): Finding[] {
  if (isSupport(path)) return []
  const pkg = packageOf(path)
  return ts.preProcessFile(text, true, true).importedFiles.flatMap(({ fileName, pos }) => {
    const line = text.slice(0, pos).split("\n").length
    const finding = (message: string): Finding[] => [{ file: path, line, rule: "imports", message }]
    if (fileName.startsWith("node:")) return []
    if (fileName.startsWith(".")) {
      const target = join("/", path, "..", fileName)
      if (!target.startsWith(`/packages/${pkg}/`)) return finding(`${fileName} leaves the package`)
      return isSupport(target) ? finding(`${fileName} is for tests`) : []
    }
    const name = fileName.startsWith("@")
      ? fileName.split("/").slice(0, 2).join("/")
      : (fileName.split("/")[0] ?? "")
    return allowed.has(name) ? [] : finding(`${name} is not a dependency of ${pkg}`)
  })
}
