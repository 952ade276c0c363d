import {
  add,
  and,
  type Code,
  constant,
  each,
  eq,
  gtS,
  increase,
  type Local,
  leS,
  ltS,
  ne,
  or,
  repeatWhile,
  seq,
  set,
  shrU,
  sub,
  when,
  wide,
} from "./assembler.ts"
import { type Frame, kernelFunction } from "./frame.ts"

/**
 * Consensus weight of each uid (rule 5): the smallest weight such that validators who give at most that hold more than `minority` of
 * the stake, or the largest weight if none does. Most columns of a sparse subnet end at once: those who give nothing hold more.
 */
export const consensusWeights = kernelFunction("consensusWeights", (f) => {
  const [n, validators, medianTotal] = [f.scalar("n"), f.scalar("validators"), f.scalar("medianTotal")]
  const [columnStart, columnFill] = [f.array("columnStart"), f.array("columnFill")]
  const [backing, consensus] = [f.array("backing"), f.array("consensus")]
  const [uid, k, from, count, end, any] = [f.i32(), f.i32(), f.i32(), f.i32(), f.i32(), f.i32()]
  const [minority, target, result] = [f.i64(), f.i64(), f.i64()]
  return seq(
    set(minority, sub(medianTotal, f.scalar("kappa"))),
    fillColumns(f),
    each(
      uid,
      0,
      n,
      set(from, columnStart.at(uid)),
      set(end, columnFill.at(uid)),
      set(count, sub(end, from)),
      set(result, 0),
      when(
        ne(count, 0),
        seq(
          set(target, sub(minority, medianTotal)),
          each(k, from, end, increase(target, backing.at(k))),
          when(or(eq(count, validators), isNotNegative(target)), selectScore(f, from, count, target, result)),
        ),
      ),
      consensus.put(uid, result),
      set(any, or(any, gtS(result, 0))),
    ),
    f.setScalar("anyConsensus", any),
  )
})

const isNotNegative = (value: Local<"i64">) => leS(constant("i64", 0), value)

/** Puts the positive weights of validators with stake, and that stake, into columns. columnFill: from their counts to their ends. */
function fillColumns(f: Frame): Code {
  const n = f.scalar("n")
  const [start, rowEnd, uids] = [f.array("weightStart"), f.array("weightEnd"), f.array("weightUid")]
  const [weight, medianStake] = [f.array("weight"), f.array("medianStake")]
  const [columnStart, columnFill] = [f.array("columnStart"), f.array("columnFill")]
  const [score, backing] = [f.array("score"), f.array("backing")]
  const [row, k, uid, end, place] = [f.i32(), f.i32(), f.i32(), f.i32(), f.i32()]
  const [stake, value] = [f.i64(), f.i64()]
  return seq(
    each(
      uid,
      0,
      n,
      columnStart.put(uid, place),
      increase(place, columnFill.at(uid)),
      columnFill.put(uid, columnStart.at(uid)),
    ),
    columnStart.put(n, place),
    each(
      row,
      0,
      n,
      set(stake, medianStake.at(row)),
      set(end, rowEnd.at(row)),
      when(
        gtS(stake, 0),
        each(
          k,
          start.at(row),
          end,
          set(value, weight.at(k)),
          when(
            ne(value, 0),
            seq(
              set(uid, uids.at(k)),
              set(place, columnFill.at(uid)),
              score.put(place, value),
              backing.put(place, stake),
              columnFill.put(uid, add(place, 1)),
            ),
          ),
        ),
      ),
    ),
  )
}

/**
 * Quickselect: halves around a pivot, the part below it and the part above it each compacted into a scratch column without a branch.
 * `target` is the stake that those up to the result must exceed.
 */
function selectScore(
  f: Frame,
  from: Local<"i32">,
  count: Local<"i32">,
  target: Local<"i64">,
  result: Local<"i64">,
): Code {
  const n = f.scalar("n")
  const [score, backing, columnStart] = [f.array("score"), f.array("backing"), f.array("columnStart")]
  const [lower, upper, k, end, going] = [f.i32(), f.i32(), f.i32(), f.i32(), f.i32()]
  const [lowerEnd, upperEnd, isLower, isUpper] = [f.i32(), f.i32(), f.i32(), f.i32()]
  const [value, stake, all, lowerStake, upperStake] = [f.i64(), f.i64(), f.i64(), f.i64(), f.i64()]
  const partition = seq(
    set(result, score.at(add(from, shrU(count, 1)))),
    set(end, add(from, count)),
    set(lowerEnd, lower),
    set(upperEnd, upper),
    set(all, 0),
    set(lowerStake, 0),
    set(upperStake, 0),
    each(
      k,
      from,
      end,
      set(value, score.at(k)),
      set(stake, backing.at(k)),
      increase(all, stake),
      set(isLower, ltS(value, result)),
      set(isUpper, gtS(value, result)),
      score.put(lowerEnd, value),
      backing.put(lowerEnd, stake),
      score.put(upperEnd, value),
      backing.put(upperEnd, stake),
      increase(lowerEnd, isLower),
      increase(upperEnd, isUpper),
      increase(lowerStake, mask(stake, isLower)),
      increase(upperStake, mask(stake, isUpper)),
    ),
  )
  return seq(
    // After the last column.
    set(lower, columnStart.at(n)),
    set(upper, add(add(lower, n), 1)),
    repeatWhile(
      going,
      seq(
        partition,
        set(going, 0),
        when(
          and(ne(lowerEnd, lower), gtS(lowerStake, target)),
          seq(set(going, 1), set(from, lower), set(count, sub(lowerEnd, lower))),
          when(
            and(ne(upperEnd, upper), leS(sub(all, upperStake), target)),
            seq(
              set(going, 1),
              set(from, upper),
              set(count, sub(upperEnd, upper)),
              set(target, sub(target, sub(all, upperStake))),
            ),
          ),
        ),
      ),
    ),
  )
}

const mask = (value: Local<"i64">, bit: Local<"i32">) => and(value, sub(constant("i64", 0), wide(bit)))
