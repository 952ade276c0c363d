import type { DispatchResult } from "@taonet/frame/dispatch/dispatcher"
import { rootOrigin, signedOrigin } from "@taonet/frame/origin"
import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { State } from "@taonet/frame/state"
import { U64F64 } from "@taonet/primitives/fixed/formats"
import type { Hex } from "@taonet/primitives/hex"
import { createReader } from "@taonet/primitives/scale/index"
import { beforeEach, describe, expect, it } from "vitest"
import { RuntimeCall } from "../../outer.ts"
import { storage as aura } from "../aura/schema.ts"
import { storageIndex } from "../subtensor/neurons/storageIndex.ts"
import { storage } from "../subtensor/schema.ts"
import { increaseStake, stakeOf } from "../subtensor/staking/stake.ts"
import { storage as system } from "../system/schema.ts"
import { createTestState, takeEvents } from "../utility/dispatch.testkit.ts"
import { isFrozen } from "./freezeWindow.ts"
import { adminUtils } from "./index.ts"
import { calls, schema } from "./schema.ts"
import { ownerSettings } from "./settings/owner.ts"

const owner: Hex = `0x${"aa".repeat(32)}`
const stranger: Hex = `0x${"bb".repeat(32)}`
const netuid = 5
const { ONE } = U64F64

let state: State
beforeEach(() => {
  state = createTestState([adminUtils])
  enterBlock(1000)
  storage.NetworksAdded.set(state, netuid, true)
  storage.SubnetOwner.set(state, netuid, owner)
  storage.Tempo.set(state, netuid, 360)
  storage.LastEpochBlock.set(state, netuid, 990n)
  storage.SubnetworkN.set(state, netuid, 100)
})

const enterBlock = (block: number) => system.Number.set(state, block)
const as = (who: Hex | "root", call: RuntimeCallValue): string =>
  nameOf(state.dispatcher.dispatch(state, who === "root" ? rootOrigin : signedOrigin(who), call))
const nameOf = (result: DispatchResult): string =>
  result.ok
    ? "ok"
    : result.error.message.replace(/:.*/, "").replace("SubtensorModule", "S").replace("AdminUtils", "A")

/** The call with all its arguments zero. */
function zeroCall(name: keyof typeof calls): RuntimeCallValue {
  const bytes = new Uint8Array(200)
  bytes[0] = schema.index
  bytes[1] = calls[name].spec.index
  return RuntimeCall.decodeFrom(createReader(bytes))
}
const names = Object.keys(calls) as (keyof typeof calls)[]
const retired = ["sudo_set_network_pow_registration_allowed", "sudo_set_total_issuance"]

describe("the table", () => {
  it("has logic for all calls", () => {
    expect(names).toHaveLength(93)
    expect(names.filter((name) => !(name in adminUtils.calls))).toEqual([])
  })

  it("lets in nobody else, and the owner only where it may", () => {
    const live = names.filter((name) => !retired.includes(name))
    for (const name of live) expect([name, as(stranger, zeroCall(name))]).toEqual([name, "BadOrigin"])
    storage.SubnetOwner.set(state, 0, owner)
    const owners = live.filter((name) => as(owner, zeroCall(name)) !== "BadOrigin")
    const special = [
      "tempo",
      "activity_cutoff_factor",
      "alpha_values",
      "mechanism_count",
      "mechanism_emission_split",
      "sn_owner_hotkey",
    ]
    const expected = [
      ...ownerSettings.map(({ name }) => name),
      ...special.map((name) => `sudo_set_${name}`),
      "sudo_trim_to_max_allowed_uids",
    ]
    expect(owners.sort()).toEqual(expected.sort())
    expect(owners).toHaveLength(37)
  })

  it("refuses retired calls whoever asks", () => {
    expect(as(stranger, zeroCall("sudo_set_total_issuance"))).toBe("A.Deprecated")
    expect(as("root", zeroCall("sudo_set_network_pow_registration_allowed"))).toBe(
      "A.POWRegistrationDisabled",
    )
  })
})

