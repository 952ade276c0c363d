import type { State } from "@taonet/frame/state"
import { zero32 } from "@taonet/frame/zero"
import type { Hex } from "@taonet/primitives/hex"
import { SafeFloat } from "@taonet/primitives/safeFloat"
import { appendNeuron } from "./neurons/neurons.ts"
import { storage } from "./schema.ts"
import { currentBlock } from "./subnets/currentBlock.ts"
import { symbolOf } from "./subnets/symbols.ts"

/** A subnet that exists from the first block on. */
export interface GenesisSubnet {
  readonly netuid: number
  /** Coldkey and hotkey of the owner. `ownerHotkey` absent: none is stored. */
  readonly owner: Hex
  readonly ownerHotkey?: Hex
  readonly maxAllowedUids: number
  readonly maxAllowedValidators: number
  readonly minAllowedWeights: number
  readonly tempo: number
  /** Absent: the storage default. */
  readonly targetRegistrationsPerInterval?: number
  /** Whether emission and staking are on from the first block, as after `start_call`. */
  readonly started?: boolean
  /** Where they differ from the storage defaults. */
  readonly hyperparameters?: GenesisHyperparameters
  /** A dynamic pool that one neuron, uid 0, starts with all the alpha of. Absent: no pool, no neuron. */
  readonly pool?: {
    readonly hotkey: Hex
    /** Rao in the pool; nothing backs the TAO. */
    readonly tao: bigint
    readonly alphaIn: bigint
    /** Rao staked on the hotkey. */
    readonly alphaOut: bigint
    readonly locked: bigint
  }
}

export interface GenesisHyperparameters {
  readonly difficulty?: bigint
  readonly minDifficulty?: bigint
  readonly maxRegistrationsPerBlock?: number
  readonly commitReveal?: boolean
  /** Blocks. */
  readonly weightsSetRateLimit?: bigint
  /** Blocks. */
  readonly servingRateLimit?: bigint
}

export interface SubtensorGenesis {
  /** `TotalIssuance` of this pallet in rao. The reference's localnet gives none and starts with 0, whatever the balances are. */
  readonly balancesIssuance: bigint
  /** What the first subnet that is created costs, in rao. Absent: the storage default, 1000 TAO. */
  readonly firstLockCost?: bigint
  readonly subnets: readonly GenesisSubnet[]
}

/** Who owns root at genesis: nobody in production, //Alice with //Alice_hk in the fast runtime. */
export interface RootOwner {
  readonly coldkey: Hex
  readonly hotkey: Hex
}

const GENESIS_POOL = {
  hotkey: zero32,
  tao: 10_000_000_000n,
  alphaIn: 10_000_000_000n,
  alphaOut: 1_000_000_000n,
  locked: 1n,
}

/** Subnets 0 and 1 as the reference builds them, and no issuance. */
export function localnetGenesis(
  rootOwner: RootOwner = { coldkey: zero32, hotkey: zero32 },
): SubtensorGenesis {
  const common = { maxAllowedValidators: 64, minAllowedWeights: 0, tempo: 100 }
  return {
    balancesIssuance: 0n,
    subnets: [
      {
        ...common,
        netuid: 0,
        owner: rootOwner.coldkey,
        ownerHotkey: rootOwner.hotkey,
        maxAllowedUids: 64,
        targetRegistrationsPerInterval: 1,
      },
      { ...common, netuid: 1, owner: zero32, maxAllowedUids: 256, pool: GENESIS_POOL },
    ],
  }
}

/** Writes the pallet's part of the genesis state: exactly the reference's keys, absent ones stay absent. */
export function subtensorGenesis(state: State, config: SubtensorGenesis): void {
  storage.TotalIssuance.set(state, config.balancesIssuance)
  if (config.firstLockCost !== undefined) storage.NetworkLastLockCost.set(state, config.firstLockCost)
  for (const subnet of config.subnets) {
    writeSubnet(state, subnet)
    if (subnet.pool) writePool(state, subnet.netuid, subnet.pool)
  }
}

function writeSubnet(state: State, subnet: GenesisSubnet): void {
  const { netuid } = subnet
  storage.NetworksAdded.set(state, netuid, true)
  storage.TotalNetworks.mutate(state, (count) => count + 1)
  storage.SubnetOwner.set(state, netuid, subnet.owner)
  if (subnet.ownerHotkey !== undefined) storage.SubnetOwnerHotkey.set(state, netuid, subnet.ownerHotkey)
  storage.SubnetworkN.set(state, netuid, 0)
  storage.MaxAllowedUids.set(state, netuid, subnet.maxAllowedUids)
  storage.MaxAllowedValidators.set(state, netuid, subnet.maxAllowedValidators)
  storage.MinAllowedWeights.set(state, netuid, subnet.minAllowedWeights)
  storage.Tempo.set(state, netuid, subnet.tempo)
  storage.NetworkRegistrationAllowed.set(state, netuid, true)
  const target = subnet.targetRegistrationsPerInterval
  if (target !== undefined) storage.TargetRegistrationsPerInterval.set(state, netuid, target)
  storage.TokenSymbol.set(state, netuid, symbolOf(netuid))
  if (subnet.started) {
    storage.FirstEmissionBlockNumber.set(state, netuid, 1n)
    storage.SubtokenEnabled.set(state, netuid, true)
  }
  writeHyperparameters(state, netuid, subnet.hyperparameters ?? {})
}

function writeHyperparameters(state: State, netuid: number, given: GenesisHyperparameters): void {
  const write = <V>(
    item: { set(state: State, netuid: number, value: V): void },
    value: V | undefined,
  ): void => {
    if (value !== undefined) item.set(state, netuid, value)
  }
  write(storage.Difficulty, given.difficulty)
  write(storage.MinDifficulty, given.minDifficulty)
  write(storage.MaxRegistrationsPerBlock, given.maxRegistrationsPerBlock)
  write(storage.CommitRevealWeightsEnabled, given.commitReveal)
  write(storage.WeightsSetRateLimit, given.weightsSetRateLimit)
  write(storage.ServingRateLimit, given.servingRateLimit)
}

function writePool(state: State, netuid: number, pool: NonNullable<GenesisSubnet["pool"]>): void {
  const { hotkey, alphaOut } = pool
  const shares = SafeFloat.fromU64(alphaOut)
  storage.SubnetMechanism.set(state, netuid, 1)
  storage.Owner.set(state, hotkey, hotkey)
  storage.SubnetAlphaIn.set(state, netuid, pool.alphaIn)
  storage.SubnetTAO.set(state, netuid, pool.tao)
  storage.SubnetLocked.set(state, netuid, pool.locked)
  storage.LargestLocked.set(state, netuid, pool.locked)
  storage.AlphaV2.set(state, hotkey, hotkey, netuid, shares)
  storage.TotalHotkeyAlpha.set(state, hotkey, netuid, alphaOut)
  storage.TotalHotkeySharesV2.set(state, hotkey, netuid, shares)
  storage.SubnetAlphaOut.set(state, netuid, alphaOut)
  storage.StakingHotkeys.set(state, hotkey, [hotkey])
  appendNeuron(state, netuid, hotkey, currentBlock(state))
}
