import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { type DocumentedCall, readDocumented } from "./callCoverage/documented.ts"
import { callsDocument } from "./callCoverage/render.ts"
import { coverageOf, documentFile, reportOf } from "./callCoverage.ts"

const call = (name: string, errors: readonly string[], never = {}): [string, DocumentedCall] => [
  `Sudo.${name}`,
  { pallet: "Sudo", name, errors, unreachable: new Map(Object.entries(never)) },
]
const documented = {
  calls: new Map([call("sudo", ["Sudo.RequireSudo"]), call("set_key", ["BadOrigin"], { Other: "no" })]),
  mistakes: [],
}
const notes = (...reached: string[]) =>
  new Map(coverageOf(documented, new Set(reached)).map((line) => [line.name, line]))

test("a call is whole when tests have seen it succeed and fail with each documented error", () => {
  const sudo = notes("Sudo.sudo ok", "Sudo.sudo Sudo.RequireSudo").get("sudo")
  expect(sudo).toMatchObject({ succeeds: true, missing: [], undocumented: [], listed: true })
})

test("what no test has seen is missing, and so is a call in no table", () => {
  const seen = notes("Sudo.set_key Sudo.RequireSudo", "Sudo.sudo_as ok")
  expect(seen.get("set_key")).toMatchObject({
    succeeds: false,
    missing: ["BadOrigin"],
    undocumented: ["Sudo.RequireSudo"],
  })
  expect(seen.get("sudo_as")).toMatchObject({ listed: false })
  const report = reportOf([...seen.values()])
  expect(report).toContain("Sudo.sudo: NO ok, 0 / 1 errors; missing Sudo.RequireSudo")
  expect(report.at(-1)).toMatch(/^Sudo: 1 \/ \d calls succeed, 0 \/ 2 errors seen, 0 \/ \d calls whole$/)
})

test("the tables name calls and errors that exist, each once", async () => {
  expect((await readDocumented()).mistakes).toEqual([])
})

test("an outcome that a table calls unreachable must not be seen", () => {
  expect(
    notes("Sudo.set_key Other", "Sudo.set_key ok", "Sudo.set_key BadOrigin").get("set_key"),
  ).toMatchObject({
    missing: [],
    contradicted: ["Other"],
  })
})

test("the page for people has each call with its errors", () => {
  const page = callsDocument(documented)
  expect(page).toContain("## Sudo\n\n- **sudo**: `RequireSudo`\n")
  expect(page).toContain("- **set_key**, `Other`: no\n")
})

test("docs/CALLS.md says what the tables say (npx tsx scripts/callCoverage.ts --document rewrites it)", async () => {
  expect(readFileSync(documentFile, "utf8")).toBe(callsDocument(await readDocumented()))
})
