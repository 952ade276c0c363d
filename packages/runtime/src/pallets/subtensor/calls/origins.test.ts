import type { RuntimeCallValue } from "@taonet/frame/schema/calls"
import type { Hex } from "@taonet/primitives/hex"
import { beforeEach, expect, it } from "vitest"
import { expectRefusal } from "../../../refusals.testkit.ts"
import { devAccounts } from "../../../specs/devAccounts.ts"
import { type Caller, createTestChain, type TestChain } from "../../../testKit.ts"
import { verdictOf } from "../../../verdict.testkit.ts"
import { calls, storage } from "../schema.ts"

/* Who may make which call at all: BadOrigin, before anything else of the call is looked at. */

const { Alice, Bob } = devAccounts
const hotkey: Hex = Bob
const hash: Hex = `0x${"00".repeat(32)}`
const [netuid, mecid] = [1, 0]
const empty = new Uint8Array()
const endpoint = { netuid, version: 1, ip: 0x0a00_0001n, port: 1, ip_type: 4 }
const axon = { ...endpoint, protocol: 0, placeholder1: 0, placeholder2: 0 }
const reveal = { netuid, uids: [], values: [], salt: [], version_key: 0n }
const timelock = { netuid, commit: empty, reveal_round: 1n }
const identity = { name: empty, url: empty, github_repo: empty, image: empty, discord: empty }
const subnetIdentity = { subnet_name: empty, github_repo: empty, subnet_contact: empty, subnet_url: empty }
const rest = { description: empty, additional: empty }

const bySigner: readonly RuntimeCallValue[] = [
  calls.burned_register.make({ netuid, hotkey }),
  calls.register.make({ netuid, block_number: 0n, nonce: 0n, work: empty, hotkey, coldkey: Alice }),
  calls.register_limit.make({ netuid, hotkey, limit_price: 0n }),
  calls.root_register.make({ hotkey }),
  calls.register_network.make({ hotkey }),
  calls.register_network_with_identity.make({ hotkey, identity: undefined }),
  calls.register_leased_network.make({ emissions_share: 1, end_block: undefined }),
  calls.terminate_lease.make({ lease_id: 0, hotkey }),
  calls.set_identity.make({ ...identity, ...rest }),
  calls.set_subnet_identity.make({ netuid, ...subnetIdentity, discord: empty, logo_url: empty, ...rest }),
  calls.set_weights.make({ netuid, dests: [], weights: [], version_key: 0n }),
  calls.set_mechanism_weights.make({ netuid, mecid, dests: [], weights: [], version_key: 0n }),
  calls.batch_set_weights.make({ netuids: [], weights: [], version_keys: [] }),
  calls.commit_weights.make({ netuid, commit_hash: hash }),
  calls.commit_mechanism_weights.make({ netuid, mecid, commit_hash: hash }),
  calls.batch_commit_weights.make({ netuids: [], commit_hashes: [] }),
  calls.reveal_weights.make(reveal),
  calls.reveal_mechanism_weights.make({ ...reveal, mecid }),
  calls.batch_reveal_weights.make({
    netuid,
    uids_list: [],
    values_list: [],
    salts_list: [],
    version_keys: [],
  }),
  calls.commit_timelocked_weights.make({ ...timelock, commit_reveal_version: 4 }),
  calls.commit_timelocked_mechanism_weights.make({ ...timelock, mecid, commit_reveal_version: 4 }),
  calls.commit_crv3_mechanism_weights.make({ ...timelock, mecid }),
  calls.serve_axon.make(axon),
  calls.serve_axon_tls.make({ ...axon, certificate: empty }),
  calls.serve_prometheus.make(endpoint),
]

const byOwner = [calls.start_call.make({ netuid }), calls.trigger_epoch.make({ netuid })]

const byOwnerOrRoot = [
  calls.update_symbol.make({ netuid, symbol: empty }),
  calls.enable_voting_power_tracking.make({ netuid }),
  calls.disable_voting_power_tracking.make({ netuid }),
  calls.sudo_set_root_claim_threshold.make({ netuid: 0, new_value: 1n }),
]

const byRoot = [
  calls.dissolve_network.make({ coldkey: Alice, netuid }),
  calls.root_dissolve_network.make({ netuid }),
  calls.sudo_set_voting_power_ema_alpha.make({ netuid, alpha: 1n }),
  calls.sudo_set_tx_childkey_take_rate_limit.make({ tx_rate_limit: 1n }),
  calls.sudo_set_min_childkey_take.make({ take: 1 }),
  calls.sudo_set_max_childkey_take.make({ take: 1 }),
]

const byAnybody = [
  calls.set_tempo.make({ netuid: 99, tempo: 0 }),
  calls.set_activity_cutoff_factor.make({ netuid: 99, factor_milli: 0 }),
]

const named = (list: readonly RuntimeCallValue[]) => list.map((call) => [call.value.type, call] as const)

let chain: TestChain
beforeEach(() => {
  chain = createTestChain()
  // set_weights looks at this before it looks at who signs.
  storage.CommitRevealWeightsEnabled.set(chain.state, netuid, false)
  storage.SubnetOwner.set(chain.state, netuid, Alice)
})

const expectBadOrigin = (callers: readonly Caller[], call: RuntimeCallValue): void => {
  for (const caller of callers) expectRefusal(chain, caller, call, "BadOrigin")
}

it.each(named(bySigner))("%s is for those who sign", (_, call) => {
  expectBadOrigin(["root", "none"], call)
})

it.each(named(byOwner))("%s is the subnet owner's, and not root's", (_, call) => {
  expectBadOrigin([Bob, "root", "none"], call)
})

it.each(named(byOwnerOrRoot))("%s is the subnet owner's or root's", (_, call) => {
  expectBadOrigin([Bob, "none"], call)
  expect(verdictOf(chain.call("root", call))).not.toBe("BadOrigin")
})

it.each(named(byRoot))("%s is root's alone", (_, call) => {
  expectBadOrigin([Alice, "none"], call)
  expect(verdictOf(chain.call("root", call))).toBe("ok")
})

it.each(named(byAnybody))("%s does nothing for anybody, and tells nothing", (_, call) => {
  for (const caller of [Bob, "root"] as const) expect(verdictOf(chain.call(caller, call))).toBe("ok")
  expect(chain.takeEvents()).toEqual([])
  expect(storage.Tempo.has(chain.state, 99)).toBe(false)
})
