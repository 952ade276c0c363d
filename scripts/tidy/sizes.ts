import ts from "typescript"
import type { Report } from "./finding.ts"

const linesMax = 400
const functionLinesMax = 70

/** Data tables, and types that are tables: their length is the interface's. */
const tables =
  /\/(storage|calls|events|errors|constants|weights|types|schema)\.ts$|\/types\/\w+\.ts$|symbols\.ts$|corpus\//

export function fileSize(path: string, text: string, source: ts.SourceFile, report: Report): void {
  if (!tables.test(path) && text.split("\n").length > linesMax)
    report(source, "size", `more than ${linesMax} lines`)
}

/** A function's own lines count: those of functions inside it are theirs, so that a factory may hold many small ones. */
export function functionSize(node: ts.Node, source: ts.SourceFile, report: Report): void {
  if (!isFunction(node)) return
  const lines = ownLines(node, source)
  if (lines > functionLinesMax) report(node, "size", `a function of ${lines} lines of its own`)
}

const isFunction = (node: ts.Node): boolean =>
  ts.isFunctionDeclaration(node) ||
  ts.isFunctionExpression(node) ||
  ts.isArrowFunction(node) ||
  ts.isMethodDeclaration(node) ||
  ts.isConstructorDeclaration(node) ||
  ts.isAccessor(node)

function ownLines(node: ts.Node, source: ts.SourceFile): number {
  let lines = spanOf(node, source) + 1
  const visit = (inner: ts.Node): void => {
    if (isFunction(inner)) lines -= spanOf(inner, source)
    else ts.forEachChild(inner, visit)
  }
  ts.forEachChild(node, visit)
  return lines
}

/** Line breaks within a node. */
function spanOf(node: ts.Node, source: ts.SourceFile): number {
  const lineAt = (position: number) => source.getLineAndCharacterOfPosition(position).line
  return lineAt(node.end) - lineAt(node.getStart())
}
