import ts from "typescript"
import type { Report } from "./finding.ts"

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

/** Zone 0 is synchronous, and neither clock, chance, I/O, locale nor fractions are in it. */
export function purity(node: ts.Node, report: Report): void {
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
  return !(
    ts.isTypeReferenceNode(parent) ||
    ts.isImportSpecifier(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isQualifiedName(parent)
  )
}
