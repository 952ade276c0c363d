import {
  add,
  and,
  type Code,
  constant,
  div,
  divU,
  each,
  eq,
  float,
  floor,
  geS,
  gtS,
  increase,
  type Local,
  leS,
  ltS,
  ltU,
  mul,
  ne,
  or,
  repeatWhile,
  select,
  seq,
  set,
  shrS,
  shrU,
  sub,
  truncate,
  type Value,
  when,
  wide,
} from "./assembler.ts"
import { setColumnDivisors, shareOfU16 } from "./bondStages.ts"
import { type Frame, kernelFunction, ONE } from "./frame.ts"
import { clear } from "./stakeStages.ts"

const half = ONE >> 1n
const lowHalf = ONE - 1n
const zero = constant("i64", 0)
const one = constant("i64", ONE)

/** Takes over the consensus that liquid alpha compares with from the previous epoch's, as u16. */
export const previousLiquidConsensus = kernelFunction("previousLiquidConsensus", (f) => {
  const n = f.scalar("n")
  const [previous, liquid] = [f.array("previousConsensus"), f.array("liquidConsensus")]
  const uid = f.i32()
  return each(uid, 0, n, liquid.put(uid, shareOfU16(previous.at(uid))))
})
export const currentLiquidConsensus = kernelFunction("currentLiquidConsensus", (f) => {
  const n = f.scalar("n")
  const [consensus, liquid] = [f.array("consensus"), f.array("liquidConsensus")]
  const uid = f.i32()
  return each(uid, 0, n, liquid.put(uid, consensus.at(uid)))
})

/** Bonds with an alpha for each entry of the weights' row, in the row's order (rule 10). */
export const liquidBonds = kernelFunction("liquidBonds", (f) => {
  const n = f.scalar("n")
  const [weightStart, weightEnd, weightUid] = [
    f.array("weightStart"),
    f.array("weightEnd"),
    f.array("weightUid"),
  ]
  const [bondStart, bondEnd, bondUid] = [f.array("bondStart"), f.array("bondEnd"), f.array("bondUid")]
  const [weights, bondValue] = [f.array("weight"), f.array("bondValue")]
  const [emaStart, emaEnd, emaUid, ema] = [
    f.array("emaStart"),
    f.array("emaEnd"),
    f.array("emaUid"),
    f.array("ema"),
  ]
  const [carried, seen, columnSum] = [f.array("row"), f.array("seenRow"), f.array("columnSum")]
  const consensus = f.array("liquidConsensus")
  const [row, k, end, uid, next, place] = [f.i32(), f.i32(), f.i32(), f.i32(), f.i32(), f.i32()]
  const [weight, bond, seenWeight, alpha] = [f.i64(), f.i64(), f.i64(), f.i64()]
  const eachBond = (...body: readonly Code[]): Code =>
    seq(set(end, bondEnd.at(row)), each(k, bondStart.at(row), end, set(uid, bondUid.at(k)), ...body))
  // The chain's walk trusts rows to be sorted: an entry behind a larger uid is missed and counts as 0.
  const ifSeen = (value: Value<"i64">): Value<"i64"> => select(geS(uid, next), value, 0)
  const moveOn = set(next, select(geS(uid, next), add(uid, 1), next))
  return seq(
    clear(f, "columnSum"),
    each(
      row,
      0,
      n,
      emaStart.put(row, place),
      when(
        ltU(weightStart.at(row), weightEnd.at(row)),
        seq(
          set(next, 0),
          eachBond(
            set(bond, shareOfU16(bondValue.at(k))),
            carried.put(uid, bond),
            seen.put(uid, ifSeen(bond)),
            moveOn,
          ),
          set(next, 0),
          set(end, weightEnd.at(row)),
          each(
            k,
            weightStart.at(row),
            end,
            set(uid, weightUid.at(k)),
            set(weight, weights.at(k)),
            set(seenWeight, ifSeen(weight)),
            moveOn,
            alphaOfBond(f, alpha, seenWeight, seen.at(uid), consensus.at(uid)),
            set(bond, add(f.product(sub(one, alpha), carried.at(uid)), f.product(alpha, weight))),
            emaUid.put(place, uid),
            ema.put(place, bond),
            increase(place, gtS(bond, 0)),
            columnSum.put(uid, add(columnSum.at(uid), bond)),
          ),
          eachBond(carried.put(uid, 0), seen.put(uid, 0)),
        ),
      ),
      emaEnd.put(row, place),
    ),
    setColumnDivisors(f, "divisor", "reciprocal"),
  )
})

