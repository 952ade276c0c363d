import {
  add,
  and,
  type Code,
  constant,
  countTrailingZeros,
  each,
  eq,
  gtS,
  increase,
  type Local,
  ltU,
  mul,
  narrow,
  ne,
  or,
  repeatWhile,
  select,
  seq,
  set,
  shl,
  shrU,
  sub,
  type Value,
  when,
  wide,
} from "./assembler.ts"
import { type Frame, kernelFunction, ONE, setDivisor } from "./frame.ts"
import type { ArrayName } from "./layout.ts"
import { clear, normalize } from "./stakeStages.ts"

/** Drops stored bonds to uids that registered since the last epoch (rule 8), and sums the columns of the others. */
export const carryBonds = kernelFunction("carryBonds", (f) => {
  const [n, since] = [f.scalar("n"), f.scalar("bondsSince")]
  const [start, rowEnd, uids, values] = [
    f.array("bondStart"),
    f.array("bondEnd"),
    f.array("bondUid"),
    f.array("bondValue"),
  ]
  const [registered, seenIn, columnSum] = [f.array("registered"), f.array("seenIn"), f.array("columnSum")]
  const [row, stamp, k, end, kept, uid, twice] = [
    f.i32(),
    f.i32(),
    f.i32(),
    f.i32(),
    f.i32(),
    f.i32(),
    f.i32(),
  ]
  const [uidsIn, valuesIn, value] = [f.array("bondUidIn"), f.array("bondValueIn"), f.i32()]
  return seq(
    clear(f, "columnSum"),
    each(
      row,
      0,
      n,
      set(stamp, add(add(row, n), 1)),
      set(kept, start.at(row)),
      set(end, start.at(add(row, 1))),
      each(
        k,
        kept,
        end,
        set(uid, uidsIn.at(k)),
        when(
          ltU(uid, n),
          when(
            ltU(registered.at(uid), since),
            seq(
              set(value, valuesIn.at(k)),
              uids.put(kept, uid),
              values.put(kept, value),
              increase(kept, 1),
              columnSum.put(uid, add(columnSum.at(uid), wide(value))),
              set(twice, or(twice, eq(seenIn.at(uid), stamp))),
              seenIn.put(uid, stamp),
            ),
          ),
        ),
      ),
      rowEnd.put(row, kept),
    ),
    f.setScalar("unusual", or(f.scalar("unusual"), twice)),
    setColumnDivisors(f, "bondDivisor", "bondReciprocal"),
  )
})

/** Bonds and dividends of Yuma 2 (rule 9), without the final normalisation to the column's largest. */
export const yuma2 = kernelFunction("yuma2", (f) => {
  const n = f.scalar("n")
  const [start, rowEnd, uids] = [f.array("weightStart"), f.array("weightEnd"), f.array("weightUid")]
  const [weights, activeStake, columnSum] = [f.array("weight"), f.array("activeStake"), f.array("columnSum")]
  const [divisor, reciprocal] = [f.array("divisor"), f.array("reciprocal")]
  const [bondDivisor, bondReciprocal] = [f.array("bondDivisor"), f.array("bondReciprocal")]
  const [row, k, end, uid] = [f.i32(), f.i32(), f.i32(), f.i32()]
  const [stake, bought] = [f.i64(), f.i64()]
  return seq(
    clear(f, "columnSum"),
    each(
      row,
      0,
      n,
      set(stake, activeStake.at(row)),
      set(end, rowEnd.at(row)),
      each(
        k,
        start.at(row),
        end,
        set(uid, uids.at(k)),
        set(bought, f.product(stake, weights.at(k))),
        weights.put(k, bought),
        columnSum.put(uid, add(columnSum.at(uid), bought)),
      ),
    ),
    setColumnDivisors(f, "divisor", "reciprocal"),
    moveBonds(f, {
      fresh: (value, column) => f.quotient(value, divisor.at(column), reciprocal.at(column)),
      carried: (value, column) => f.quotient(wide(value), bondDivisor.at(column), bondReciprocal.at(column)),
    }),
  )
})

/** Bonds of Yuma 3 without liquid alpha (rule 9). */
export const yuma3 = kernelFunction("yuma3", (f) =>
  moveBonds(f, { fresh: (value) => value, carried: shareOfU16 }),
)

