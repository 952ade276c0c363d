import { type Codec, i64, i128, rawBits, struct, u128, unitStruct } from "@taonet/primitives/scale/index"

export const UTerm: Codec<undefined> = unitStruct("substrate_typenum::uint::UTerm", { typeName: "U" })

export const B1: Codec<undefined> = unitStruct("substrate_typenum::bit::B1", { typeName: "B" })

export interface Typenum1 {
  msb: undefined
  lsb: undefined
}
export const Typenum1: Codec<Typenum1> = struct<Typenum1>(
  "substrate_typenum::uint::UInt",
  {
    msb: UTerm,
    lsb: B1,
  },
  { params: { U: UTerm, B: B1 }, typeName: "U" },
)

export const B0: Codec<undefined> = unitStruct("substrate_typenum::bit::B0", { typeName: "B" })

export interface Typenum2 {
  msb: Typenum1
  lsb: undefined
}
export const Typenum2: Codec<Typenum2> = struct<Typenum2>(
  "substrate_typenum::uint::UInt",
  {
    msb: Typenum1,
    lsb: B0,
  },
  { params: { U: Typenum1, B: B0 }, typeName: "U" },
)

export interface Typenum4 {
  msb: Typenum2
  lsb: undefined
}
export const Typenum4: Codec<Typenum4> = struct<Typenum4>(
  "substrate_typenum::uint::UInt",
  {
    msb: Typenum2,
    lsb: B0,
  },
  { params: { U: Typenum2, B: B0 }, typeName: "U" },
)

export interface Typenum8 {
  msb: Typenum4
  lsb: undefined
}
export const Typenum8: Codec<Typenum8> = struct<Typenum8>(
  "substrate_typenum::uint::UInt",
  {
    msb: Typenum4,
    lsb: B0,
  },
  { params: { U: Typenum4, B: B0 }, typeName: "U" },
)

export interface Typenum16 {
  msb: Typenum8
  lsb: undefined
}
export const Typenum16: Codec<Typenum16> = struct<Typenum16>(
  "substrate_typenum::uint::UInt",
  {
    msb: Typenum8,
    lsb: B0,
  },
  { params: { U: Typenum8, B: B0 }, typeName: "U" },
)

export interface Typenum32 {
  msb: Typenum16
  lsb: undefined
}
export const Typenum32: Codec<Typenum32> = struct<Typenum32>(
  "substrate_typenum::uint::UInt",
  {
    msb: Typenum16,
    lsb: B0,
  },
  { params: { U: Typenum16, B: B0 }, typeName: "U" },
)

export interface Typenum64 {
  msb: Typenum32
  lsb: undefined
}
export const Typenum64: Codec<Typenum64> = struct<Typenum64>(
  "substrate_typenum::uint::UInt",
  {
    msb: Typenum32,
    lsb: B0,
  },
  { params: { U: Typenum32, B: B0 } },
)

export const U64F64: Codec<bigint> = rawBits("substrate_fixed::FixedU128", "bits", u128, {
  params: { Frac: Typenum64 },
  typeName: "U64F64",
})

export const I96F32: Codec<bigint> = rawBits("substrate_fixed::FixedI128", "bits", i128, {
  params: { Frac: Typenum32 },
  typeName: "I96F32",
})

export const U96F32: Codec<bigint> = rawBits("substrate_fixed::FixedU128", "bits", u128, {
  params: { Frac: Typenum32 },
})

export const I64F64: Codec<bigint> = rawBits("substrate_fixed::FixedI128", "bits", i128, {
  params: { Frac: Typenum64 },
  typeName: "I64F64",
})

export const FixedI64: Codec<bigint> = rawBits("substrate_fixed::FixedI64", "bits", i64, {
  params: { Frac: Typenum32 },
  typeName: "I32F32",
})
