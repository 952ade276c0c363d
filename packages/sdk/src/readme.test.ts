import { execFile } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { startLocalNode } from "@taonet/node/testKit"
import { build } from "esbuild"
import { beforeAll, describe, expect, it } from "vitest"

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8")
const root = fileURLToPath(new URL("../../..", import.meta.url))
const examples = readme.split(/^## /m).flatMap((section) => {
  const code = /^```ts\n(.*?)^```$/ms.exec(section)?.[1]
  return code === undefined ? [] : [{ title: section.split("\n")[0] ?? "", code }]
})

/** What each example prints. */
const printed: Readonly<Record<string, string[]>> = {
  "Connect, read, send": ["bob got 1000000000n in a final block: true"],
  "Anything in the chain, by its wire name": ["tempo true networks 2 price bigint"],
  "Subnets, stake, errors": [
    "owner true uid 0",
    "SubtensorModule.SubtokenDisabled - The subnet's token is not active yet",
  ],
  Watching: ["transfers 7 8 subnet 1"],
  "Calls in calls": ["fee true shielded true"],
  "Wallets, in btcli's files": ["5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV miner"],
  "Hardware wallets and signing elsewhere": ["digest 32 fee true"],
}

/** Runs the examples one after the other and prints the lines of each as JSON. */
const runner = `
const seen = []
for (let i = 0; i < ${examples.length}; i++) {
  const lines = []
  console.log = (...values) => lines.push(values.map((v) => (typeof v === "bigint" ? v + "n" : String(v))).join(" "))
  await import("./example" + i + ".js")
  seen.push(lines)
}
process.stdout.write(JSON.stringify(seen))
`

/** As a user's bundler would: outside this repository, from the package's own entries. */
async function runExamples(url: string): Promise<string[][]> {
  const folder = mkdtempSync(join(tmpdir(), "taonet-readme-"))
  try {
    const entryPoints = examples.map(({ code }, index) => {
      const path = join(folder, `example${index}.ts`)
      writeFileSync(path, code)
      return path
    })
    writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }))
    writeFileSync(join(folder, "runner.js"), runner)
    await build({
      entryPoints,
      outdir: folder,
      bundle: true,
      splitting: true,
      platform: "node",
      format: "esm",
      nodePaths: [join(root, "node_modules")],
      banner: {
        js: 'import { createRequire as from } from "node:module"; const require = from(import.meta.url);',
      },
      logLevel: "silent",
    })
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, "runner.js")], {
      env: { ...process.env, TAONET_URL: url },
      timeout: 100_000,
    })
    return JSON.parse(stdout) as string[][]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

describe("the README's examples", () => {
  let seen: string[][] = []
  beforeAll(async () => {
    const node = await startLocalNode({ blockTimeMs: "instant" })
    try {
      seen = await runExamples(node.url)
    } finally {
      await node.close()
    }
  })

  it("are all known here", () => {
    expect(examples.map(({ title }) => title)).toEqual(Object.keys(printed))
  })
  it.each(Object.entries(printed))("run: %s", (title, lines) => {
    expect(seen[examples.findIndex((example) => example.title === title)]).toEqual(lines)
  })
})
