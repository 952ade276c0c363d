import { fileURLToPath } from "node:url"
import ts from "typescript"
import { describe, expect, test } from "vitest"
import { checkDivisions } from "./tidy/divisions.ts"
import { checkDependencies, checkImports, graph } from "./tidy/imports.ts"
import { checkFile, checkTree } from "./tidy.ts"

const core = "packages/runtime/src/sample.ts"
const edge = "packages/gateway/src/sample.ts"
const methods = "packages/node/src/rpc/methods/sample.ts"
const rulesOf = (path: string, text: string): string[] => checkFile(path, text).map(({ rule }) => rule)

test("the tree is clean", () => {
  const findings = checkTree(fileURLToPath(new URL("..", import.meta.url)))
  expect(findings.map(({ file, line, rule, message }) => `${file}:${line}: ${rule}: ${message}`)).toEqual([])
})

describe("purity of Zone 0", () => {
  const impure: readonly [string, string][] = [
    ["purity", "const now = Date.now()"],
    ["purity", "setTimeout(f, 5)"],
    ["purity", "const bytes = crypto.getRandomValues(a)"],
    ["purity", "console.log(1)"],
    ["purity", "const env = process.env"],
    ["purity", 'import { readFileSync } from "node:fs"'],
    ["purity", "const n = new Intl.NumberFormat()"],
    ["float", "const share = 0.5"],
    ["float", "const small = 1e-3"],
    ["float", "const chance = Math.random()"],
    ["float", "const root = Math.sqrt(n)"],
  ]
  test.each(impure)("%s: %s", (rule, text) => {
    expect(rulesOf(core, text)).toEqual([rule])
    expect(rulesOf(edge, text)).toEqual([])
    expect(rulesOf(core.replace(".ts", ".test.ts"), text)).toEqual([])
    expect(rulesOf(core.replace(".ts", ".testkit.ts"), text)).toEqual([])
  })

  test("async: functions and await", () => {
    expect(rulesOf(core, "async function f() { await g() }")).toEqual(["async", "async"])
  })

  test("names of properties, keys and types are not uses", () => {
    const text =
      "const a = { Date: 1 }; a.Date; interface A { process: Promise<void> }; Math.min(1, 0x1f, 1_000)"
    expect(rulesOf(core, text)).toEqual([])
  })

  test("an exception is for its file alone", () => {
    const text = "const host = globalThis"
    expect(rulesOf("packages/primitives/src/hash/webAssembly.ts", text)).toEqual([])
    expect(rulesOf("packages/primitives/src/hash/other.ts", text)).toEqual(["purity"])
  })
})

describe("sizes", () => {
  const lines = (count: number) => Array.from({ length: count }, (_, i) => `  f(${i})`).join("\n")

  test("of functions count their own lines", () => {
    expect(rulesOf(edge, `function long() {\n${lines(68)}\n}`)).toEqual([])
    expect(rulesOf(edge, `function long() {\n${lines(69)}\n}`)).toEqual(["size"])
    expect(rulesOf(edge, `const long = () => {\n${lines(69)}\n}`)).toEqual(["size"])
  })

  test("of factories do not count the functions in them, which count themselves", () => {
    const inner = `  const inner = () => {\n${lines(50)}\n  }`
    expect(rulesOf(edge, `function create() {\n${inner}\n${inner}\n${inner}\n}`)).toEqual([])
    expect(rulesOf(edge, `function create() {\n  const inner = () => {\n${lines(69)}\n  }\n}`)).toEqual([
      "size",
    ])
  })

  test("of files end at 400 lines, except for tables", () => {
    expect(rulesOf(edge, "\n".repeat(400))).toEqual(["size"])
    expect(rulesOf(edge, "\n".repeat(399))).toEqual([])
    expect(rulesOf("packages/runtime/src/pallets/x/calls.ts", "\n".repeat(900))).toEqual([])
  })
})

describe("wire names", () => {
  test.each([
    'defineStorage("X", { totalIssuance: v })',
    'defineCalls("X", { setWeights: c })',
    'defineEvents("X", { weights_set: e })',
    'defineErrors("X", { notFound: "" })',
    'defineConstants("X", { initialTempo: c })',
  ])("%s", (text) => {
    expect(rulesOf(core, text)).toEqual(["wire names"])
  })

  test("as the reference has them", () => {
    const text =
      'defineStorage("X", { Keys: v }); defineCalls("X", { set_weights: c }); defineErrors("X", { NotFound: "" })'
    expect(rulesOf(core, text)).toEqual([])
  })

  test("of RPC methods are those of their exports", () => {
    const exported = (name: string) => rulesOf(methods, `export const ${name}: Method = f`)
    expect(["state_getStorage", "chainHead_v1_follow", "subscribe_newHead"].flatMap(exported)).toEqual([])
    expect(["getStorage", "state_get_storage", "State_getStorage"].flatMap(exported)).toHaveLength(3)
    expect(rulesOf(methods, "const helper: Method = f; export const limit = 5")).toEqual([])
  })
})