describe("an owner's setting", () => {
  const setRho = (rho: number, on = netuid) => calls.sudo_set_rho.make({ netuid: on, rho })

  it("checks origin, rate limit, freeze window, subnet, in this order", () => {
    expect(as(owner, setRho(1))).toBe("ok")
    storage.PendingEpochAt.set(state, netuid, 1001n)
    expect(as(stranger, setRho(2))).toBe("BadOrigin")
    expect(as(owner, setRho(2))).toBe("S.TxRateLimitExceeded")
    expect(as("root", setRho(2))).toBe("S.AdminActionProhibitedDuringWeightsWindow")
    expect(as("root", setRho(2, 6))).toBe("S.AdminActionProhibitedDuringWeightsWindow")
    storage.AdminFreezeWindow.set(state, 0)
    expect(as("root", setRho(2, 6))).toBe("A.SubnetDoesNotExist")
    expect(storage.Rho.get(state, netuid)).toBe(1)
  })

  it("is limited to once per two tempos, for each setting apart; root is not and starts no wait", () => {
    expect(as("root", setRho(3))).toBe("ok")
    expect(as(owner, setRho(4))).toBe("ok")
    expect(as("root", setRho(5))).toBe("ok")
    enterBlock(1719)
    expect(as(owner, setRho(6))).toBe("S.TxRateLimitExceeded")
    expect(as(owner, calls.sudo_set_toggle_transfer.make({ netuid, toggle: false }))).not.toContain("TxRate")
    enterBlock(1720)
    storage.LastEpochBlock.set(state, netuid, 1720n)
    expect(as(owner, setRho(6))).toBe("ok")
  })

  it("records no use when it fails", () => {
    const burn = calls.sudo_set_min_burn.make({ netuid, min_burn: 1_000_000_000n })
    expect(as(owner, burn)).toBe("A.ValueNotInBounds")
    expect(as(owner, burn)).toBe("A.ValueNotInBounds")
  })

  it("counts the version key per owner and five tempos", () => {
    const set = calls.sudo_set_weights_version_key.make({ netuid, weights_version_key: 7n })
    expect(as(owner, set)).toBe("ok")
    expect(storage.TransactionKeyLastBlock.get(state, owner, netuid, 4)).toBe(1000n)
    enterBlock(2799)
    storage.LastEpochBlock.set(state, netuid, 2790n)
    expect(as(owner, set)).toBe("S.TxRateLimitExceeded")
    enterBlock(2800)
    expect(as(owner, set)).toBe("ok")
  })
})

describe("the freeze window", () => {
  it("closes the last blocks before an epoch and opens with it", () => {
    const at = (block: number) => {
      enterBlock(block)
      return isFrozen(state, netuid)
    }
    expect([at(1340), at(1341), at(1349), at(1400)]).toEqual([false, true, true, true])
    storage.LastEpochBlock.set(state, netuid, 1400n)
    expect(at(1400)).toBe(false)
    storage.Tempo.set(state, netuid, 0)
    storage.PendingEpochAt.set(state, netuid, 9999n)
    expect(at(1400)).toBe(false)
  })
})

