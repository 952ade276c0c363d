import { type Codec, unitEnum } from "@taonet/primitives/scale/index"

export type SafeModeExitReason = "Timeout" | "Force"
export const SafeModeExitReason: Codec<SafeModeExitReason> = unitEnum<SafeModeExitReason>(
  "pallet_safe_mode::pallet::ExitReason",
  ["Timeout", "Force"],
)

export type SafeModeHoldReason = "EnterOrExtend"
export const SafeModeHoldReason: Codec<SafeModeHoldReason> = unitEnum<SafeModeHoldReason>(
  "pallet_safe_mode::pallet::HoldReason",
  ["EnterOrExtend"],
  { typeName: "pallet_safe_mode::HoldReason" },
)