describe("imports", () => {
  const allowed = new Set(["@taonet/runtime", "@taonet/frame"])
  const messages = (text: string, path = core) =>
    checkImports(path, text, allowed).map(({ message }) => message)

  test("name only what the package lists", () => {
    expect(
      messages('import a from "@taonet/frame/errors"; import b from "../../x.ts"; import c from "node:fs"'),
    ).toEqual(["../../x.ts leaves the package"])
    expect(messages('import a from "@taonet/node/pool"')).toEqual([
      "@taonet/node is not a dependency of runtime",
    ])
    expect(messages('import a from "ws"')).toEqual(["ws is not a dependency of runtime"])
    expect(messages('import a from "./deep/../x.ts"; export * from "./y.ts"')).toEqual([])
    expect(messages('const a = await import("undici")')).toEqual(["undici is not a dependency of runtime"])
  })

  test("of product code leave test kits alone", () => {
    expect(messages('import a from "./testKit.ts"')).toEqual(["./testKit.ts is for tests"])
    expect(messages('import a from "./x.testkit.ts"')).toEqual(["./x.testkit.ts is for tests"])
    expect(
      messages('import a from "./testKit.ts"; import fc from "fast-check"', "packages/runtime/src/a.test.ts"),
    ).toEqual([])
  })

  test("between packages go down the graph", () => {
    expect(checkDependencies("runtime", ["@taonet/frame", "ws"])).toEqual([])
    expect(checkDependencies("runtime", ["@taonet/node"])).toHaveLength(1)
    expect(checkDependencies("unheard-of", [])).toHaveLength(1)
  })

  test("the graph has no circles", () => {
    const order = Object.keys(graph)
    for (const [pkg, below] of Object.entries(graph))
      for (const name of below)
        expect([pkg, order.indexOf(name) < order.indexOf(pkg) || pkg === "cli"]).toEqual([pkg, true])
  })
})

describe("divisions in Zone 0", () => {
  /** A program of one file, with just the types that the samples need. */
  function messages(text: string, path = core): string[] {
    const declarations =
      "interface Array<T> {} declare const Math: any; declare function BigInt(n: number): bigint;"
    const files = new Map([
      [path, `${text}\nexport {}`],
      ["lib.d.ts", declarations],
    ])
    const host: ts.CompilerHost = {
      ...ts.createCompilerHost({}),
      getSourceFile: (name, version) => {
        const content = files.get(name)
        return content === undefined ? undefined : ts.createSourceFile(name, content, version, true)
      },
      fileExists: (name) => files.has(name),
      readFile: (name) => files.get(name),
      getDefaultLibFileName: () => "lib.d.ts",
    }
    const program = ts.createProgram(
      [path, "lib.d.ts"],
      { noLib: true, target: ts.ScriptTarget.ES2022 },
      host,
    )
    return checkDivisions(program, (name) => name).map(({ message }) => message)
  }
  const fraction = "a division whose result may be a fraction"
  const unnamed = "a division of bigints that does not name its rounding"

  test("of numbers are made whole", () => {
    expect(messages("const f = (a: number, b: number) => a / b")).toEqual([fraction])
    expect(messages("let a = 5; a /= 2")).toEqual([fraction])
    expect(messages("const f = (a: number) => Math.min(a / 2, 1)")).toEqual([fraction])
    expect(messages("const f = (a: number) => Math.floor((a / 2)) + ((a / 8) | 0)")).toEqual([])
  })

  test("of bigints name their rounding, outside of formulas", () => {
    const text = "const f = (a: bigint, b: bigint) => a / b"
    expect(messages(text)).toEqual([unnamed])
    expect(messages(text, "packages/runtime/src/pallets/x/math/y.ts")).toEqual([])
    expect(messages(text, "packages/primitives/src/integers.ts")).toEqual([])
    expect(messages("const HALF = 10n / 2n")).toEqual([])
    expect(messages(text, edge)).toEqual([])
  })
})