/** `call → refused value → error → allowed value`; all by root on the subnet. */
const bounds: readonly (readonly [keyof typeof calls, string, unknown, string, unknown])[] = [
  ["sudo_set_activity_cutoff", "activity_cutoff", 359, "S.ActivityCutoffTooLow", 360],
  ["sudo_set_min_burn", "min_burn", 1_000_000_000n, "A.ValueNotInBounds", 999_999_999n],
  ["sudo_set_max_burn", "max_burn", 100_000_000n, "A.ValueNotInBounds", 100_000_001n],
  ["sudo_set_commit_reveal_weights_interval", "interval", 101n, "S.RevealPeriodTooLarge", 100n],
  ["sudo_set_commit_reveal_weights_interval", "interval", 0n, "S.RevealPeriodTooSmall", 1n],
  ["sudo_set_owner_immune_neuron_limit", "immune_neurons", 11, "S.InvalidValue", 10],
  ["sudo_set_owner_immune_neuron_limit", "immune_neurons", 0, "S.InvalidValue", 1],
  ["sudo_set_burn_half_life", "burn_half_life", 36_101, "A.InvalidValue", 36_100],
  ["sudo_set_burn_increase_mult", "burn_increase_mult", 3n * ONE + 1n, "A.InvalidValue", 3n * ONE],
  ["sudo_set_burn_increase_mult", "burn_increase_mult", ONE - 1n, "A.InvalidValue", ONE],
  ["sudo_set_min_childkey_take_per_subnet", "take", 11_797, "A.InvalidValue", 11_796],
  ["sudo_set_collateral_lock_share", "lock_share", 62_259, "A.CollateralLockShareTooHigh", 62_258],
  ["sudo_set_collateral_drain_ratio", "drain_ratio", 0n, "A.CollateralDrainRatioOutOfBounds", 10n * ONE],
  ["sudo_set_max_allowed_uids", "max_allowed_uids", 63, "A.MaxAllowedUidsLessThanMinAllowedUids", 100],
  ["sudo_set_max_allowed_uids", "max_allowed_uids", 99, "A.MaxAllowedUIdsLessThanCurrentUIds", 100],
  [
    "sudo_set_max_allowed_uids",
    "max_allowed_uids",
    257,
    "A.MaxAllowedUidsGreaterThanDefaultMaxAllowedUids",
    256,
  ],
  ["sudo_set_max_allowed_validators", "max_allowed_validators", 257, "A.MaxValidatorsLargerThanMaxUIds", 256],
  ["sudo_set_min_allowed_uids", "min_allowed_uids", 256, "A.MinAllowedUidsGreaterThanMaxAllowedUids", 99],
  ["sudo_set_min_allowed_uids", "min_allowed_uids", 100, "A.MinAllowedUidsGreaterThanCurrentUids", 99],
  ["sudo_set_max_epochs_per_block", "max_epochs_per_block", 0, "A.ValueNotInBounds", 1],
  ["sudo_set_max_mechanism_count", "max_mechanism_count", 17, "S.InvalidValue", 16],
  ["sudo_set_emission_bar_quantile", "quantile", ONE, "A.InvalidValue", ONE - 1n],
  ["sudo_set_emission_gate_exponent", "exponent", ONE - 1n, "A.InvalidValue", 8n * ONE],
  ["sudo_set_tao_flow_normalization_exponent", "exponent", 2n * ONE + 1n, "A.InvalidValue", 2n * ONE],
  ["sudo_set_basket_liquidity_cap", "cap", 0, "A.ValueNotInBounds", 1],
]

describe("bounds", () => {
  const make = (name: keyof typeof calls, field: string, value: unknown): RuntimeCallValue => ({
    type: "AdminUtils",
    value: { type: name, value: { netuid, [field]: value } },
  })

  it.each(bounds)("%s %s", (name, field, refused, error, allowed) => {
    expect(as("root", make(name, field, refused))).toBe(error)
    expect(as("root", make(name, field, allowed))).toBe("ok")
  })

  it("differ for the owner where it may go less far", () => {
    const smoothing = make("sudo_set_bonds_moving_average", "bonds_moving_average", 975_001n)
    const steepness = make("sudo_set_alpha_sigmoid_steepness", "steepness", -1)
    expect(as(owner, smoothing)).toBe("A.BondsMovingAverageMaxReached")
    expect(as(owner, steepness)).toBe("A.NegativeSigmoidSteepness")
    expect([as("root", smoothing), as("root", steepness)]).toEqual(["ok", "ok"])
  })

  it("some settings are not for root's subnet", () => {
    storage.NetworksAdded.set(state, 0, true)
    storage.AdminFreezeWindow.set(state, 0)
    expect(as("root", calls.sudo_set_owner_cut_enabled.make({ netuid: 0, enabled: true }))).toBe(
      "A.NotPermittedOnRootSubnet",
    )
    expect(as("root", calls.sudo_set_subnet_emission_enabled.make({ netuid: 7, enabled: true }))).toBe(
      "A.SubnetDoesNotExist",
    )
  })
})

