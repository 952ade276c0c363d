/** The rules of the tree, as a program: import direction, Zone 0 purity, wire names, sizes. `tidy.test.ts` checks that each can fail. */
import { readdirSync, readFileSync, statSync } from "node:fs"
import { join, relative } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import ts from "typescript"
import { checkDivisions } from "./tidy/divisions.ts"
import { type Finding, isExcepted, isSupport, packageOf, type Report, zone0 } from "./tidy/finding.ts"
import { checkDependencies, checkImports } from "./tidy/imports.ts"
import { purity } from "./tidy/purity.ts"
import { fileSize, functionSize } from "./tidy/sizes.ts"
import { wireNames } from "./tidy/wireNames.ts"

/** What one file says about itself. */
export function checkFile(path: string, text: string): Finding[] {
  if (isSupport(path)) return []
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)
  const findings: Finding[] = []
  const report: Report = (node, rule, message) => {
    if (isExcepted(path, rule)) return
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1
    findings.push({ file: path, line, rule, message })
  }
  const visit = (node: ts.Node): void => {
    if (zone0.has(packageOf(path))) purity(node, report)
    functionSize(node, source, report)
    wireNames(path, node, report)
    ts.forEachChild(node, visit)
  }
  fileSize(path, text, source, report)
  visit(source)
  return findings
}

export function checkTree(root: string): Finding[] {
  return [
    ...readdirSync(join(root, "packages")).flatMap((pkg) => checkPackage(root, pkg)),
    ...divisions(root),
  ]
}

function checkPackage(root: string, pkg: string): Finding[] {
  const { name, dependencies = {} } = JSON.parse(
    readFileSync(join(root, "packages", pkg, "package.json"), "utf8"),
  ) as { name: string; dependencies?: Record<string, string> }
  const allowed = new Set([name, ...Object.keys(dependencies)])
  const findings = checkDependencies(pkg, Object.keys(dependencies))
  for (const file of sources(join(root, "packages", pkg, "src"))) {
    const path = relative(root, file)
    const text = readFileSync(file, "utf8")
    findings.push(...checkFile(path, text), ...checkImports(path, text, allowed))
  }
  return findings
}

/** The types of Zone 0, for the rules that need them. */
function divisions(root: string): Finding[] {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile) as {
    config: Record<string, unknown>
  }
  const include = [...zone0].map((pkg) => `packages/${pkg}/src/**/*.ts`)
  const exclude = ["**/*.test.ts", "**/*.bench.ts"]
  const { fileNames, options } = ts.parseJsonConfigFileContent({ ...config, include, exclude }, ts.sys, root)
  return checkDivisions(ts.createProgram(fileNames, options), (name) => relative(root, name))
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
