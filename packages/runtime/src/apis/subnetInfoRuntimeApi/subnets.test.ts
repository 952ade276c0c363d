import { toHex } from "@taonet/primitives/hex"
import { describe, expect, it } from "vitest"
import { storage } from "../../pallets/subtensor/storage.ts"
import type { DynamicInfo, HyperparamEntry, SubnetInfo, SubnetState } from "../../pallets/subtensor/types.ts"
import { account, createApiChain } from "../shared/apiChain.testkit.ts"

const api = "SubnetInfoRuntimeApi"
const text = (bytes: Uint8Array | number[]): string => new TextDecoder().decode(Uint8Array.from(bytes))

describe("subnet lists", () => {
  it("run in storage order, except those of subnet infos, which ascend", () => {
    const { state, ask } = createApiChain(1)
    for (const netuid of [2, 256, 257]) storage.NetworksAdded.set(state, netuid, true)
    storage.NetworksAdded.set(state, 3, false)
    const netuids = (method: string): number[] =>
      (ask(`${api}_${method}`) as { netuid: number }[]).map(({ netuid }) => netuid)
    expect(netuids("get_all_dynamic_info")).toEqual([0, 256, 1, 257, 2])
    expect(netuids("get_all_metagraphs")).toEqual([0, 256, 1, 257, 2])
    expect(netuids("get_subnets_info")).toEqual([0, 1, 2, 256, 257])
    expect(netuids("get_subnets_info_v2")).toEqual([0, 1, 2, 256, 257])
  })

  it("count blocks since the last step in two ways", () => {
    const { state, ask } = createApiChain(120)
    storage.BlocksSinceLastStep.set(state, 1, 5n)
    storage.LastMechansimStepBlock.set(state, 1, 100n)
    const info = ask(`${api}_get_subnet_info`, { netuid: 1 }) as SubnetInfo
    const dynamic = ask(`${api}_get_dynamic_info`, { netuid: 1 }) as DynamicInfo
    expect([info.blocks_since_last_step, dynamic.blocks_since_last_step]).toEqual([5n, 20n])
  })
})

describe("subnet names", () => {
  it("come from the identity, else from the list", () => {
    const { state, ask } = createApiChain(1)
    const name = (netuid: number): string => {
      storage.NetworksAdded.set(state, netuid, true)
      return text((ask(`${api}_get_dynamic_info`, { netuid }) as DynamicInfo).subnet_name)
    }
    expect([0, 1, 4, 61, 64, 65, 127, 128, 133, 500].map(name)).toEqual([
      "root",
      "apex",
      "targon",
      "red team",
      "chutes",
      "sad",
      "brahmi_u",
      "la",
      "ha",
      "unknown",
    ])
    const empty = new Uint8Array()
    const identity = {
      subnet_name: empty,
      github_repo: empty,
      subnet_contact: empty,
      subnet_url: empty,
      discord: empty,
      description: empty,
      logo_url: empty,
      additional: empty,
    }
    storage.SubnetIdentitiesV3.set(state, 1, identity)
    expect(name(1)).toBe("apex")
    storage.SubnetIdentitiesV3.set(state, 1, { ...identity, subnet_name: new TextEncoder().encode("mine") })
    expect(name(1)).toBe("mine")
  })
})

describe("hyperparameters", () => {
  it("v3 are 35 named values", () => {
    const { state, ask } = createApiChain(1)
    storage.MinChildkeyTakePerSubnet.set(state, 1, 9)
    storage.AlphaSigmoidSteepness.set(state, 1, -1000)
    const entries = ask(`${api}_get_subnet_hyperparams_v3`, { netuid: 1 }) as HyperparamEntry[]
    expect(entries).toHaveLength(35)
    const values = new Map(entries.map(({ name, value }) => [text(name), value]))
    expect(values.get("kappa")).toEqual({ type: "U16", value: 32_767 })
    expect(values.get("activity_cutoff")).toEqual({ type: "U64", value: 1388n })
    expect(values.get("min_childkey_take")).toEqual({ type: "U16", value: 9 })
    expect(values.get("alpha_sigmoid_steepness")).toEqual({ type: "I32F32", value: -1000n << 32n })
    expect(values.get("collateral_drain_ratio")).toEqual({ type: "U64F64", value: 1n << 64n })
    expect(values.get("max_burn")).toEqual({ type: "TaoBalance", value: 100_000_000_000n })
    expect([...values.keys()].slice(-2)).toEqual(["collateral_lock_share", "collateral_drain_ratio"])
  })

  it("never say a cutoff of 0", () => {
    const { state, ask } = createApiChain(1)
    storage.Tempo.set(state, 1, 0)
    expect(ask(`${api}_get_subnet_hyperparams_v2`, { netuid: 1 })).toMatchObject({
      activity_cutoff: 1n,
      yuma_version: 2,
    })
  })
})