describe("events", () => {
  it("carry subnet and value, of this pallet or of SubtensorModule", () => {
    as("root", calls.sudo_set_kappa.make({ netuid, kappa: 9 }))
    as("root", calls.sudo_set_bonds_reset_enabled.make({ netuid, enabled: true }))
    as("root", calls.sudo_set_network_rate_limit.make({ rate_limit: 3n }))
    as("root", calls.sudo_set_default_take.make({ default_take: 5 }))
    expect(
      state.events.splice(0).map(({ event }) => [event.type, event.value.type, event.value.value]),
    ).toEqual([
      ["SubtensorModule", "KappaSet", [netuid, 9]],
      ["SubtensorModule", "BondsResetOnSet", [netuid, true]],
      ["AdminUtils", "BondsResetToggled", { netuid, enabled: true }],
      ["SubtensorModule", "NetworkRateLimitSet", 3n],
      ["SubtensorModule", "MaxDelegateTakeSet", 5],
    ])
  })

  it("are missing where the reference has none", () => {
    as("root", calls.sudo_set_rho.make({ netuid, rho: 9 }))
    as("root", calls.sudo_set_subtoken_enabled.make({ netuid, subtoken_enabled: true }))
    as("root", calls.sudo_set_ck_burn.make({ burn: 9n }))
    as("root", calls.sudo_toggle_evm_precompile.make({ precompile_id: "Staking", enabled: true }))
    expect(takeEvents(state)).toEqual([])
    as("root", calls.sudo_toggle_evm_precompile.make({ precompile_id: "Staking", enabled: false }))
    expect(takeEvents(state)).toEqual(["PrecompileUpdated"])
  })
})

describe("tempo and activity cutoff", () => {
  const setTempo = (tempo: number) => calls.sudo_set_tempo.make({ netuid, tempo })

  it("bounds and limits bind the owner, the window binds both, and a new period starts", () => {
    expect(as(owner, setTempo(359))).toBe("S.TempoOutOfBounds")
    expect(as(owner, setTempo(400))).toBe("ok")
    expect(storage.LastEpochBlock.get(state, netuid)).toBe(1000n)
    expect(takeEvents(state)).toEqual(["TempoSet"])
    expect(as(owner, setTempo(400))).toBe("S.TxRateLimitExceeded")
    expect(as("root", setTempo(5))).toBe("ok")
    expect(as("root", setTempo(0))).toBe("S.AdminActionProhibitedDuringWeightsWindow")
    expect(as("root", calls.sudo_set_tempo.make({ netuid: 9, tempo: 5 }))).toBe("S.SubnetNotExists")
  })

  it("root sets the cutoff factor within the window too", () => {
    const set = (factor_milli: number) => calls.sudo_set_activity_cutoff_factor.make({ netuid, factor_milli })
    storage.PendingEpochAt.set(state, netuid, 1005n)
    expect(as(owner, set(999))).toBe("S.ActivityCutoffFactorMilliOutOfBounds")
    expect(as(owner, set(1000))).toBe("S.AdminActionProhibitedDuringWeightsWindow")
    expect(as("root", set(1000))).toBe("ok")
    expect(takeEvents(state)).toEqual(["ActivityCutoffFactorMilliSet"])
  })

  it("liquid alpha's bounds need it on", () => {
    const set = (alpha_low: number, alpha_high: number) =>
      as("root", calls.sudo_set_alpha_values.make({ netuid, alpha_low, alpha_high }))
    expect(set(1638, 60_000)).toBe("S.LiquidAlphaDisabled")
    storage.LiquidAlphaOn.set(state, netuid, true)
    expect([set(1, 1637), set(1637, 1638), set(3000, 2000)]).toEqual([
      "S.AlphaHighTooLow",
      "S.AlphaLowOutOfRange",
      "S.AlphaLowOutOfRange",
    ])
    expect(set(1638, 1638)).toBe("ok")
    expect(storage.AlphaValues.get(state, netuid)).toEqual([1638, 1638])
  })
})

