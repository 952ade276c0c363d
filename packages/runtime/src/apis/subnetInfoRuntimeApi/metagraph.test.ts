import { zero32 } from "@taonet/frame/zero"
import { describe, expect, it } from "vitest"
import { storage as commitments } from "../../pallets/commitments/schema.ts"
import { appendNeuron } from "../../pallets/subtensor/neurons/neurons.ts"
import { storage } from "../../pallets/subtensor/storage.ts"
import type { Metagraph } from "../../pallets/subtensor/types.ts"
import { devAccounts } from "../../specs/devAccounts.ts"
import { account, createApiChain } from "../shared/apiChain.testkit.ts"

const tao = 10n ** 9n
const api = "SubnetInfoRuntimeApi"
const bytes = (text: string): number[] => [...new TextEncoder().encode(text)]

const common = {
  identity: undefined,
  network_registered_at: 0n,
  block: 1n,
  tempo: 100,
  last_step: 0n,
  blocks_since_last_step: 1n,
  subnet_emission: 0n,
  alpha_out_emission: 0n,
  alpha_in_emission: 0n,
  tao_in_emission: 0n,
  pending_alpha_emission: 0n,
  pending_root_emission: 0n,
  subnet_volume: 0n,
  moving_price: 0n,
  rho: 10,
  kappa: 32_767,
  min_allowed_weights: 0,
  max_weights_limit: 65_535,
  weights_version: 0n,
  weights_rate_limit: 100n,
  activity_cutoff: 1388n,
  max_validators: 64,
  burn: tao / 10n,
  difficulty: 10_000_000n,
  registration_allowed: true,
  pow_registration_allowed: true,
  immunity_period: 4096,
  min_difficulty: 10_000_000n,
  max_difficulty: 2n ** 62n - 1n,
  min_burn: 500_000n,
  max_burn: 100n * tao,
  adjustment_alpha: 0n,
  adjustment_interval: 100,
  max_regs_per_block: 1,
  serving_rate_limit: 50n,
  commit_reveal_weights_enabled: true,
  commit_reveal_period: 1n,
  liquid_alpha_enabled: false,
  alpha_high: 58_982,
  alpha_low: 45_875,
  bonds_moving_avg: 900_000n,
  pruning_score: [],
  trust: [],
  rank: [],
}

/** genesis-localnet.md, at block 1. */
const subnet1: Metagraph = {
  ...common,
  netuid: 1,
  name: bytes("apex"),
  symbol: bytes("α"),
  owner_hotkey: zero32,
  owner_coldkey: zero32,
  alpha_in: 10n * tao,
  alpha_out: tao,
  tao_in: 10n * tao,
  num_uids: 1,
  max_uids: 256,
  target_regs_per_interval: 2,
  hotkeys: [zero32],
  coldkeys: [zero32],
  identities: [undefined],
  axons: [
    { block: 0n, version: 0, ip: 0n, port: 0, ip_type: 0, protocol: 0, placeholder1: 0, placeholder2: 0 },
  ],
  active: [true],
  validator_permit: [false],
  last_update: [0n],
  emission: [0n],
  dividends: [0],
  incentives: [0],
  consensus: [0],
  block_at_registration: [0n],
  alpha_stake: [tao],
  tao_stake: [0n],
  total_stake: [tao],
  tao_dividends_per_hotkey: [[zero32, 0n]],
  alpha_dividends_per_hotkey: [[zero32, 0n]],
  collateral_locked: [0n],
  collateral_min: [0n],
  collateral_earned: [0n],
}

