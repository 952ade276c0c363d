import { localnetGenesis } from "../pallets/subtensor/genesis.ts"
import type { ChainSpec } from "./chainSpec.ts"
import { devAccounts, evmMirrors, grandpaOne } from "./devAccounts.ts"

const tao = 1_000_000_000n
const rich = 1_000_000n * tao
const modest = 2_000n * tao

/** What `subtensor-localnet` gives: fast blocks, //Alice is sudo, subnets 0 and 1 exist. The tables' constants are this network's. */
export const local: ChainSpec = {
  name: "Bittensor",
  id: "bittensor",
  chainType: "Local",
  properties: { tokenSymbol: "TAO", tokenDecimals: 9, ss58Format: 42 },
  constants: new Map(),
  genesis: {
    balances: [
      [devAccounts.Alice, rich],
      [devAccounts.Bob, rich],
      [devAccounts.Charlie, rich],
      [devAccounts.Dave, modest],
      [devAccounts.Eve, modest],
      [devAccounts.Ferdie, modest],
      [devAccounts.One, modest],
      [devAccounts.Two, modest],
      [devAccounts.Three, modest],
      [evmMirrors.Alith, modest],
      [evmMirrors.Baltathar, modest],
    ],
    sudo: devAccounts.Alice,
    authorities: [devAccounts.One],
    grandpa: [grandpaOne],
    subtensor: localnetGenesis({ coldkey: devAccounts.Alice, hotkey: devAccounts.Alice_hk }),
  },
}

/** The same network with the live network's pace: 12 s blocks and the production constants. */
export const localSlow: ChainSpec = {
  ...local,
  constants: new Map<string, unknown>([
    ["Aura.SlotDuration", 12_000n],
    ["Timestamp.MinimumPeriod", 6_000n],
    ["SubtensorModule.InitialTempo", 360],
    ["SubtensorModule.InitialMaxEpochsPerBlock", 2],
    ["SubtensorModule.InitialTxChildKeyTakeRateLimit", 216_000n],
    ["SubtensorModule.InitialColdkeySwapAnnouncementDelay", 36_000],
    ["SubtensorModule.InitialColdkeySwapReannouncementDelay", 7200],
    ["SubtensorModule.HotkeySwapOnSubnetInterval", 7200n],
    ["Crowdloan.MinimumBlockDuration", 50_400],
    ["Crowdloan.MaximumBlockDuration", 432_000],
  ]),
  genesis: { ...local.genesis, subtensor: localnetGenesis() },
}