describe("mechanisms", () => {
  const setCount = (mechanism_count: number) =>
    calls.sudo_set_mechanism_count.make({ netuid, mechanism_count })
  const setSplit = (maybe_split: number[] | undefined) =>
    calls.sudo_set_mechanism_emission_split.make({ netuid, maybe_split })

  it("need room for all their uids", () => {
    expect(as("root", setCount(0))).toBe("S.InvalidValue")
    expect(as("root", setCount(3))).toBe("S.InvalidValue")
    expect(as("root", setCount(2))).toBe("S.TooManyUIDsPerMechanism")
    storage.MaxAllowedUids.set(state, netuid, 128)
    expect(as("root", setCount(2))).toBe("ok")
    expect(as("root", calls.sudo_set_max_allowed_uids.make({ netuid, max_allowed_uids: 129 }))).toBe(
      "S.TooManyUIDsPerMechanism",
    )
  })

  it("lose what they stored, and the split, when there are fewer", () => {
    const index = storageIndex(netuid, 1)
    storage.MechanismCountCurrent.set(state, netuid, 2)
    storage.Weights.set(state, index, 3, [[1, 2]])
    storage.Weights.set(state, netuid, 3, [[1, 2]])
    expect(as("root", setSplit([1, 2]))).toBe("S.InvalidValue")
    expect(as("root", setSplit([65_535]))).toBe("S.InvalidValue")
    expect(as("root", setSplit([65_000, 535]))).toBe("ok")
    expect(as("root", setCount(1))).toBe("ok")
    expect([...storage.Weights.keys(state)]).toEqual([[netuid, 3]])
    expect(storage.MechanismEmissionSplit.get(state, netuid)).toBeUndefined()
  })

  it("wait 7200 blocks between changes, one on fast chains", () => {
    storage.MaxAllowedUids.set(state, netuid, 128)
    expect(as(owner, setCount(2))).toBe("ok")
    expect(as(owner, setCount(1))).toBe("S.TxRateLimitExceeded")
    enterBlock(1001)
    expect(as(owner, setCount(1))).toBe("ok")
  })
})

describe("the rest", () => {
  it("forgets the emission bar when its rule changes", () => {
    storage.EmissionGateBar.set(state, 5n)
    as("root", calls.sudo_set_emission_bar_rank.make({ rank: 0 }))
    expect(storage.EmissionGateBar.has(state)).toBe(false)
  })

  it("freezes and releases baskets", () => {
    as("root", calls.sudo_set_basket_trading_frozen.make({ hotkey: stranger, frozen: true }))
    expect(storage.BasketTradingFrozen.has(state, stranger)).toBe(true)
    as("root", calls.sudo_set_basket_trading_frozen.make({ hotkey: stranger, frozen: false }))
    expect(storage.BasketTradingFrozen.has(state, stranger)).toBe(false)
  })

  it("names new authors in state and header", () => {
    const author = new Uint8Array(32).fill(7)
    as("root", calls.swap_authorities.make({ new_authorities: [] }))
    expect(aura.Authorities.has(state)).toBe(false)
    as("root", calls.swap_authorities.make({ new_authorities: [author] }))
    expect(aura.Authorities.get(state)).toEqual([author])
    const [log] = system.Digest.get(state).logs
    expect(log).toMatchObject({ type: "Consensus" })
    expect(log?.type === "Consensus" && log.value[1].subarray(0, 3)).toEqual(Uint8Array.of(1, 4, 7))
  })

  it("clears nominations that a higher minimum makes too small, the owner's own not", () => {
    storage.Owner.set(state, stranger, owner)
    storage.NetworksAdded.set(state, 0, true)
    for (const coldkey of [owner, stranger]) increaseStake(state, stranger, coldkey, 0, 3_000_000n)
    const raise = (min_stake: bigint) =>
      as("root", calls.sudo_set_nominator_min_required_stake.make({ min_stake }))
    expect(raise(1_500_000n)).toBe("ok")
    expect(stakeOf(state, stranger, stranger, 0)).toBe(3_000_000n)
    expect(raise(1_600_000n)).toBe("ok")
    expect(stakeOf(state, stranger, stranger, 0)).toBe(3_000_000n)
    expect(raise(4_000_000n)).toBe("ok")
    expect(stakeOf(state, stranger, stranger, 0)).toBe(0n)
    expect(stakeOf(state, stranger, owner, 0)).toBe(3_000_000n)
  })
})
