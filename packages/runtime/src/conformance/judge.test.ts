import { describe, expect, it } from "vitest"
import { createRuntime } from "../runtime.ts"
import { palletSchemas } from "../schemas.ts"
import { isItem } from "./items.ts"
import { judgeTrace } from "./judge.ts"
import { knownChanges } from "./knownChanges.ts"
import { newItems } from "./newItems.ts"
import { recordedLines } from "./recorded.testkit.ts"
import { recordedNetwork } from "./recordedNetwork.ts"
import { callName, type TraceLine } from "./trace.ts"

const runtime = createRuntime(recordedNetwork)
const lines = recordedLines("tiny_stake_1")

/** Judges the trace with its first successful `add_stake` changed. */
function judgeChanged(change: (line: TraceLine) => TraceLine) {
  const at = lines.findIndex((line) => callName(line) === "SubtensorModule.add_stake" && !line.err)
  const changed = lines.with(at, change(lines[at]!))
  return [...judgeTrace(runtime, changed)].find(({ number }) => number === at + 1)!
}

const twice = (raw: string): `0x${string}` =>
  `0x${raw.slice(2).replace(/^../, (byte) => (byte === "01" ? "02" : "01"))}`

describe("judgeTrace", () => {
  it("finds a changed value, and nothing else", () => {
    const { verdict, unexplained } = judgeChanged((line) => {
      const keys = new Map(lines.flatMap(({ k = [] }) => k).map((key) => [key[0], key[1]]))
      const ch = (line.ch ?? []).map(([id, raw, decoded]) =>
        keys.get(id) === "SubtensorModule.SubnetTAO"
          ? ([id, twice(raw ?? ""), decoded] as const)
          : ([id, raw, decoded] as const),
      )
      return { ...line, ch }
    })
    expect(verdict).toBe("differ")
    expect(unexplained).toMatchObject([{ kind: "storage", item: "SubtensorModule.SubnetTAO" }])
  })

  it("finds another result", () => {
    const { verdict, unexplained } = judgeChanged((line) => ({
      ...line,
      err: "SubtensorModule.AmountTooLow",
      ev: [],
      ch: [],
    }))
    expect(verdict).toBe("differ")
    expect(unexplained).toEqual([{ kind: "result", recorded: "SubtensorModule.AmountTooLow", ours: "ok" }])
  })

  it("finds a missing event, one too many, and two that changed places", () => {
    const events = (change: (ev: NonNullable<TraceLine["ev"]>) => TraceLine["ev"]) =>
      judgeChanged((line) => ({ ...line, ev: change(line.ev ?? []) ?? [] })).unexplained
    const last = { kind: "event", name: "SubtensorModule.StakeAdded" }
    expect(events((ev) => ev.slice(0, -1))).toMatchObject([{ ...last, side: "ours" }])
    expect(events((ev) => [...ev, ev.at(-1)!])).toMatchObject([{ ...last, side: "recorded" }])
    expect(events((ev) => [ev.at(-1)!, ...ev.slice(0, -1)])).toMatchObject([
      { ...last, side: "recorded" },
      { ...last, side: "ours" },
    ])
  })

  it("lets no difference pass without the table", () => {
    const judged = [...judgeTrace(runtime, lines, { known: [] })]
    const count = (verdict: string) => judged.filter((each) => each.verdict === verdict).length
    expect(count("known")).toBe(0)
    expect(count("differ")).toBeGreaterThan(10)
  })
})

describe("knownChanges", () => {
  const callNames = new Set(palletSchemas.flatMap(({ tables }) => Object.keys(tables.calls)))
  const eventNames = new Set(
    palletSchemas.flatMap(({ name, tables }) =>
      Object.keys(tables.events).map((event) => `${name}.${event}`),
    ),
  )
  const gone = ["set_root_claim_type", "sudo_set_num_root_claims"]

  it("have a name of their own, a reason and a source", () => {
    expect(new Set(knownChanges.map(({ name }) => name)).size).toBe(knownChanges.length)
    for (const { name, why, source } of knownChanges) {
      expect(why.length, name).toBeGreaterThan(20)
      expect(source, name).toMatch(/\.(md|rs|json|scale)/)
    }
  })

  it("speak of calls, items and events that there are", () => {
    for (const { name, of, items = [], events = [] } of knownChanges) {
      for (const call of typeof of === "string" ? [] : of) {
        expect(callNames.has(call) !== gone.includes(call), `${name}: ${call}`).toBe(true)
      }
      expect(
        items.filter((item) => !isItem(item)),
        name,
      ).toEqual([])
      expect(
        events.filter((event) => !eventNames.has(event)),
        name,
      ).toEqual([])
    }
  })

  it("excuse something definite", () => {
    for (const { name, oldRule, successor, items, events, results } of knownChanges) {
      expect(
        [oldRule, successor, items, events, results].some((part) => part !== undefined),
        name,
      ).toBe(true)
    }
  })

  it("take for new only what the recordings never hold", () => {
    const recorded = new Set(recordedLines("fuzz_mix_2").flatMap(({ k = [] }) => k.map(([, item]) => item)))
    expect(newItems.filter((item) => recorded.has(item))).toEqual([])
  })
})
