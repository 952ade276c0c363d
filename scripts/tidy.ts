/** The rules of the tree, as a program: import direction, Zone 0 purity, sizes. `tidy.test.ts` checks that it can fail. */
import { readdirSync, readFileSync, statSync } from "node:fs"
import { join, relative } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import ts from "typescript"

export interface Finding {
  readonly file: string
  readonly line: number
  readonly rule: string
  readonly message: string
}

const zone0: ReadonlySet<string> = new Set(["primitives", "yuma", "state", "frame", "runtime"])

const linesMax = 400
const functionLinesMax = 70
/** Data tables, and types that are tables: their length is the interface's. */
const tables =
  /\/(storage|calls|events|errors|constants|weights|types|schema)\.ts$|\/types\/\w+\.ts$|symbols\.ts$|corpus\//

/** Globals by which a clock, randomness, timers, I/O or the locale would get in. */
const impureGlobals: ReadonlySet<string> = new Set([
  "Date",
  "performance",
  "fetch",
  "process",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
  "crypto",
  "Intl",
  "console",
  "require",
  "globalThis",
  "Promise",
  "Buffer",
])
const integerMath: ReadonlySet<string> = new Set([
  "min",
  "max",
  "floor",
  "trunc",
  "clz32",
  "imul",
  "abs",
  "ceil",
  "sign",
])

/** Files whose whole purpose is a named exception, with the reason. */
const exceptions: Readonly<Record<string, readonly string[]>> = {
  "packages/yuma/src/numberArithmetic.ts": ["division"], // exact integers below 2^53, floored in one place
  "packages/primitives/src/integers.ts": ["division"], // where the named divisions are defined
}

export function checkFile(path: string, text: string): Finding[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)
  const findings: Finding[] = []
  const [, pkg = ""] = /^packages\/([^/]+)\//.exec(path) ?? []
  const support = /\.(test|bench|fixture)\.ts$|testKit\.ts$|\/testing\//.test(path)
  const report = (node: ts.Node, rule: string, message: string) => {
    if (exceptions[path]?.includes(rule)) return
    findings.push({
      file: path,
      line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1,
      rule,
      message,
    })
  }
  if (!support && !tables.test(path) && text.split("\n").length > linesMax)
    report(source, "size", `more than ${linesMax} lines`)
  const visit = (node: ts.Node): void => {
    if (zone0.has(pkg) && !support) purity(node, report)
    if (!support) functionSize(node, source, report)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return findings
}

function purity(node: ts.Node, report: (node: ts.Node, rule: string, message: string) => void): void {
  if (ts.isAwaitExpression(node)) report(node, "async", "await in Zone 0")
  if (
    ts.canHaveModifiers(node) &&
    ts.getModifiers(node)?.some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword)
  ) {
    report(node, "async", "async function in Zone 0")
  }
  if (ts.isIdentifier(node) && impureGlobals.has(node.text) && isFreeUse(node))
    report(node, "purity", `${node.text} in Zone 0`)
  if (
    ts.isPropertyAccessExpression(node) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === "Math"
  ) {
    if (!integerMath.has(node.name.text)) report(node, "float", `Math.${node.name.text} in Zone 0`)
  }
  if (ts.isNumericLiteral(node) && !/^(0[xbo][\da-f_]+|[\d_]+|\d+e\d+)$/i.test(node.getText()))
    report(node, "float", "a fraction in Zone 0")
  if (
    ts.isImportDeclaration(node) &&
    ts.isStringLiteral(node.moduleSpecifier) &&
    node.moduleSpecifier.text.startsWith("node:")
  ) {
    report(node, "purity", `${node.moduleSpecifier.text} in Zone 0`)
  }
}

