import type { ProxyType } from "../../types/subtensorCommon.ts"
import type { GroupName } from "./callGroups.ts"

/** What a proxy type allows: all calls, groups of calls, or single calls under a condition. */
export type Allowance =
  | "all"
  | { readonly groups: readonly GroupName[] }
  | { readonly calls: readonly ConditionalCall[] }

export interface ConditionalCall {
  readonly pallet: string
  readonly call: string
  readonly condition: Condition
}

/** What must be true of an argument. */
export type Condition =
  | { readonly type: "ParamLessThan"; readonly param: string; readonly limit: bigint }
  | {
      readonly type: "NestedCallMustBe"
      readonly param: string
      readonly pallet: string
      readonly call: string
    }

export interface ProxyTypeRules {
  readonly name: ProxyType
  /** Can still be given to a delegate, but allows nothing. */
  readonly deprecated: boolean
  readonly allows: Allowance
}

/** Amounts of SmallTransfer must be below half a token. */
const SMALL_TRANSFER_LIMIT = 500_000_000n

const smallTransfer = (pallet: string, call: string, param: string): ConditionalCall => ({
  pallet,
  call,
  condition: { type: "ParamLessThan", param, limit: SMALL_TRANSFER_LIMIT },
})

const setCode: ConditionalCall = {
  pallet: "Sudo",
  call: "sudo_unchecked_weight",
  condition: { type: "NestedCallMustBe", param: "call", pallet: "System", call: "set_code" },
}

const type = (name: ProxyType, allows: Allowance): ProxyTypeRules => ({ name, deprecated: false, allows })
const groups = (text: string): Allowance => ({ groups: text.trim().split(/\s+/) as GroupName[] })
const deprecated = (name: ProxyType): ProxyTypeRules => ({ name, deprecated: true, allows: { groups: [] } })

/** All proxy types, by index. */
export const proxyTypes: readonly ProxyTypeRules[] = [
  type("Any", "all"),
  type("Owner", groups("Identity SubnetMgmt")),
  type(
    "NonCritical",
    groups(
      `Infra Evm Contracts Crowdloan RootConfig SubnetMgmt OwnerKey BalTransfer BalMaint StakeMgmt StakeTransfer Pow HotkeySwap
      ChildKey RootClaim Identity Activation Value Common`,
    ),
  ),
  type(
    "NonTransfer",
    groups(
      `Infra RootConfig SubnetMgmt OwnerKey StakeMgmt Pow Burned RootReg HotkeySwap CriticalNet ChildKey RootClaim Identity
      Activation Value Common`,
    ),
  ),
  deprecated("Senate"),
  type(
    "NonFungible",
    groups(
      "Infra RootConfig SubnetMgmt OwnerKey Pow CriticalNet ChildKey RootClaim Identity Activation Common",
    ),
  ),
  deprecated("Triumvirate"),
  deprecated("Governance"),
  type("Staking", groups("StakeMgmt")),
  type("Registration", groups("Pow Burned")),
  type("Transfer", groups("BalTransfer StakeTransfer")),
  type("SmallTransfer", {
    calls: [
      smallTransfer("Balances", "transfer_keep_alive", "value"),
      smallTransfer("Balances", "transfer_allow_death", "value"),
      smallTransfer("SubtensorModule", "transfer_stake", "alpha_amount"),
      smallTransfer("SubtensorModule", "transfer_stake_and_hotkey", "alpha_amount"),
    ],
  }),
  deprecated("RootWeights"),
  type("ChildKeys", groups("ChildKey")),
  type("SudoUncheckedSetCode", { calls: [setCode] }),
  type("SwapHotkey", groups("HotkeySwap")),
  type("SubnetLeaseBeneficiary", groups("Activation Identity SubnetMgmt")),
  type("RootClaim", groups("RootClaim")),
  type("BasketTrading", groups("Basket")),
]