/** Sets `alpha` to how fast one bond moves. Where nothing differs, which is common, the alpha of the entry before that is kept. */
function alphaOfBond(
  f: Frame,
  alpha: Local<"i64">,
  weight: Local<"i64">,
  seenBond: Value<"i64">,
  consensus: Value<"i64">,
): Code {
  const [low, high, slope] = [f.scalar("alphaLow"), f.scalar("alphaHigh"), f.scalar("slope")]
  const [bond, difference, sigmoid, width] = [f.i64(), f.i64(), f.i64(), f.i64()]
  const [lastDifference, lastAlpha, known] = [f.i64(), f.i64(), f.i32()]
  const x = f.i64()
  return seq(
    set(bond, seenBond),
    set(difference, select(geS(weight, bond), sub(weight, consensus), sub(bond, weight))),
    set(difference, select(gtS(difference, 0), difference, 0)),
    when(
      and(known, eq(difference, lastDifference)),
      set(alpha, lastAlpha),
      seq(
        set(x, sub(difference, half)),
        // floor(slope · x / 2^32), slope in two halves.
        set(x, add(mul(shrS(slope, 32), x), shrS(mul(and(slope, lowHalf), x), 32))),
        logistic(f, sigmoid, x),
        set(width, sub(high, low)),
        // floor(sigmoid · width / 2^32): a width may be negative.
        set(alpha, shrS(add(mul(sigmoid, shrS(width, 16)), shrS(mul(sigmoid, and(width, 0xffff)), 16)), 16)),
        set(alpha, add(low, alpha)),
        set(alpha, select(ltS(alpha, high), alpha, high)),
        set(alpha, select(gtS(alpha, low), alpha, low)),
        set(lastDifference, difference),
        set(lastAlpha, alpha),
        set(known, constant("i32", 1)),
      ),
    ),
  )
}

const lastTerm = 31
const expLimit = 20n * ONE
/** e, as the library's table has it. */
const eBits = 11_674_931_200n

/** Sets `result` to 1 / (1 + e^x), x clamped to [-20, 20]. */
function logistic(f: Frame, result: Local<"i64">, x: Local<"i64">): Code {
  const [size, power] = [f.i64(), f.i64()]
  return seq(
    set(size, select(ltS(x, 0), sub(zero, x), x)),
    set(size, select(ltS(size, expLimit), size, constant("i64", expLimit))),
    expSeries(f, power, size),
    when(ltS(x, 0), inverse(f, power, power), set(power, select(eq(x, ONE), constant("i64", eBits), power))),
    inverse(f, result, add(power, one)),
  )
}

/** Sets `result` to floor(2^64 / value), for a value above 1: 2^64 - 1 divides the same, unless the value divides 2^64. */
function inverse(f: Frame, result: Local<"i64">, value: Value<"i64">): Code {
  const [divisor, quotient] = [f.i64(), f.i64()]
  const all = constant("i64", -1)
  return seq(
    set(divisor, value),
    set(quotient, divU(all, divisor)),
    set(result, add(quotient, wide(eq(sub(all, mul(quotient, divisor)), sub(divisor, 1))))),
  )
}

/** Up to here the float series is sure of its floors. */
const floatLimit = 6n * ONE
/** More than its error: terms are below 2^39, and three roundings of 2^-53 each. */
const doubt = 2 ** -12

/**
 * Sets `sum` to 1 + x + term2 + … + term31, where term_i = floor(floor(term_(i-1) · x / 2^32) / i), until a term is 0.
 * Floats give the same floors, unless a quotient comes close to an integer: then the series is done again in integers.
 */
function expSeries(f: Frame, sum: Local<"i64">, x: Local<"i64">): Code {
  const [scaled, term, quotient, total, doubtful] = [f.f64(), f.f64(), f.f64(), f.f64(), f.i32()]
  const i = f.f64()
  const [low, high] = [constant("f64", doubt), constant("f64", 1 - doubt)]
  const inFloats = seq(
    set(term, float(x)),
    set(scaled, div(term, constant("f64", ONE))),
    set(total, add(term, constant("f64", ONE))),
    set(i, 2),
    repeatWhile(
      and(gtS(term, constant("f64", 0)), leS(i, constant("f64", lastTerm))),
      seq(
        set(quotient, mul(term, div(scaled, i))),
        set(term, floor(quotient)),
        increase(total, term),
        increase(i, 1),
        set(quotient, sub(quotient, term)),
        set(doubtful, or(doubtful, or(ltS(quotient, low), gtS(quotient, high)))),
      ),
    ),
    set(sum, truncate(total)),
  )
  return seq(
    set(doubtful, gtS(x, floatLimit)),
    when(eq(doubtful, 0), inFloats),
    when(doubtful, integerSeries(f, sum, x)),
  )
}

function integerSeries(f: Frame, sum: Local<"i64">, x: Local<"i64">): Code {
  const [term, i, xHigh, xLow, high, low] = [f.i64(), f.i64(), f.i64(), f.i64(), f.i64(), f.i64()]
  return seq(
    set(xHigh, shrU(x, 32)),
    set(xLow, and(x, lowHalf)),
    set(term, x),
    set(sum, add(x, one)),
    set(i, 2),
    repeatWhile(
      and(ne(term, 0), leS(i, constant("i64", lastTerm))),
      seq(
        set(high, shrU(term, 32)),
        set(low, and(term, lowHalf)),
        set(term, add(add(mul(high, x), mul(low, xHigh)), shrU(mul(low, xLow), 32))),
        set(term, divU(term, i)),
        increase(sum, term),
        increase(i, 1),
      ),
    ),
  )
}
