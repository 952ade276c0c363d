import { mkdtempSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { afterAll, expect, test } from "vitest"
import { type DemoBlock, runDemo } from "../../examples/browser/demo.ts"
import { chromiumPath, openInBrowser } from "../../packages/explorer/src/browser.testkit.ts"

const folder = mkdtempSync(join(tmpdir(), "taonet-browser-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface PageState {
  readonly blocks: readonly DemoBlock[]
  readonly done: boolean
  readonly error?: string
}

test("the demo runs in Node", async () => {
  const blocks: DemoBlock[] = []
  const { balanceBefore, balanceAfter, epochsBefore, epochsAfter, head } = await runDemo((block) =>
    blocks.push(block),
  )
  expect(blocks.length).toBeGreaterThan(10)
  expect(blocks.at(-1)).toEqual(head)
  expect(balanceAfter - balanceBefore).toBe(7_000_000_000n)
  expect(epochsAfter - epochsBefore).toBe(1n)
})

test.skipIf(chromiumPath === undefined)(
  `a chain boots in a page and has the state roots that Node has${chromiumPath === undefined ? " (skipped: no Chromium here)" : ""}`,
  async () => {
    const expected: DemoBlock[] = []
    await runDemo((block) => expected.push(block))
    const { buildPage } = (await import("../../examples/browser/build.mjs" as string)) as {
      buildPage(folder: string): Promise<string>
    }
    const path = await buildPage(folder)
    expect(statSync(path).size).toBeLessThan(4_000_000)
    const browser = await openInBrowser(chromiumPath as string, pathToFileURL(path).href)
    try {
      const state = await finished(browser.evaluate)
      expect(state.error).toBeUndefined()
      expect(state.blocks).toEqual(expected)
    } finally {
      await browser.close()
    }
  },
  120_000,
)

async function finished(evaluate: (expression: string) => Promise<unknown>): Promise<PageState> {
  for (;;) {
    const text = await evaluate("JSON.stringify(globalThis.taonet ?? null)")
    const state = typeof text === "string" ? (JSON.parse(text) as PageState | null) : null
    if (state?.done) return state
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
