import ts from "typescript"
import type { Report } from "./finding.ts"

/*
 * Names that others see stay as others know them. That the tables hold exactly the recorded names is for
 * packages/runtime/src/metadata.test.ts to say; here it is only that no table starts a style of its own.
 */

const pascalCase = /^[A-Z][A-Za-z0-9]*$/
const snakeCase = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/
const tableNames: Readonly<Record<string, RegExp>> = {
  defineStorage: pascalCase,
  defineCalls: snakeCase,
  defineEvents: pascalCase,
  defineErrors: pascalCase,
  // Utility.batched_calls_limit is the one that the reference spells differently.
  defineConstants: /^(?:[A-Z][A-Za-z0-9]*|batched_calls_limit)$/,
}

const methodFile = /^packages\/node\/src\/rpc\/methods\/\w+\.ts$/
/** `state_getStorage`, `chainHead_v1_follow`, `subscribe_newHead`. */
/** Some that end a subscription are named after what opens it: `archive_v1_storageDiff_stopStorageDiff`. */
const methodName = /^[a-z][A-Za-z]*_((v1|unstable)_)?[a-z][A-Za-z0-9]*(_stop[A-Za-z]+)?$/

/** Entries of tables, and RPC methods, which are exported under their wire name. */
export function wireNames(path: string, node: ts.Node, report: Report): void {
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) tableEntries(node, report)
  if (methodFile.test(path) && ts.isVariableStatement(node)) rpcMethods(node, report)
}

function tableEntries(node: ts.CallExpression, report: Report): void {
  const style = tableNames[node.expression.getText()]
  const table = node.arguments.find(ts.isObjectLiteralExpression)
  if (!style || !table) return
  for (const { name } of table.properties)
    if (name && !style.test(name.getText())) report(name, "wire names", `${name.getText()} in a table`)
}

function rpcMethods(node: ts.VariableStatement, report: Report): void {
  if (!node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword)) return
  for (const { name, type } of node.declarationList.declarations)
    if (type?.getText() === "Method" && !methodName.test(name.getText()))
      report(name, "wire names", `${name.getText()} is no name of a JSON-RPC method`)
}
