import { existsSync } from "node:fs"
import type { Origin } from "@taonet/frame/origin"
import type { State } from "@taonet/frame/state"
import { expect, it } from "vitest"
import "../../../schemas.ts"
import { addStake } from "../calls/addStake.ts"
import { addStakeLimit } from "../calls/addStakeLimit.ts"
import { removeStake } from "../calls/removeStake.ts"
import { removeStakeFullLimit } from "../calls/removeStakeFullLimit.ts"
import { removeStakeLimit } from "../calls/removeStakeLimit.ts"
import { storage } from "../storage.ts"
import { account, replay } from "./traceReplay.testkit.ts"

const handlers: Readonly<Record<string, (state: State, origin: Origin, args: never) => unknown>> = {
  add_stake: addStake,
  add_stake_limit: addStakeLimit,
  remove_stake: removeStake,
  remove_stake_limit: removeStakeLimit,
  remove_stake_full_limit: removeStakeFullLimit,
}
/** 461 stamps only root stake with a block, and keeps these new maps. */
const knownDifferences = [
  storage.LastColdkeyHotkeyStakeBlock,
  storage.TotalAlphaStaked,
  storage.AlphaSharePoolEpoch,
  storage.AlphaShareEpoch,
]
const amounts = ["amount_staked", "amount_unstaked", "limit_price", "alpha_amount", "amount"]

function decode(args: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      if (amounts.includes(name)) return [name, value === null ? undefined : BigInt(value as number | string)]
      return [name, typeof value === "string" ? account(value) : value]
    }),
  )
}

const traces = process.env["TRACES"]?.split(",") ?? ["tiny_stake_1", "tiny_stake_2"]
it.each(traces)("does what the real pallet did, %s", (name) => {
  const file = existsSync(name)
    ? name
    : new URL(`../../../../../../vectors/traces/${name}.jsonl.gz`, import.meta.url)
  const judged = replay(
    file,
    (call, args) => {
      const handler = handlers[call]
      return handler && ((state, origin) => handler(state, origin, decode(args) as never))
    },
    knownDifferences,
  )
  console.log(name, judged.length)
  for (const { line, call, recorded, ours } of judged) {
    if (process.env["SOFT"]) {
      const d = JSON.stringify(ours) === JSON.stringify(recorded)
      const eq =
        ours.error === recorded.error &&
        JSON.stringify(ours.changes) === JSON.stringify(recorded.changes) &&
        JSON.stringify(ours.events) === JSON.stringify(recorded.events)
      if (!eq) {
        console.log(line, call, "REC", recorded.error, "OURS", ours.error)
        if (ours.error === recorded.error) {
          for (const k of new Set([...Object.keys(ours.changes), ...Object.keys(recorded.changes)]))
            if (ours.changes[k] !== recorded.changes[k])
              console.log("   ", k, "REC", recorded.changes[k], "OURS", ours.changes[k])
          if (JSON.stringify(ours.events) !== JSON.stringify(recorded.events))
            console.log("   REC ", JSON.stringify(recorded.events), "\n   OURS", JSON.stringify(ours.events))
        }
      }
      continue
    }
    expect({ line, call, ...ours }).toEqual({ line, call, ...recorded })
  }
})
