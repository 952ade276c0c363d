import { call, defineCalls } from "@taonet/frame/schema/calls"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { bool, i64, u16, u64 } from "@taonet/primitives/scale/index"
import { NetUid } from "../../types/subtensorCommon.ts"
import { PositionId, TickIndex } from "./types.ts"

export const calls = defineCalls("Swap", {
  set_fee_rate: call(0, "Sets the swap fee rate of a subnet, in parts of 65535", {
    netuid: NetUid,
    rate: u16,
  }),
  toggle_user_liquidity: call(4, "Does nothing any more; always refused as deprecated", {
    netuid: NetUid,
    enable: bool,
  }),
  add_liquidity: call(1, "Does nothing any more; always refused as deprecated", {
    hotkey: AccountId32,
    netuid: NetUid,
    tick_low: TickIndex,
    tick_high: TickIndex,
    liquidity: u64,
  }),
  remove_liquidity: call(2, "Does nothing any more; always refused as deprecated", {
    hotkey: AccountId32,
    netuid: NetUid,
    position_id: PositionId,
  }),
  modify_position: call(3, "Does nothing any more; always refused as deprecated", {
    hotkey: AccountId32,
    netuid: NetUid,
    position_id: PositionId,
    liquidity_delta: i64,
  }),
  disable_lp: call(5, "Does nothing any more; always refused as deprecated", {}),
})
