import { implementApi } from "@taonet/frame/schema/runtimeApis"
import { delegate, delegated, delegates } from "./delegateInfo.ts"
import { DelegateInfoRuntimeApi } from "./schema.ts"

export const delegateInfoRuntimeApiImpl = implementApi(DelegateInfoRuntimeApi, {
  get_delegates: delegates,
  get_delegate: (state, { delegate_account }) => delegate(state, delegate_account),
  get_delegated: (state, { delegatee_account }) => delegated(state, delegatee_account),
})
