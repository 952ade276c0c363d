import { add, and, each, eq, increase, mul, select, seq, set, shrU, type Value, when } from "./assembler.ts"
import { toU16 } from "./bondStages.ts"
import { kernelFunction, ONE, setDivisor } from "./frame.ts"
import type { ArrayName } from "./layout.ts"

/** Splits the epoch's emission by incentive and dividends, or without any by stake (rules 7 and 11). */
export const splitEmission = kernelFunction("splitEmission", (f) => {
  const [n, rao] = [f.scalar("n"), f.scalar("raoEmission")]
  const [stake, activeStake] = [f.array("stake"), f.array("activeStake")]
  const [incentive, dividends] = [f.array("incentive"), f.array("dividends")]
  const [server, validator, emission] = [
    f.array("serverEmission"),
    f.array("validatorEmission"),
    f.array("emission"),
  ]
  const uid = f.i32()
  const [total, active, share, part] = [f.i64(), f.i64(), f.i64(), f.i64()]
  const [divisor, reciprocal] = [f.i64(), f.f64()]
  const inRao = (value: Value<"i64">) => [
    set(share, value),
    set(part, shrU(mul(share, and(rao, ONE - 1n)), 32)),
    set(part, add(part, mul(share, shrU(rao, 32)))),
  ]
  const ofTotal = (value: Value<"i64">) => inRao(f.quotient(value, divisor, reciprocal))
  return seq(
    each(
      uid,
      0,
      n,
      increase(total, add(incentive.at(uid), dividends.at(uid))),
      increase(active, activeStake.at(uid)),
    ),
    setDivisor(divisor, reciprocal, total),
    each(
      uid,
      0,
      n,
      ...ofTotal(incentive.at(uid)),
      server.put(uid, part),
      ...ofTotal(dividends.at(uid)),
      validator.put(uid, part),
      ...ofTotal(add(incentive.at(uid), dividends.at(uid))),
      when(
        eq(total, 0),
        seq(...inRao(select(eq(active, 0), stake.at(uid), activeStake.at(uid))), validator.put(uid, part)),
      ),
      emission.put(uid, part),
    ),
  )
})

const rounded = [
  ["stake", "stakeU16"],
  ["consensus", "consensusU16"],
  ["validatorTrust", "validatorTrustU16"],
  ["incentive", "incentiveU16"],
  ["dividends", "dividendsU16"],
] as const satisfies readonly (readonly [ArrayName, ArrayName])[]

/** The vectors of shares as u16 (rule 4). */
export const roundShares = kernelFunction("roundShares", (f) => {
  const n = f.scalar("n")
  const uid = f.i32()
  const vectors = rounded.map(([raw, u16]) => [f.array(raw), f.array(u16)] as const)
  return each(uid, 0, n, ...vectors.map(([raw, u16]) => u16.put(uid, toU16(raw.at(uid)))))
})
