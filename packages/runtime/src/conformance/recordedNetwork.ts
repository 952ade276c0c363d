import type { Hex } from "@taonet/primitives/hex"
import type { ChainSpec } from "../specs/chainSpec.ts"
import { local } from "../specs/local.ts"

/** The network on which the traces were recorded: the tables' constants but for these (traces/constants.json). */
export const recordedNetwork: ChainSpec = {
  ...local,
  name: "traces",
  id: "traces",
  constants: new Map<string, unknown>([
    ["SubtensorModule.InitialTempo", 360],
    ["SubtensorModule.InitialMaxEpochsPerBlock", 2],
    ["SubtensorModule.InitialTxChildKeyTakeRateLimit", 216_000n],
    ["SubtensorModule.InitialColdkeySwapAnnouncementDelay", 36_000],
    ["SubtensorModule.InitialColdkeySwapReannouncementDelay", 7200],
    ["SubtensorModule.HotkeySwapOnSubnetInterval", 7200n],
  ]),
}

/** Author of every recorded block: swap fees go to it. */
export const recordedAuthor: Hex = `0x3930${"00".repeat(30)}`
