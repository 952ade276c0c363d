/** The development chain's bench with tiny inputs, so that it still runs when somebody wants its figures. */
import { expect, it } from "vitest"
import { bootResults, inProcessResults } from "../../bench/dev/boot.ts"
import {
  emptyBlocksResults,
  epochResults,
  scenarioResults,
  snapshotResults,
} from "../../bench/dev/controls.ts"
import { peersResults } from "../../bench/dev/peers.ts"
import { pytestResults } from "../../bench/dev/pytest.ts"
import { memoryResults } from "../../bench/memory.ts"
import { waitForClients } from "../support/deadlines.ts"

waitForClients()

it("measures what is promised of a development chain", async () => {
  const results = [
    ...(await inProcessResults(1)),
    ...(await bootResults(1)),
    ...(await emptyBlocksResults(20)),
    ...(await epochResults(8, 1)),
    ...(await snapshotResults(50, 2)),
    ...(await scenarioResults("one-subnet")),
    ...(await memoryResults("development chain", 40, true)),
  ]
  expect(results.map(({ what }) => what)).toHaveLength(14)
  for (const { value } of results) expect(Number.isFinite(value)).toBe(true)
})

it("measures through pytest, or says why not", async () => {
  const lines = await pytestResults()
  expect(lines.map((line) => (typeof line === "string" ? "why not" : line.unit))).toEqual(
    lines.length === 1 ? ["why not"] : ["ms", "ms"],
  )
})

it("does the same with other chains, or says which are not installed", async () => {
  const lines = await peersResults({ blocks: 3, rounds: 1, reads: 8 })
  for (const name of ["Taonet", "Anvil", "Chopsticks"]) {
    const its = lines.filter((line) => (typeof line === "string" ? line : line.what).startsWith(`${name}:`))
    expect([1, 4]).toContain(its.length)
  }
  expect(lines[0]).toMatchObject({ what: "Taonet: start to the first answer", unit: "ms" })
})
