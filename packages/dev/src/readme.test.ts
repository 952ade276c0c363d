/** The TypeScript of README.md and docs/DEV_CHAIN.md runs as it stands there. */
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, it } from "vitest"
import { run } from "../../../tests/support/environments.ts"

const root = fileURLToPath(new URL("../../..", import.meta.url))
const pages = ["packages/dev/README.md", "docs/DEV_CHAIN.md"] as const

it.each(pages)(
  "%s",
  async (page) => {
    const blocks = [...readFileSync(join(root, page), "utf8").matchAll(/^```ts\n(.*?)^```$/gms)]
    expect(blocks).toHaveLength(1)
    const folder = mkdtempSync(join(tmpdir(), "taonet-dev-readme-"))
    try {
      symlinkSync(join(root, "node_modules"), join(folder, "node_modules"))
      writeFileSync(join(folder, "package.json"), '{ "type": "module" }')
      const file = join(folder, "example.ts")
      writeFileSync(file, blocks[0]?.[1] ?? "")
      const { code, output } = await run(process.execPath, ["--import", "tsx", file], {
        cwd: root,
        timeoutMs: 120_000,
      })
      expect({ code, output }).toMatchObject({ code: 0 })
      if (page === "docs/DEV_CHAIN.md") expect(output).toMatch(/^\d+ \d+ 12 true\n$/)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
  130_000,
)
