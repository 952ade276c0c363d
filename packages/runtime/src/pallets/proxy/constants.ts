import { constant, defineConstants } from "@taonet/frame/schema/constants"
import { u32 } from "@taonet/primitives/scale/index"
import { TaoBalance } from "../../types/subtensorCommon.ts"

/** Values that a chain spec may set otherwise. */
export const constants = defineConstants("Proxy", {
  ProxyDepositBase: constant("Fixed part of the deposit for having proxies, in rao", TaoBalance, 60_000_000n),
  ProxyDepositFactor: constant("Deposit per proxy, in rao", TaoBalance, 33_000_000n),
  MaxProxies: constant("Largest number of proxies of one account", u32, 20),
  MaxPending: constant("Largest number of pending announcements of one delegate", u32, 75),
  AnnouncementDepositBase: constant(
    "Fixed part of the deposit for announcements, in rao",
    TaoBalance,
    36_000_000n,
  ),
  AnnouncementDepositFactor: constant("Deposit per announcement, in rao", TaoBalance, 68_000_000n),
})