/** A u16's share of 65535: floor(2^32 / 65535) is 65537, and the rest adds up to one only for 65535 itself. */
export const shareOfU16 = (value: Value<"i32">): Value<"i64"> =>
  add(mul(wide(value), 65_537), wide(eq(value, 65_535)))

interface BondTerms {
  fresh(weight: Value<"i64">, column: Local<"i32">): Value<"i64">
  carried(bond: Value<"i32">, column: Local<"i32">): Value<"i64">
}

/**
 * alpha · fresh + (1 - alpha) · carried for each validator: added up in a row with gaps, then its positive entries in order of uid.
 * A bit for each uid in that row tells where they are. Also sums the columns and sets their divisors.
 */
function moveBonds(f: Frame, { fresh, carried }: BondTerms): Code {
  const [n, alpha, keep] = [f.scalar("n"), f.scalar("bondsAlpha"), f.i64()]
  const [weightStart, weightEnd, weightUid] = [
    f.array("weightStart"),
    f.array("weightEnd"),
    f.array("weightUid"),
  ]
  const [bondStart, bondEnd, bondUid] = [f.array("bondStart"), f.array("bondEnd"), f.array("bondUid")]
  const [weight, bondValue] = [f.array("weight"), f.array("bondValue")]
  const [emaStart, emaEnd] = [f.array("emaStart"), f.array("emaEnd")]
  const [sums, touched] = [f.array("row"), f.array("touched")]
  const [row, k, end, uid, place] = [f.i32(), f.i32(), f.i32(), f.i32(), f.i32()]
  const value = f.i64()
  const touch = seq(
    sums.put(uid, add(sums.at(uid), value)),
    touched.put(shrU(uid, 6), or(touched.at(shrU(uid, 6)), shl(constant("i64", 1), wide(uid)))),
  )
  return seq(
    set(keep, sub(constant("i64", ONE), alpha)),
    clear(f, "columnSum"),
    each(
      row,
      0,
      n,
      emaStart.put(row, place),
      set(end, weightEnd.at(row)),
      each(
        k,
        weightStart.at(row),
        end,
        set(uid, weightUid.at(k)),
        set(value, f.product(alpha, fresh(weight.at(k), uid))),
        touch,
      ),
      when(
        or(ne(end, weightStart.at(row)), ne(bondEnd.at(row), bondStart.at(row))),
        seq(
          set(end, bondEnd.at(row)),
          each(
            k,
            bondStart.at(row),
            end,
            set(uid, bondUid.at(k)),
            set(value, f.product(keep, carried(bondValue.at(k), uid))),
            touch,
          ),
          gatherRow(f, place),
        ),
      ),
      emaEnd.put(row, place),
    ),
    setColumnDivisors(f, "divisor", "reciprocal"),
  )
}

/** Moves the touched entries of `row` that are positive to the bonds, and empties it. */
function gatherRow(f: Frame, place: Local<"i32">): Code {
  const n = f.scalar("n")
  const [sums, touched, columnSum] = [f.array("row"), f.array("touched"), f.array("columnSum")]
  const [emaUid, ema] = [f.array("emaUid"), f.array("ema")]
  const [word, words, uid] = [f.i32(), f.i32(), f.i32()]
  const [bits, value] = [f.i64(), f.i64()]
  return seq(
    set(words, shrU(add(n, 63), 6)),
    each(
      word,
      0,
      words,
      set(bits, touched.at(word)),
      when(
        ne(bits, 0),
        seq(
          touched.put(word, 0),
          repeatWhile(
            ne(bits, 0),
            seq(
              set(uid, add(shl(word, 6), narrow(countTrailingZeros(bits)))),
              set(bits, and(bits, sub(bits, 1))),
              set(value, sums.at(uid)),
              sums.put(uid, 0),
              emaUid.put(place, uid),
              ema.put(place, value),
              increase(place, gtS(value, 0)),
              columnSum.put(uid, add(columnSum.at(uid), value)),
            ),
          ),
        ),
      ),
    ),
  )
}

