import { defineApi, method } from "@taonet/frame/schema/runtimeApis"
import { AccountId32 } from "@taonet/frame/types/sp_core"
import { compact, option, tuple, vec } from "@taonet/primitives/scale/index"
import { DelegateInfo } from "../../pallets/subtensor/types.ts"
import { AlphaBalance, NetUid } from "../../types/subtensorCommon.ts"

/** Delegates and their nominators. */
export const DelegateInfoRuntimeApi = defineApi(
  "DelegateInfoRuntimeApi",
  1,
  "Delegates and their nominators",
  {
    get_delegates: method(
      "Lists all delegates with their take, nominators and returns",
      {},
      vec(DelegateInfo),
    ),
    get_delegate: method(
      "Returns one delegate, or none if the hotkey is not a delegate",
      { delegate_account: AccountId32 },
      option(DelegateInfo),
    ),
    get_delegated: method(
      "Lists a coldkey's positions on delegates, one entry per delegate and subnet",
      { delegatee_account: AccountId32 },
      vec(tuple(DelegateInfo, tuple(compact(NetUid), compact(AlphaBalance)))),
    ),
  },
)
