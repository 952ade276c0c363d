import { call, defineCalls } from "@taonet/frame/schema/calls"
import { H256 } from "@taonet/frame/types/primitive_types"
import { MultiAddress } from "@taonet/frame/types/sp_runtime"
import { as, bool, compact, option, u16, u32 } from "@taonet/primitives/scale/index"
import { RuntimeCall } from "../../outer.ts"
import { ProxyType } from "../../types/subtensorCommon.ts"

export const calls = defineCalls("Proxy", {
  proxy: call(0, "Runs a call in the name of another account that made the caller its proxy", {
    real: MultiAddress,
    force_proxy_type: option(ProxyType),
    call: as("Box<<T as Config>::RuntimeCall>", RuntimeCall),
  }),
  add_proxy: call(1, "Lets another account act for the caller within a proxy type and delay", {
    delegate: MultiAddress,
    proxy_type: ProxyType,
    delay: as("BlockNumberFor<T>", u32),
  }),
  remove_proxy: call(2, "Takes back one proxy permission", {
    delegate: MultiAddress,
    proxy_type: ProxyType,
    delay: as("BlockNumberFor<T>", u32),
  }),
  remove_proxies: call(3, "Takes back all proxy permissions of the caller", {}),
  create_pure: call(4, "Creates a keyless account controlled by the caller as its proxy", {
    proxy_type: ProxyType,
    delay: as("BlockNumberFor<T>", u32),
    index: u16,
  }),
  kill_pure: call(5, "Removes a keyless account; any funds left in it become unreachable", {
    spawner: MultiAddress,
    proxy_type: ProxyType,
    index: u16,
    height: as("BlockNumberFor<T>", compact(u32)),
    ext_index: compact(u32),
  }),
  announce: call(6, "Announces the hash of a call to be made later as a delayed proxy", {
    real: MultiAddress,
    call_hash: as("CallHashOf<T>", H256),
  }),
  remove_announcement: call(7, "Withdraws the caller's own announcement", {
    real: MultiAddress,
    call_hash: as("CallHashOf<T>", H256),
  }),
  reject_announcement: call(8, "Rejects an announcement that a delegate made for the caller", {
    delegate: MultiAddress,
    call_hash: as("CallHashOf<T>", H256),
  }),
  proxy_announced: call(9, "Runs an announced call once its delay has passed", {
    delegate: MultiAddress,
    real: MultiAddress,
    force_proxy_type: option(ProxyType),
    call: as("Box<<T as Config>::RuntimeCall>", RuntimeCall),
  }),
  poke_deposit: call(10, "Adjusts the caller's proxy and announcement deposits to current prices", {}),
  set_real_pays_fee: call(11, "Agrees or stops agreeing to pay the fees of calls made by a delegate", {
    delegate: MultiAddress,
    pays_fee: bool,
  }),
})
