import { type Codec, newtype, u8, u16, u32, u64, u128, unitEnum } from "@taonet/primitives/scale/index"

export type ArithmeticError = "Underflow" | "Overflow" | "DivisionByZero"
export const ArithmeticError: Codec<ArithmeticError> = unitEnum<ArithmeticError>(
  "sp_arithmetic::ArithmeticError",
  ["Underflow", "Overflow", "DivisionByZero"],
)

export const PerU16: Codec<number> = newtype("sp_arithmetic::per_things::PerU16", u16)

export const Permill: Codec<number> = newtype("sp_arithmetic::per_things::Permill", u32)

export const ArithmeticFixedU128: Codec<bigint> = newtype("sp_arithmetic::fixed_point::FixedU128", u128)

export const Percent: Codec<number> = newtype("sp_arithmetic::per_things::Percent", u8)

export const Perbill: Codec<number> = newtype("sp_arithmetic::per_things::Perbill", u32)

export const Perquintill: Codec<bigint> = newtype("sp_arithmetic::per_things::Perquintill", u64)