describe("metagraph", () => {
  it("of subnet 1 is the genesis one", () => {
    expect(createApiChain(1).ask(`${api}_get_metagraph`, { netuid: 1 })).toEqual(subnet1)
  })

  it("of all subnets begins with root", () => {
    const [root, first, ...rest] = createApiChain(1).ask(`${api}_get_all_metagraphs`) as Metagraph[]
    expect(rest).toEqual([])
    expect(first).toEqual(subnet1)
    expect(root).toMatchObject({
      ...common,
      netuid: 0,
      name: bytes("root"),
      symbol: bytes("Τ"),
      owner_hotkey: devAccounts.Alice_hk,
      owner_coldkey: devAccounts.Alice,
      num_uids: 0,
      max_uids: 64,
      target_regs_per_interval: 1,
      alpha_in: 0n,
      hotkeys: [],
      axons: [],
      total_stake: [],
    })
  })

  it("does not exist for subnets that do not, also while they are being cleaned up", () => {
    const chain = createApiChain(1)
    storage.NetworksAdded.delete(chain.state, 1)
    expect(chain.ask(`${api}_get_metagraph`, { netuid: 1 })).toBeUndefined()
    expect(chain.ask(`${api}_get_all_metagraphs`)).toHaveLength(1)
  })

  it("weighs stake with children, parents and root", () => {
    const { state, ask } = createApiChain(1)
    const [parent, child] = [account(1), account(2)] as const
    appendNeuron(state, 1, parent, 1n)
    appendNeuron(state, 1, child, 1n)
    storage.TotalHotkeyAlpha.set(state, parent, 1, 1000n)
    storage.TotalHotkeyAlpha.set(state, parent, 0, 3000n)
    storage.TotalHotkeyAlpha.set(state, child, 1, 10n)
    const half = 2n ** 63n
    storage.ChildKeys.set(state, parent, 1, [[half, child]])
    storage.ParentKeys.set(state, child, 1, [[half, parent]])
    storage.TaoWeight.set(state, 2n ** 62n)
    // Every product is floored in 32 fraction bits: half of 1000 is a bit more than 500 as a fraction of 2^64 - 1.
    expect(ask(`${api}_get_metagraph`, { netuid: 1 })).toMatchObject({
      alpha_stake: [tao, 500n, 510n],
      tao_stake: [0n, 1500n, 1500n],
      total_stake: [tao, 875n, 885n],
    })
  })

  it("of a mechanism has its lists and its row in place of the netuid", () => {
    const { state, ask } = createApiChain(1)
    expect(ask(`${api}_get_mechagraph`, { netuid: 1, mecid: 1 })).toBeUndefined()
    storage.MechanismCountCurrent.set(state, 1, 2)
    storage.Incentive.set(state, 4097, [77])
    expect(ask(`${api}_get_mechagraph`, { netuid: 1, mecid: 1 })).toEqual({
      ...subnet1,
      netuid: 4097,
      incentives: [77],
      last_update: [],
    })
    expect(ask(`${api}_get_mechagraph`, { netuid: 1, mecid: 0 })).toEqual(subnet1)
    const all = ask(`${api}_get_all_mechagraphs`) as Metagraph[]
    expect(all.map(({ netuid }) => netuid)).toEqual([0, 1, 4097])
  })
})

describe("selective metagraph", () => {
  const select = (chain: ReturnType<typeof createApiChain>, ...metagraph_indexes: number[]) =>
    chain.ask(`${api}_get_selective_metagraph`, { netuid: 1, metagraph_indexes })

  it("has a field per index, and netuid 0 unless that is asked for", () => {
    const chain = createApiChain(1)
    const nothing = select(chain, 77, 9999) as Record<string, unknown>
    expect(Object.values(nothing).filter((value) => value !== undefined)).toEqual([0])
    expect(select(chain, 71, 1, 1)).toEqual({
      ...nothing,
      name: bytes("apex"),
      alpha_dividends_per_hotkey: [[zero32, 0n]],
    })
    expect(select(chain, 0, 74)).toEqual({ ...nothing, netuid: 1, collateral_locked: [0n] })
    const all = select(chain, ...Array.from({ length: 77 }, (_, index) => index))
    expect(all).toEqual({ ...subnet1, identity: { value: undefined }, validators: [], commitments: [] })
  })

  it("tells an identity that is absent from one not asked for", () => {
    const { raw } = createApiChain(1)
    const none = "00".repeat(73)
    expect(raw(`${api}_get_selective_metagraph`, "0100040300")).toBe(`0x01000000${"01"}00${none}`)
    expect(raw(`${api}_get_selective_metagraph`, "010000")).toBe(`0x01000000${"00"}${none}`)
  })

  it("of a mechanism always has the plain netuid", () => {
    const { state, ask } = createApiChain(1)
    storage.Incentive.set(state, 4097, [77])
    const answer = ask(`${api}_get_selective_mechagraph`, { netuid: 1, subid: 1, metagraph_indexes: [62] })
    expect(answer).toMatchObject({ netuid: 1, incentives: [77], last_update: undefined })
  })

  it("lists validators by weight and whole commitments", () => {
    const chain = createApiChain(1)
    const { state } = chain
    for (const [uid, stake] of [50n, 20n, 30n, 20n].entries()) {
      appendNeuron(state, 1, account(uid + 1), 1n)
      storage.TotalHotkeyAlpha.set(state, account(uid + 1), 1, stake)
    }
    storage.ValidatorPermit.set(state, 1, [true, true, true, false, true])
    storage.StakeThreshold.set(state, 20n)
    expect(select(chain, 72)).toMatchObject({ validators: [1, 0] })
    storage.StakeThreshold.set(state, 19n)
    expect(select(chain, 72)).toMatchObject({ validators: [2, 4, 1, 0] })
    commitments.CommitmentOf.set(state, 1, account(9), { deposit: 1n, block: 2, info: { fields: [] } })
    expect(select(chain, 73)).toMatchObject({
      commitments: [[account(9), [1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0]]],
    })
  })
})
