import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { measureParity } from "./parity/measure.ts"
import { between, listsOf, tableOf } from "./parity/render.ts"
import { usedStorage } from "./parity/storageUse.ts"
import { parityFiles, root } from "./parity.ts"

test.each([...parityFiles()])("%s says what is (npx tsx scripts/parity.ts rewrites it)", (file, text) => {
  expect(readFileSync(join(root, file), "utf8")).toBe(text)
})

test("everything declared is counted", () => {
  const { pallets, apis } = measureParity(root)
  const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0)
  expect(pallets).toHaveLength(28)
  expect(sum(pallets.map(({ calls }) => calls.declared))).toBe(305)
  expect(sum(pallets.map(({ storage }) => storage.declared))).toBe(390)
  expect(apis).toHaveLength(25)
})

test("storage counts as used where logic names it, under any alias, and not where it is only declared", () => {
  const used = usedStorage(join(root, "packages/runtime/src"))
  // transfers read System's accounts as `system.Account`.
  expect(used.get("system")?.has("Account")).toBe(true)
  expect(used.get("subtensor")?.has("Weights")).toBe(true)
  // Declared, and only ever cleaned up.
  expect(used.get("subtensor")?.has("ValidatorPruneLen")).toBe(false)
})

test("the texts name what is missing and hide nothing", () => {
  const parity = {
    pallets: [
      { name: "A", calls: { declared: 2, missing: ["x"] }, storage: { declared: 0, missing: [] } },
      { name: "B", calls: { declared: 1, missing: [] }, storage: { declared: 3, missing: ["P", "Q"] } },
    ],
    apis: [{ name: "Api", methods: { declared: 1, missing: [] } }],
  }
  const table = tableOf(parity)
  expect(table).toContain("**2 / 3** calls, **1 / 3** storage items, **1 / 1** methods")
  expect(table).toContain("| A | 1 / 2 | – |")
  expect(table).toContain("| B | 1 / 1 | 1 / 3 |")
  const lists = listsOf(parity)
  expect(lists).toContain("- **A** (1): `x`")
  expect(lists).toContain("- **B** (2): `P`, `Q`")
  expect(lists).toMatch(/not answered\n\nNone\.$/)
  expect(between("a <!-- p:begin -->old<!-- p:end --> b", "p", "new")).toBe(
    "a <!-- p:begin -->\nnew\n<!-- p:end --> b",
  )
  expect(() => between("no markers", "p", "new")).toThrow("no <!-- p:begin -->")
})
