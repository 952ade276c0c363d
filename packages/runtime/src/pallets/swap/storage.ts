import { defineStorage, identity, map, twox64Concat } from "@taonet/frame/schema/storage"
import { bool, u16 } from "@taonet/primitives/scale/index"
import { BoundedVecU8_11 } from "../../types/bounded.ts"
import { AlphaBalance, NetUid, TaoBalance } from "../../types/subtensorCommon.ts"
import { Balancer } from "./types.ts"

export const storage = defineStorage("Swap", {
  FeeRate: map("Subnet → swap fee rate in parts of 65535", [twox64Concat(NetUid)], u16, 33),
  SwapBalancer: map(
    "Subnet → weight of the TAO side of its pool, in parts of 10^18",
    [twox64Concat(NetUid)],
    Balancer,
    { quote: 500_000_000_000_000_000n },
  ),
  PalSwapInitialized: map("Subnet → whether its pool has been set up", [twox64Concat(NetUid)], bool, false),
  BalancerTaoReservoir: map(
    "Subnet → TAO in rao that waits to enter the pool",
    [twox64Concat(NetUid)],
    TaoBalance,
    0n,
  ),
  BalancerAlphaReservoir: map(
    "Subnet → alpha in rao that waits to enter the pool",
    [twox64Concat(NetUid)],
    AlphaBalance,
    0n,
  ),
  HasMigrationRun: map("Migration name → whether it has run", [identity(BoundedVecU8_11)], bool, false),
  ScrapReservoirAlpha: map(
    "Subnet → leftover alpha in rao of an older pool design; legacy",
    [twox64Concat(NetUid)],
    AlphaBalance,
    0n,
  ),
})
