import type { State } from "@taonet/frame/state"
import type { Hex } from "@taonet/primitives/hex"
import { U16_MAX } from "@taonet/primitives/integers"
import { storageIndex } from "../../pallets/subtensor/neurons/storageIndex.ts"
import { totalHotkeyAlpha } from "../../pallets/subtensor/staking/stake.ts"
import { storage } from "../../pallets/subtensor/storage.ts"
import { subnetExists } from "../../pallets/subtensor/subnets/subnets.ts"
import type { NeuronInfo, NeuronInfoLite, PrometheusInfo } from "../../pallets/subtensor/types.ts"
import { absentAxon } from "../shared/subnetFields.ts"

const absentPrometheus: PrometheusInfo = { block: 0n, version: 0, ip: 0n, port: 0, ip_type: 0 }

/** Reads one neuron; made once per subnet, with its per-uid lists at hand. Undefined for a uid without a `Keys` row. */
type NeuronReader<T> = (uid: number) => T | undefined

/** `get_neuron_lite`. Only the `Keys` row counts, not the number of neurons. */
export const neuronLite = (state: State, netuid: number, uid: number): NeuronInfoLite | undefined =>
  subnetExists(state, netuid) ? liteReader(state, netuid)(uid) : undefined

/** `get_neuron`: with weights and bonds of mechanism 0. */
export const neuron = (state: State, netuid: number, uid: number): NeuronInfo | undefined =>
  subnetExists(state, netuid) ? fullReader(state, netuid)(uid) : undefined

/** `get_neurons_lite`. */
export const neuronsLite = (state: State, netuid: number): NeuronInfoLite[] =>
  readAll(state, netuid, liteReader)

/** `get_neurons`. */
export const neurons = (state: State, netuid: number): NeuronInfo[] => readAll(state, netuid, fullReader)

/** By uid, up to the first one that is missing. */
function readAll<T>(
  state: State,
  netuid: number,
  readerOf: (state: State, netuid: number) => NeuronReader<T>,
): T[] {
  if (!subnetExists(state, netuid)) return []
  const read = readerOf(state, netuid)
  const found: T[] = []
  for (let uid = 0; uid < storage.SubnetworkN.get(state, netuid); uid++) {
    const next = read(uid)
    if (next === undefined) break
    found.push(next)
  }
  return found
}

function liteReader(state: State, netuid: number): NeuronReader<NeuronInfoLite> {
  const listsAt = perUid(state, netuid)
  return (uid) => {
    if (!storage.Keys.has(state, netuid, uid)) return undefined
    const hotkey = storage.Keys.get(state, netuid, uid)
    const coldkey = storage.Owner.get(state, hotkey)
    return {
      hotkey,
      coldkey,
      uid,
      netuid,
      axon_info: storage.Axons.get(state, netuid, hotkey) ?? absentAxon,
      prometheus_info: storage.Prometheus.get(state, netuid, hotkey) ?? absentPrometheus,
      stake: allStake(state, netuid, hotkey, coldkey),
      ...listsAt(uid),
      rank: 0,
      trust: 0,
      pruning_score: U16_MAX,
    }
  }
}

function fullReader(state: State, netuid: number): NeuronReader<NeuronInfo> {
  const lite = liteReader(state, netuid)
  const index = storageIndex(netuid, 0)
  return (uid) => {
    const known = lite(uid)
    if (known === undefined) return undefined
    const weights = storage.Weights.get(state, index, uid).filter(([, weight]) => weight !== 0)
    const bonds = storage.Bonds.get(state, index, uid).filter(([, bond]) => bond !== 0)
    return { ...known, weights, bonds }
  }
}

/** The stake of all nominators on this subnet, shown under the owner's name. */
const allStake = (state: State, netuid: number, hotkey: Hex, coldkey: Hex): (readonly [Hex, bigint])[] => [
  [coldkey, totalHotkeyAlpha(state, hotkey, netuid)],
]

type ListValues = Pick<
  NeuronInfoLite,
  | "active"
  | "emission"
  | "incentive"
  | "consensus"
  | "validator_trust"
  | "dividends"
  | "last_update"
  | "validator_permit"
>

/** Values of the per-uid lists; zero where a list is shorter. */
function perUid(state: State, netuid: number): (uid: number) => ListValues {
  const index = storageIndex(netuid, 0)
  const active = storage.Active.get(state, netuid)
  const emission = storage.Emission.get(state, netuid)
  const incentive = storage.Incentive.get(state, index)
  const consensus = storage.Consensus.get(state, netuid)
  const validatorTrust = storage.ValidatorTrust.get(state, netuid)
  const dividends = storage.Dividends.get(state, netuid)
  const lastUpdate = storage.LastUpdate.get(state, index)
  const permit = storage.ValidatorPermit.get(state, netuid)
  return (uid) => ({
    active: active[uid] ?? false,
    emission: emission[uid] ?? 0n,
    incentive: incentive[uid] ?? 0,
    consensus: consensus[uid] ?? 0,
    validator_trust: validatorTrust[uid] ?? 0,
    dividends: dividends[uid] ?? 0,
    last_update: lastUpdate[uid] ?? 0n,
    validator_permit: permit[uid] ?? false,
  })
}
