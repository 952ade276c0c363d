import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { State } from "@taonet/frame/state"
import { I96F32 } from "@taonet/primitives/fixed/formats"
import { describe, expect, it } from "vitest"
import { testRefusals } from "../../../refusals.testkit.ts"
import { devAccounts } from "../../../specs/devAccounts.ts"
import { createTestChain, type TestChain } from "../../../testKit.ts"
import { verdictOf } from "../../../verdict.testkit.ts"
import { storage as system } from "../../system/schema.ts"
import { calls, storage } from "../schema.ts"

/* Settings of the whole chain and of voting power. Who may set them: origins.test.ts. */

const { Alice } = devAccounts
const netuid = 1
const own = (name: string) => `SubtensorModule.${name}`

/** Alice owns subnet 1. */
function start(): TestChain {
  const chain = createTestChain()
  system.Number.set(chain.state, 10)
  storage.SubnetOwner.set(chain.state, netuid, Alice)
  return chain
}

const settings: readonly (readonly [
  call: RuntimeCallValue,
  read: (state: State) => unknown,
  value: unknown,
  event: { readonly type: string; readonly value: unknown } | undefined,
])[] = [
  [
    calls.sudo_set_tx_childkey_take_rate_limit.make({ tx_rate_limit: 7n }),
    (state) => storage.TxChildkeyTakeRateLimit.get(state),
    7n,
    { type: "TxChildKeyTakeRateLimitSet", value: 7n },
  ],
  [
    calls.sudo_set_min_childkey_take.make({ take: 65_535 }),
    (state) => storage.MinChildkeyTake.get(state),
    65_535,
    { type: "MinChildKeyTakeSet", value: 65_535 },
  ],
  [
    calls.sudo_set_max_childkey_take.make({ take: 0 }),
    (state) => storage.MaxChildkeyTake.get(state),
    0,
    { type: "MaxChildKeyTakeSet", value: 0 },
  ],
  [
    calls.sudo_set_root_claim_threshold.make({ netuid: 0, new_value: 10_000_000n }),
    (state) => storage.RootClaimableThreshold.get(state, 0),
    I96F32.fromInt(10_000_000n),
    undefined,
  ],
  [
    calls.sudo_set_voting_power_ema_alpha.make({ netuid, alpha: 10n ** 18n }),
    (state) => storage.VotingPowerEmaAlpha.get(state, netuid),
    10n ** 18n,
    { type: "VotingPowerEmaAlphaSet", value: { netuid, alpha: 10n ** 18n } },
  ],
  [
    calls.enable_voting_power_tracking.make({ netuid }),
    (state) => storage.VotingPowerTrackingEnabled.get(state, netuid),
    true,
    { type: "VotingPowerTrackingEnabled", value: { netuid } },
  ],
]

it.each(settings.map((row) => [row[0].value.type, ...row] as const))(
  "%s stores the value, without bounds of its own, and tells it",
  (_, call, read, value, event) => {
    const { state, call: dispatch } = start()
    expect(read(state)).not.toEqual(value)
    expect(verdictOf(dispatch("root", call))).toBe("ok")
    expect(read(state)).toEqual(value)
    expect(state.events.map((record) => record.event.value)).toEqual(event ? [event] : [])
  },
)

describe("disable_voting_power_tracking", () => {
  const call = calls.disable_voting_power_tracking.make({ netuid })
  testRefusals(start, [
    { error: own("VotingPowerTrackingNotEnabled"), when: "nothing is tracked", caller: Alice, call },
  ])

  it("ends it after a grace time, unless it is enabled again before", () => {
    const { state, call: dispatch } = start()
    const enable = calls.enable_voting_power_tracking.make({ netuid })
    for (const each of [enable, call]) expect(verdictOf(dispatch(Alice, each))).toBe("ok")
    expect(state.events.at(-1)?.event.value).toEqual({
      type: "VotingPowerTrackingDisableScheduled",
      value: { netuid, disable_at_block: 100_810n },
    })
    expect(storage.VotingPowerTrackingEnabled.get(state, netuid)).toBe(true)
    expect(storage.VotingPowerDisableAtBlock.get(state, netuid)).toBe(100_810n)
    expect(verdictOf(dispatch("root", enable))).toBe("ok")
    expect(storage.VotingPowerDisableAtBlock.has(state, netuid)).toBe(false)
  })
})

describe("bounds", () => {
  testRefusals(start, [
    {
      error: own("InvalidVotingPowerEmaAlpha"),
      when: "more than the whole",
      caller: "root",
      call: calls.sudo_set_voting_power_ema_alpha.make({ netuid, alpha: 10n ** 18n + 1n }),
    },
    {
      error: own("SubnetNotExists"),
      when: "the factor is for no subnet",
      caller: "root",
      call: calls.sudo_set_voting_power_ema_alpha.make({ netuid: 9, alpha: 1n }),
    },
    {
      error: own("SubnetNotExists"),
      when: "tracking is for no subnet",
      caller: "root",
      call: calls.enable_voting_power_tracking.make({ netuid: 9 }),
    },
    {
      error: own("InvalidRootClaimThreshold"),
      when: "the threshold is too high",
      caller: "root",
      call: calls.sudo_set_root_claim_threshold.make({ netuid: 0, new_value: 10_000_001n }),
    },
    {
      error: own("InvalidRootClaimThreshold"),
      when: "the threshold is not root's",
      caller: Alice,
      call: calls.sudo_set_root_claim_threshold.make({ netuid, new_value: 1n }),
    },
  ])
})
