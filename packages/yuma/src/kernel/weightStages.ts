import {
  add,
  and,
  type Code,
  each,
  eq,
  gtS,
  increase,
  leU,
  ltS,
  ltU,
  mul,
  ne,
  or,
  select,
  seq,
  set,
  shrU,
  sub,
  type Value,
  when,
  wide,
} from "./assembler.ts"
import { kernelFunction, setDivisor } from "./frame.ts"
import { normalize } from "./stakeStages.ts"

/** Drops the weights that do not count (rule 4), and divides each row by its sum. Also counts each column's positive weights. */
export const countWeights = kernelFunction("countWeights", (f) => {
  const [n, owner] = [f.scalar("n"), f.scalar("owner")]
  const [start, rowEnd, limit] = [f.array("weightStart"), f.array("weightEnd"), f.array("weightsLimit")]
  const [uids, values, registered] = [f.array("weightUid"), f.array("weightValue"), f.array("registered")]
  const [seenIn, activeStake, columnFill] = [f.array("seenIn"), f.array("activeStake"), f.array("columnFill")]
  const [uidsIn, valuesIn, weight] = [f.array("weightUidIn"), f.array("weightValueIn"), f.array("weight")]
  const [row, k, end, kept, uid, last] = [f.i32(), f.i32(), f.i32(), f.i32(), f.i32(), f.i32()]
  const [value, twice, unsorted] = [f.i32(), f.i32(), f.i32()]
  const [sum, divisor, reciprocal] = [f.i64(), f.i64(), f.f64()]
  const counted = and(leU(registered.at(uid), limit.at(row)), or(ne(uid, row), eq(row, owner)))
  return seq(
    each(
      row,
      0,
      n,
      set(kept, start.at(row)),
      set(end, start.at(add(row, 1))),
      set(sum, 0),
      set(last, 0),
      each(
        k,
        kept,
        end,
        set(uid, uidsIn.at(k)),
        when(
          ltU(uid, n),
          when(
            counted,
            seq(
              set(value, valuesIn.at(k)),
              uids.put(kept, uid),
              values.put(kept, value),
              increase(kept, 1),
              increase(sum, wide(value)),
              set(twice, or(twice, eq(seenIn.at(uid), add(row, 1)))),
              seenIn.put(uid, add(row, 1)),
              set(unsorted, or(unsorted, ltU(uid, last))),
              set(last, uid),
            ),
          ),
        ),
      ),
      rowEnd.put(row, kept),
      set(end, kept),
      setDivisor(divisor, reciprocal, sum),
      each(k, start.at(row), end, weight.put(k, f.quotient(wide(values.at(k)), divisor, reciprocal))),
      when(
        gtS(activeStake.at(row), 0),
        each(
          k,
          start.at(row),
          end,
          set(uid, uids.at(k)),
          columnFill.put(uid, add(columnFill.at(uid), ne(values.at(k), 0))),
        ),
      ),
    ),
    f.setScalar("unsorted", unsorted),
    f.setScalar("unusual", or(f.scalar("unusual"), twice)),
  )
})

/**
 * Cuts weights down to the consensus, for trust, incentive (rule 6) and the weights that bonds grow from (rule 7), which replace the
 * weights: an entry that rule drops goes.
 */
export const clipWeights = kernelFunction("clipWeights", (f) => {
  const [n, mode, penalty] = [f.scalar("n"), f.scalar("penaltyMode"), f.scalar("penalty")]
  const [start, rowEnd, uids] = [f.array("weightStart"), f.array("weightEnd"), f.array("weightUid")]
  const [weights, consensus] = [f.array("weight"), f.array("consensus")]
  const [activeStake, trusts, rank] = [
    f.array("activeStake"),
    f.array("validatorTrust"),
    f.array("incentive"),
  ]
  const [row, k, end, kept, uid] = [f.i32(), f.i32(), f.i32(), f.i32(), f.i32()]
  const [weight, limit, clipped, stake, trust] = [f.i64(), f.i64(), f.i64(), f.i64(), f.i64()]
  const put = (value: Value<"i64">, keep: Value<"i32">): Code =>
    seq(uids.put(kept, uid), weights.put(kept, value), increase(kept, keep))
  const clipRow = (entry: Code): Code =>
    each(
      k,
      start.at(row),
      end,
      set(uid, uids.at(k)),
      set(weight, weights.at(k)),
      set(limit, consensus.at(uid)),
      set(clipped, select(ltS(limit, weight), limit, weight)),
      increase(trust, clipped),
      rank.put(uid, add(rank.at(uid), f.product(stake, clipped))),
      entry,
    )
  const cut = f.i64()
  // weight + floor(penalty · (clipped - weight)), the product being negative; a part of 65534 keeps it within 64 bits.
  const partly = seq(
    set(cut, shrU(add(mul(penalty, sub(weight, clipped)), 0xffff_ffff), 32)),
    set(weight, sub(weight, cut)),
    put(weight, gtS(weight, 0)),
  )
  const fully = put(clipped, or(eq(weight, 0), gtS(clipped, 0)))
  return seq(
    each(
      row,
      0,
      n,
      set(end, rowEnd.at(row)),
      set(kept, start.at(row)),
      set(stake, activeStake.at(row)),
      set(trust, 0),
      when(eq(mode, 0), clipRow([])),
      when(eq(mode, 1), seq(clipRow(fully), rowEnd.put(row, kept))),
      when(eq(mode, 2), seq(clipRow(partly), rowEnd.put(row, kept))),
      trusts.put(row, trust),
    ),
    normalize(f, "incentive"),
  )
})
