import {
  add,
  and,
  type Code,
  constant,
  div,
  each,
  eq,
  float,
  geU,
  gtS,
  increase,
  ltS,
  ltU,
  mul,
  ne,
  or,
  select,
  seq,
  set,
  shl,
  shrU,
  sub,
  truncate,
  type Value,
  when,
  wide,
} from "./assembler.ts"
import { type Frame, kernelFunction, ONE, setDivisor } from "./frame.ts"
import type { ArrayName } from "./layout.ts"

const lowHalf = ONE - 1n
/** Above this many rao the remainders below would not fit. */
const stakeLimit = 1n << 62n

/**
 * Alpha plus weighted TAO of each uid, and its share of all stake that reaches the threshold (rules 1, 3 and 6).
 * A stake is a whole part and 32 bits of fraction: the chain's further 32 bits are 0.
 */
export const stakeShares = kernelFunction("stakeShares", (f) => {
  const [n, owner, weight, threshold] = [
    f.scalar("n"),
    f.scalar("owner"),
    f.scalar("taoWeight"),
    f.scalar("threshold"),
  ]
  const [alphaStake, taoStake, stakeWhole] = [
    f.array("alphaStake"),
    f.array("taoStake"),
    f.array("stakeWhole"),
  ]
  const [countedWhole, countedFraction] = [f.array("countedWhole"), f.array("countedFraction")]
  const uid = f.i32()
  const [alpha, tao, whole, fraction] = [f.i64(), f.i64(), f.i64(), f.i64()]
  const [totalWhole, totalFraction, tooLarge] = [f.i64(), f.i64(), f.i32()]
  return seq(
    each(
      uid,
      0,
      n,
      set(alpha, alphaStake.at(uid)),
      set(tao, taoStake.at(uid)),
      set(tooLarge, or(tooLarge, geU(or(alpha, tao), stakeLimit))),
      set(fraction, mul(and(tao, lowHalf), weight)),
      set(whole, add(add(alpha, mul(shrU(tao, 32), weight)), shrU(fraction, 32))),
      set(fraction, and(fraction, lowHalf)),
      stakeWhole.put(uid, whole),
      when(and(ne(uid, owner), ltU(whole, threshold)), seq(set(whole, 0), set(fraction, 0))),
      countedWhole.put(uid, whole),
      countedFraction.put(uid, fraction),
      increase(totalWhole, whole),
      increase(totalFraction, fraction),
      set(tooLarge, or(tooLarge, geU(totalWhole, stakeLimit))),
    ),
    increase(totalWhole, shrU(totalFraction, 32)),
    set(totalFraction, and(totalFraction, lowHalf)),
    f.setScalar("unusual", tooLarge),
    shareOut(f, totalWhole, totalFraction),
  )
})

/** Divides each counted stake, of 94 bits, by the total: a float's estimate, put right by the remainder in 128 bits. */
function shareOut(f: Frame, totalWhole: Value<"i64">, totalFraction: Value<"i64">): Code {
  const n = f.scalar("n")
  const [countedWhole, countedFraction, stake] = [
    f.array("countedWhole"),
    f.array("countedFraction"),
    f.array("stake"),
  ]
  const uid = f.i32()
  const [total, scale] = [f.f64(), constant("f64", ONE)]
  const [totalHigh, totalLow] = [f.i64(), f.i64()]
  const [share, upper, lower] = [f.i64(), f.i64(), f.i64()]
  const [high, low, part] = [f.i64(), f.i64(), f.i64()]
  const [above, below] = [f.i32(), f.i32()]
  const asFloat = (whole: Value<"i64">, fraction: Value<"i64">) =>
    add(float(whole), div(float(fraction), scale))
  return seq(
    set(total, asFloat(totalWhole, totalFraction)),
    set(totalHigh, shrU(totalWhole, 32)),
    set(totalLow, or(shl(totalWhole, 32), totalFraction)),
    each(
      uid,
      0,
      n,
      set(share, 0),
      when(
        ne(or(countedWhole.at(uid), countedFraction.at(uid)), 0),
        seq(
          set(
            share,
            truncate(mul(div(asFloat(countedWhole.at(uid), countedFraction.at(uid)), total), scale)),
          ),
          // share · total, as high · 2^64 + low.
          set(upper, mul(share, and(totalWhole, lowHalf))),
          set(lower, mul(share, totalFraction)),
          set(low, add(shl(upper, 32), lower)),
          set(high, add(add(mul(share, totalHigh), shrU(upper, 32)), wide(ltU(low, lower)))),
          // The counted stake · 2^32, less that.
          set(part, shl(countedFraction.at(uid), 32)),
          set(high, sub(sub(countedWhole.at(uid), high), wide(ltU(part, low)))),
          set(low, sub(part, low)),
          set(below, ltS(high, 0)),
          set(above, or(gtS(high, totalHigh), and(eq(high, totalHigh), geU(low, totalLow)))),
          set(share, sub(add(share, wide(above)), wide(below))),
        ),
      ),
      stake.put(uid, share),
    ),
  )
}

/**
 * Shares of active, permitted stake (rule 3), and, for the median, of what of them is not 0 (rule 5).
 * Also empties what later stages count up.
 */
export const activeShares = kernelFunction("activeShares", (f) => {
  const n = f.scalar("n")
  const [stake, counts] = [f.array("stake"), f.array("counts")]
  const [activeStake, medianStake] = [f.array("activeStake"), f.array("medianStake")]
  const [uid, validators] = [f.i32(), f.i32()]
  const total = f.i64()
  return seq(
    each(uid, 0, n, activeStake.put(uid, select(counts.at(uid), stake.at(uid), 0))),
    normalize(f, "activeStake"),
    each(
      uid,
      0,
      n,
      medianStake.put(uid, activeStake.at(uid)),
      increase(validators, gtS(activeStake.at(uid), 0)),
    ),
    normalize(f, "medianStake"),
    each(uid, 0, n, increase(total, medianStake.at(uid))),
    f.setScalar("validators", validators),
    f.setScalar("medianTotal", total),
    f.setScalar("unsorted", 0),
    clear(f, "seenIn"),
    clear(f, "columnFill"),
    clear(f, "incentive"),
    clear(f, "row"),
    clear(f, "seenRow"),
    clear(f, "touched"),
  )
})

/** Divides a vector by its sum; a sum of 0 leaves it. */
export function normalize(f: Frame, name: "activeStake" | "medianStake" | "incentive" | "dividends"): Code {
  const n = f.scalar("n")
  const vector = f.array(name)
  const uid = f.i32()
  const [sum, divisor, reciprocal] = [f.i64(), f.i64(), f.f64()]
  return seq(
    set(sum, 0),
    each(uid, 0, n, increase(sum, vector.at(uid))),
    setDivisor(divisor, reciprocal, sum),
    each(uid, 0, n, vector.put(uid, f.quotient(vector.at(uid), divisor, reciprocal))),
  )
}

/** Sets all elements of an array of uids to 0. */
export function clear(f: Frame, name: ArrayName): Code {
  const n = f.scalar("n")
  const array = f.array(name)
  const uid = f.i32()
  return each(uid, 0, n, array.put(uid, 0))
}
