import { neuronInfo } from "@taonet/neuron/testKit"
import { encodeAddress } from "@taonet/primitives/ss58"
import { devAccounts } from "@taonet/runtime/specs/devAccounts"
import { describe, expect, it } from "vitest"
import { type CallerOptions, callersOf, callersText } from "./callers.ts"
import { UsageError } from "./stop.ts"

const { Alice, Bob, Charlie, Dave } = devAccounts
const [staked, poor, stranger, miner] = [Alice, Bob, Charlie, Dave].map((account) =>
  encodeAddress(account),
) as [string, string, string, string]

function callers(options: Partial<CallerOptions> = {}) {
  const limits = callersOf({ limit: [], open: false, ...options })
  limits?.update({
    neurons: [
      neuronInfo(staked, { stake: 1_000_000_000n }),
      neuronInfo(poor, { stake: 999_999_999n }),
      neuronInfo(miner, { stake: 1_000_000_000_000n, incentive: 0.2 }),
    ],
  })
  return limits
}

describe("whom a miner answers", () => {
  it("are validators: hotkeys with stake on the subnet that are no miners, unless it is told otherwise", () => {
    const limits = callers()
    limits?.enter(staked)()
    for (const hotkey of [poor, miner, stranger])
      expect(() => limits?.enter(hotkey)).toThrow(expect.objectContaining({ status: 403 }))
    expect(callers({ open: true })).toBeUndefined()
  })

  it("are its owner's own, without stake and limits, after those who have some", () => {
    const limits = callers({
      allow: [stranger],
      limit: [{ minStake: 1n, requestsPerMinute: 1, concurrent: 1 }],
    })
    limits?.enter(poor)
    expect(() => limits?.enter(poor)).toThrow(expect.objectContaining({ status: 429 }))
    for (let times = 0; times < 100; times++) limits?.enter(stranger)
    expect(limits?.priority(stranger)).toBe(0)
    expect(() => callers({ allow: ["me"] })).toThrow(UsageError)
  })

  it("are told in a line", () => {
    expect(callersText({ limit: [], open: true })).toBe("anybody")
    expect(callersText({ limit: [], open: false, allow: [stranger] })).toBe(
      `hotkeys with a stake of 1 or more on the subnet but no miners, and ${stranger}; others get 403`,
    )
  })
})
