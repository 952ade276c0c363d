import ts from "typescript"
import { type Finding, isExcepted, isSupport, packageOf, zone0 } from "./finding.ts"

/** Where formulas live, each with its rounding in its doc comment and recorded vectors in its test. */
const formulas = /\/math\/|^packages\/primitives\/src\/safeFloat\.ts$/

const roundings: ReadonlySet<string> = new Set(["Math.floor", "Math.trunc", "Math.ceil"])

/**
 * Divisions in Zone 0. Of numbers: the result must be made whole on the spot. Of bigints: outside of formulas they go by the named functions of
 * primitives/integers, which say how they round. Needs types, so it looks at whole programs.
 */
export function checkDivisions(program: ts.Program, pathOf: (fileName: string) => string): Finding[] {
  const checker = program.getTypeChecker()
  return program.getSourceFiles().flatMap((source) => {
    const path = pathOf(source.fileName)
    if (source.isDeclarationFile || !zone0.has(packageOf(path)) || isSupport(path)) return []
    if (isExcepted(path, "division")) return []
    const findings: Finding[] = []
    const visit = (node: ts.Node): void => {
      if (isDivision(node)) {
        const message = problem(node, path, checker)
        const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1
        if (message) findings.push({ file: path, line, rule: "division", message })
      }
      ts.forEachChild(node, visit)
    }
    visit(source)
    return findings
  })
}

const isDivision = (node: ts.Node): node is ts.BinaryExpression =>
  ts.isBinaryExpression(node) &&
  (node.operatorToken.kind === ts.SyntaxKind.SlashToken ||
    node.operatorToken.kind === ts.SyntaxKind.SlashEqualsToken)

function problem(node: ts.BinaryExpression, path: string, checker: ts.TypeChecker): string | undefined {
  const isBigint = (checker.getTypeAtLocation(node).flags & ts.TypeFlags.BigIntLike) !== 0
  if (!isBigint) return isMadeWhole(node) ? undefined : "a division whose result may be a fraction"
  const constant = [node.left, node.right].every((side) => ts.isBigIntLiteral(side) || isUpperCase(side))
  return constant || formulas.test(path) ? undefined : "a division of bigints that does not name its rounding"
}

const isUpperCase = (node: ts.Node): boolean => ts.isIdentifier(node) && node.text === node.text.toUpperCase()

/** Rounded by the call around it, or cut to 32 bits by the operator beside it. */
function isMadeWhole(node: ts.Node): boolean {
  const { parent } = node
  if (ts.isParenthesizedExpression(parent)) return isMadeWhole(parent)
  if (ts.isCallExpression(parent)) return roundings.has(parent.expression.getText())
  if (!ts.isBinaryExpression(parent)) return false
  const { kind } = parent.operatorToken
  return kind === ts.SyntaxKind.BarToken || kind === ts.SyntaxKind.LessThanLessThanToken
}