describe("single answers", () => {
  it("get_subnet_to_prune picks the cheapest subnet that is not immune, then the oldest", () => {
    const { state, ask } = createApiChain(100)
    const prune = () => ask(`${api}_get_subnet_to_prune`)
    storage.NetworkImmunityPeriod.set(state, 10n)
    expect(prune()).toBe(1)
    for (const [netuid, registeredAt, price] of [
      [2, 50n, 5n],
      [3, 40n, 5n],
      [4, 91n, 1n],
    ] as const) {
      storage.NetworksAdded.set(state, netuid, true)
      storage.SubnetMechanism.set(state, netuid, 1)
      storage.NetworkRegisteredAt.set(state, netuid, registeredAt)
      storage.SubnetMovingPrice.set(state, netuid, price)
    }
    storage.SubnetMovingPrice.set(state, 1, 6n)
    expect(prune()).toBe(3)
    storage.NetworkImmunityPeriod.set(state, 9n)
    expect(prune()).toBe(4)
    storage.NetworkImmunityPeriod.set(state, 2n ** 64n - 1n)
    expect(prune()).toBeUndefined()
  })

  it("get_next_epoch_start_block answers for any netuid with a tempo", () => {
    const { state, ask } = createApiChain(1)
    const next = (netuid: number) => ask(`${api}_get_next_epoch_start_block`, { netuid })
    expect([next(1), next(7)]).toEqual([100n, 10n])
    storage.LastEpochBlock.set(state, 1, 300n)
    storage.PendingEpochAt.set(state, 1, 500n)
    expect(next(1)).toBe(400n)
    storage.PendingEpochAt.set(state, 1, 310n)
    expect(next(1)).toBe(310n)
    storage.Tempo.set(state, 1, 0)
    expect(next(1)).toBeUndefined()
  })

  it("get_subnet_account_id needs a row, except for root", () => {
    const { state, ask } = createApiChain(1)
    const of = (netuid: number) => ask(`${api}_get_subnet_account_id`, { netuid })
    expect(of(2)).toBeUndefined()
    storage.NetworksAdded.set(state, 2, false)
    const start = toHex(new TextEncoder().encode("modlsubtensr"))
    expect(of(2)).toBe(`${start}0200${"00".repeat(18)}`)
    expect(of(0)).toBe(`${start}${"00".repeat(20)}`)
  })

  it("get_block_emission follows the issuance", () => {
    const { state, ask } = createApiChain(1)
    expect(ask(`${api}_get_block_emission`)).toBe(1_000_000_000n)
    storage.TotalIssuance.set(state, 10_500_000_000_000_000n)
    expect(ask(`${api}_get_block_emission`)).toBe(500_000_000n)
  })

  it("get_coldkey_auto_stake_hotkey reads the destination", () => {
    const { state, ask } = createApiChain(1)
    const asked = { coldkey: account(1), netuid: 1 }
    expect(ask(`${api}_get_coldkey_auto_stake_hotkey`, asked)).toBeUndefined()
    storage.AutoStakeDestination.set(state, account(1), 1, account(2))
    expect(ask(`${api}_get_coldkey_auto_stake_hotkey`, asked)).toBe(account(2))
  })

  it("get_subnet_state has a list of emissions per existing subnet", () => {
    const { state, ask } = createApiChain(1)
    storage.LastHotkeyEmissionOnNetuid.set(state, account(0), 0, 7n)
    const answer = ask(`${api}_get_subnet_state`, { netuid: 1 }) as SubnetState
    expect(answer.emission_history).toEqual([[7n], [0n]])
    expect(answer.total_stake).toEqual([1_000_000_000n])
  })
})
