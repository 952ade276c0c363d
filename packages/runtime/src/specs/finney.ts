import type { Hex } from "@taonet/primitives/hex"
import { localnetGenesis } from "../pallets/subtensor/genesis.ts"
import type { ChainSpec, Genesis } from "./chainSpec.ts"
import { devAccounts, grandpaOne } from "./devAccounts.ts"

/** Who runs a network of one's own with the live network's parameters. */
export interface Operators {
  /** Block authors (sr25519) and finality voters (ed25519). */
  readonly authorities: readonly Hex[]
  readonly grandpa: readonly Hex[]
  /** Without it nobody can change what only root may. */
  readonly sudo?: Hex
  /** Free balances in rao; the live network gave none. */
  readonly balances?: Genesis["balances"]
}

/** The constants in which the live network's build differs from the fast one whose values the tables hold. */
export const finneyConstants: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["Aura.SlotDuration", 12_000n],
  ["Timestamp.MinimumPeriod", 6_000n],
  ["SubtensorModule.InitialTempo", 360],
  ["SubtensorModule.InitialMaxEpochsPerBlock", 2],
  ["SubtensorModule.InitialTxChildKeyTakeRateLimit", 216_000n],
  ["SubtensorModule.InitialColdkeySwapAnnouncementDelay", 36_000],
  ["SubtensorModule.InitialColdkeySwapReannouncementDelay", 7_200],
  ["SubtensorModule.HotkeySwapOnSubnetInterval", 7_200n],
  ["Crowdloan.MinimumBlockDuration", 50_400],
  ["Crowdloan.MaximumBlockDuration", 432_000],
])

/** A sovereign network with the live network's parameters: its constants, its subnets 0 and 1 at genesis, nobody else's balances. */
export function finneyWith({ authorities, grandpa, sudo, balances = [] }: Operators): ChainSpec {
  return {
    name: "Bittensor",
    id: "bittensor",
    chainType: "Live",
    properties: { tokenSymbol: "TAO", tokenDecimals: 9, ss58Format: 42 },
    constants: finneyConstants,
    genesis: { balances, sudo, authorities, grandpa, subtensor: localnetGenesis() },
  }
}

/** With well-known keys as operators: for trials on one machine. A network for others needs keys that only its operators know. */
export const finney: ChainSpec = finneyWith({
  authorities: [devAccounts.One],
  grandpa: [grandpaOne],
  sudo: devAccounts.Alice,
})