/** Not a property name, a key, a type or an import. */
function isFreeUse(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false
  if (ts.isPropertyAssignment(parent) && parent.name === node) return false
  if (
    ts.isTypeReferenceNode(parent) ||
    ts.isImportSpecifier(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isQualifiedName(parent)
  )
    return false
  return true
}

function functionSize(
  node: ts.Node,
  source: ts.SourceFile,
  report: (node: ts.Node, rule: string, message: string) => void,
): void {
  if (
    !(
      ts.isFunctionDeclaration(node) ||
      ts.isFunctionExpression(node) ||
      ts.isArrowFunction(node) ||
      ts.isMethodDeclaration(node)
    )
  )
    return
  const first = source.getLineAndCharacterOfPosition(node.getStart()).line
  const last = source.getLineAndCharacterOfPosition(node.end).line
  if (last - first + 1 > functionLinesMax) report(node, "size", `a function of ${last - first + 1} lines`)
}

/** Imports may only name what the package's own package.json lists, and stay inside the package otherwise. */
export function checkImports(path: string, text: string, allowed: ReadonlySet<string>): Finding[] {
  const [, pkg = ""] = /^packages\/([^/]+)\//.exec(path) ?? []
  const support = /\.(test|bench|fixture)\.ts$|testKit\.ts$/.test(path)
  return ts.preProcessFile(text, true, true).importedFiles.flatMap(({ fileName, pos }) => {
    const line = text.slice(0, pos).split("\n").length
    const finding = (message: string): Finding[] => [{ file: path, line, rule: "imports", message }]
    if (fileName.startsWith(".")) {
      const leaves = join("/packages", pkg, path.slice(`packages/${pkg}/`.length), "..", fileName)
      return leaves.startsWith(`/packages/${pkg}/`) || support
        ? []
        : finding(`${fileName} leaves the package`)
    }
    if (fileName.startsWith("node:")) return []
    const name = fileName.startsWith("@")
      ? fileName.split("/").slice(0, 2).join("/")
      : fileName.split("/")[0]!
    return allowed.has(name) || support ? [] : finding(`${name} is not a dependency of ${pkg}`)
  })
}

/** The graph of docs/ARCHITECTURE.md: what each package may depend on. */
export const graph: Readonly<Record<string, readonly string[]>> = {
  primitives: [],
  yuma: ["primitives"],
  state: ["primitives"],
  frame: ["primitives", "state"],
  runtime: ["primitives", "state", "frame", "yuma"],
  node: ["primitives", "state", "frame", "runtime"],
  sdk: ["primitives", "frame", "runtime"],
  neuron: ["primitives", "sdk"],
  subnets: ["primitives", "sdk", "neuron"],
  gateway: ["primitives", "sdk", "neuron"],
  explorer: ["primitives", "sdk"],
  cli: [
    "primitives",
    "state",
    "frame",
    "runtime",
    "yuma",
    "node",
    "sdk",
    "neuron",
    "subnets",
    "gateway",
    "explorer",
  ],
}

function checkGraph(root: string): Finding[] {
  return Object.entries(graph).flatMap(([pkg, allowed]) => {
    const file = `packages/${pkg}/package.json`
    const { dependencies = {} } = JSON.parse(readFileSync(join(root, file), "utf8")) as {
      dependencies?: Record<string, string>
    }
    return Object.keys(dependencies)
      .filter((name) => name.startsWith("@taonet/") && !allowed.includes(name.slice("@taonet/".length)))
      .map((name) => ({ file, line: 1, rule: "imports", message: `${pkg} must not depend on ${name}` }))
  })
}

export function checkTree(root: string): Finding[] {
  const findings = checkGraph(root)
  for (const pkg of readdirSync(join(root, "packages"))) {
    const { name, dependencies = {} } = JSON.parse(
      readFileSync(join(root, "packages", pkg, "package.json"), "utf8"),
    ) as {
      name: string
      dependencies?: Record<string, string>
    }
    const allowed = new Set([name, ...Object.keys(dependencies)])
    for (const file of sources(join(root, "packages", pkg, "src"))) {
      const path = relative(root, file)
      const text = readFileSync(file, "utf8")
      findings.push(...checkFile(path, text), ...checkImports(path, text, allowed))
    }
  }
  return findings
}

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return sources(path)
    return name.endsWith(".ts") ? [path] : []
  })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const findings = checkTree(fileURLToPath(new URL("..", import.meta.url)))
  for (const { file, line, rule, message } of findings) console.log(`${file}:${line}: ${rule}: ${message}`)
  console.error(`tidy: ${findings.length} finding(s)`)
  process.exit(findings.length > 0 ? 1 : 0)
}