/** Of columnSum. */
export function setColumnDivisors(f: Frame, divisors: ArrayName, reciprocals: ArrayName): Code {
  const n = f.scalar("n")
  const sums = f.array("columnSum")
  const [divisorAt, reciprocalAt] = [f.array(divisors as "divisor"), f.array(reciprocals as "reciprocal")]
  const uid = f.i32()
  const [divisor, reciprocal] = [f.i64(), f.f64()]
  return each(
    uid,
    0,
    n,
    setDivisor(divisor, reciprocal, sums.at(uid)),
    divisorAt.put(uid, divisor),
    reciprocalAt.put(uid, reciprocal),
  )
}

/** Yuma 2's dividends, and its bonds as shares of the largest of their column (rules 9 and 12). */
export const yuma2Dividends = kernelFunction("yuma2Dividends", (f) => {
  const n = f.scalar("n")
  const [emaStart, emaEnd, emaUid] = [f.array("emaStart"), f.array("emaEnd"), f.array("emaUid")]
  const [ema, emaU16, stores] = [f.array("ema"), f.array("emaU16"), f.array("stores")]
  const [incentive, dividends, largest] = [f.array("incentive"), f.array("dividends"), f.array("columnSum")]
  const [divisor, reciprocal] = [f.array("divisor"), f.array("reciprocal")]
  const [row, k, end, uid] = [f.i32(), f.i32(), f.i32(), f.i32()]
  const [income, bond] = [f.i64(), f.i64()]
  return seq(
    clear(f, "columnSum"),
    each(
      row,
      0,
      n,
      set(income, 0),
      set(end, emaEnd.at(row)),
      each(
        k,
        emaStart.at(row),
        end,
        set(uid, emaUid.at(k)),
        set(bond, f.quotient(ema.at(k), divisor.at(uid), reciprocal.at(uid))),
        ema.put(k, bond),
        increase(income, f.product(bond, incentive.at(uid))),
        largest.put(uid, larger(bond, largest.at(uid))),
      ),
      dividends.put(row, income),
    ),
    normalize(f, "dividends"),
    setColumnDivisors(f, "divisor", "reciprocal"),
    each(
      row,
      0,
      n,
      when(
        stores.at(row),
        seq(
          set(end, emaEnd.at(row)),
          each(
            k,
            emaStart.at(row),
            end,
            set(uid, emaUid.at(k)),
            emaU16.put(k, toU16(f.quotient(ema.at(k), divisor.at(uid), reciprocal.at(uid)))),
          ),
        ),
      ),
    ),
  )
})

/** Yuma 3's dividends, shared out with stake, and its bonds as they are (rules 9 and 12). */
export const yuma3Dividends = kernelFunction("yuma3Dividends", (f) => {
  const n = f.scalar("n")
  const [emaStart, emaEnd, emaUid] = [f.array("emaStart"), f.array("emaEnd"), f.array("emaUid")]
  const [ema, emaU16, activeStake] = [f.array("ema"), f.array("emaU16"), f.array("activeStake")]
  const [incentive, dividends] = [f.array("incentive"), f.array("dividends")]
  const [divisor, reciprocal] = [f.array("divisor"), f.array("reciprocal")]
  const [row, k, end, uid] = [f.i32(), f.i32(), f.i32(), f.i32()]
  const [income, bond] = [f.i64(), f.i64()]
  return seq(
    each(
      row,
      0,
      n,
      set(income, 0),
      set(end, emaEnd.at(row)),
      each(
        k,
        emaStart.at(row),
        end,
        set(uid, emaUid.at(k)),
        set(bond, ema.at(k)),
        emaU16.put(k, toU16(bond)),
        increase(income, f.product(incentive.at(uid), f.quotient(bond, divisor.at(uid), reciprocal.at(uid)))),
      ),
      dividends.put(row, f.product(income, activeStake.at(row))),
    ),
    normalize(f, "dividends"),
  )
})

/** Share of 65535, floor (rule 4), of a share 0 … 1. */
export const toU16 = (share: Value<"i64">): Value<"i32"> => narrow(shrU(mul(share, 65_535), 32))

const larger = (left: Local<"i64">, right: Value<"i64">): Value<"i64"> =>
  select(gtS(left, right), left, right)
