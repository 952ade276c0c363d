import { bigintArithmetic } from "./arithmetic.ts"
import { bondsSince } from "./bonds.ts"
import { checkAll, EpochInputError } from "./checkInput.ts"
import type { SparseRow } from "./matrix.ts"
import { type EpochStages, outputOf, runStages, stakesOf } from "./stages.ts"
import type { EpochInput, EpochOutput, WeightRow } from "./types.ts"
import { type WeightMask, weightMask } from "./weights.ts"

/** An epoch with its why. Shares are raw I32F32 (2^32 is one), stored values u16, amounts rao. */
export interface EpochExplanation {
  readonly formula: "yuma2" | "yuma3" | "yuma3 with liquid alpha"
  /** Share of active stake that holds the consensus up, raw. */
  readonly kappa: bigint
  /** In the order of their uids; only one when one was asked for. */
  readonly uids: readonly UidExplanation[]
  readonly output: EpochOutput
}

export interface UidExplanation {
  readonly uid: number
  readonly stake: StakeExplanation
  /** What this uid did as a validator; its rows are empty for one that only mines. */
  readonly validator: {
    readonly weights: readonly WeightStep[]
    readonly bonds: readonly BondStep[]
    readonly trust: bigint
    readonly dividends: bigint
  }
  readonly miner: {
    readonly consensus: bigint
    readonly incentive: bigint
    /** Who weighs it. */
    readonly support: readonly SupportStep[]
  }
  readonly emission: { readonly server: bigint; readonly validator: bigint; readonly total: bigint }
}

export interface StakeExplanation {
  readonly alpha: bigint
  readonly tao: bigint
  /** Alpha plus weighted TAO. */
  readonly total: bigint
  readonly share: bigint
  readonly activeShare: bigint
  readonly active: boolean
  readonly permit: boolean
  readonly nextPermit: boolean
  /** Why stake does not count where it does not. */
  readonly masks: readonly StakeMask[]
}

export type StakeMask = "below the threshold" | "inactive" | "no permit"
export type BondMask =
  | "uid is not on the subnet"
  | "uid registered since the last epoch"
  | "validator no longer lists the uid"
  | "its weight was clipped away"

/** One stored weight on its way. */
export interface WeightStep {
  readonly uid: number
  readonly stored: number
  /** Its share of the row, and that cut down to the consensus; null where it does not count. */
  readonly weight: bigint | null
  readonly clipped: bigint | null
  /** What bonds grow from, after the penalty. */
  readonly forBonds: bigint | null
  readonly mask: WeightMask | null
}

/** One bond on its way: after = (1 - alpha) · carried + alpha · fresh, in Yuma 2 then divided by the largest of its column. */
export interface BondStep {
  readonly uid: number
  readonly stored: number | null
  readonly carried: bigint
  readonly fresh: bigint
  readonly alpha: bigint | null
  readonly after: bigint
  /** As stored by this epoch; null without a permit, or for no bond. */
  readonly storedAfter: number | null
  readonly mask: BondMask | null
}

export interface SupportStep {
  readonly validator: number
  readonly activeShare: bigint
  readonly weight: bigint
  readonly clipped: bigint
}

/**
 * The epoch that `runEpoch` computes, with what happened to every stake, weight and bond, for one uid or for all. In bigint arithmetic:
 * meant for reading, not for replays. Throws EpochInputError as `runEpoch` does, and for a uid that the subnet lacks.
 */
export function explainEpoch(input: EpochInput, uid?: number): EpochExplanation {
  checkAll(input)
  if (uid !== undefined && !(Number.isInteger(uid) && uid >= 0 && uid < input.n))
    throw new EpochInputError("uid", `is not one of the subnet's ${input.n}`)
  const stages = runStages(bigintArithmetic, input, stakesOf(input))
  const output = outputOf(bigintArithmetic, input, stages)
  const support = supportOf(stages)
  const asked = uid === undefined ? Array.from({ length: input.n }, (_, each) => each) : [uid]
  return {
    formula: !input.yuma3On
      ? "yuma2"
      : typeof stages.alpha === "bigint"
        ? "yuma3"
        : "yuma3 with liquid alpha",
    kappa: bigintArithmetic.ratio(input.kappa, 0xffff),
    uids: asked.map((each) => explainUid(input, stages, output, each, support[each]!)),
    output,
  }
}

function explainUid(
  input: EpochInput,
  stages: EpochStages<bigint>,
  output: EpochOutput,
  uid: number,
  support: readonly SupportStep[],
): UidExplanation {
  return {
    uid,
    stake: explainStake(input, stages, output, uid),
    validator: {
      weights: weightSteps(input, stages, uid),
      bonds: bondSteps(input, stages, output, uid),
      trust: output.raw.validatorTrust[uid]!,
      dividends: output.raw.dividends[uid]!,
    },
    miner: {
      consensus: output.raw.consensus[uid]!,
      incentive: output.raw.incentive[uid]!,
      support,
    },
    emission: {
      server: output.serverEmission[uid]!,
      validator: output.validatorEmission[uid]!,
      total: output.emission[uid]!,
    },
  }
}

function explainStake(
  input: EpochInput,
  { stakes }: EpochStages<bigint>,
  output: EpochOutput,
  uid: number,
): StakeExplanation {
  const total = output.stake[uid]!
  const belowThreshold = uid !== input.ownerUid && total < input.stakeThreshold
  const masks: (StakeMask | false)[] = [
    belowThreshold && "below the threshold",
    !stakes.active[uid] && "inactive",
    !stakes.permits[uid] && "no permit",
  ]
  return {
    alpha: input.alphaStake[uid]!,
    tao: input.taoStake[uid]!,
    total,
    share: stakes.stake[uid]!,
    activeShare: stakes.activeStake[uid]!,
    active: stakes.active[uid]!,
    permit: stakes.permits[uid]!,
    nextPermit: stakes.nextPermits[uid]!,
    masks: masks.filter((mask) => mask !== false),
  }
}

function weightSteps(input: EpochInput, stages: EpochStages<bigint>, validator: number): WeightStep[] {
  const permitted = stages.stakes.permits[validator]!
  const weights = lookUp(stages.weights[validator]!)
  const clipped = lookUp(stages.clipped[validator]!)
  const forBonds = lookUp(stages.bondWeights[validator]!)
  return input.weights[validator]!.map(([uid, stored]) => {
    const mask = permitted ? weightMask(input, validator, uid) : "validator has no permit"
    // A weight that clipping or the penalty drops is one of 0.
    const step = (row: ReadonlyMap<number, bigint>) => (mask === undefined ? (row.get(uid) ?? 0n) : null)
    return {
      uid,
      stored,
      weight: step(weights),
      clipped: step(clipped),
      forBonds: step(forBonds),
      mask: mask ?? null,
    }
  })
}

function bondSteps(
  input: EpochInput,
  stages: EpochStages<bigint>,
  output: EpochOutput,
  validator: number,
): BondStep[] {
  const stored = lookUp(rowOf(input.bonds[validator]!))
  const carried = lookUp(stages.carried[validator]!)
  const listed = lookUp(stages.weights[validator]!)
  const fresh = lookUp(stages.fresh[validator]!)
  const after = lookUp(stages.bonds[validator]!)
  const storedAfter = lookUp(rowOf(output.bonds[validator]!))
  const alphas = typeof stages.alpha === "bigint" ? undefined : lookUp(stages.alpha[validator]!)
  const uids = [...new Set([...stored.keys(), ...fresh.keys()])].sort((a, b) => a - b)
  return uids.map((uid) => ({
    uid,
    stored: stored.get(uid) ?? null,
    carried: carried.get(uid) ?? 0n,
    fresh: fresh.get(uid) ?? 0n,
    alpha: typeof stages.alpha === "bigint" ? stages.alpha : (alphas?.get(uid) ?? null),
    after: after.get(uid) ?? 0n,
    storedAfter: storedAfter.get(uid) ?? null,
    mask: stored.has(uid) ? bondMask(input, uid, alphas?.has(uid) ?? true, listed.has(uid)) : null,
  }))
}

/** Of a stored bond. `kept`: the formula carries it on. `listed`: the validator has a weight for the uid that counts. */
function bondMask(input: EpochInput, uid: number, kept: boolean, listed: boolean): BondMask | null {
  if (uid >= input.n) return "uid is not on the subnet"
  if (input.blockAtRegistration[uid]! >= bondsSince(input)) return "uid registered since the last epoch"
  if (kept) return null
  return listed ? "its weight was clipped away" : "validator no longer lists the uid"
}

/** For each uid, who weighs it. */
function supportOf({ stakes, weights, clipped }: EpochStages<bigint>): SupportStep[][] {
  const support: SupportStep[][] = weights.map(() => [])
  weights.forEach(({ uids, values }, validator) => {
    const cut = lookUp(clipped[validator]!)
    uids.forEach((uid, k) => {
      support[uid]!.push({
        validator,
        activeShare: stakes.activeStake[validator]!,
        weight: values[k]!,
        clipped: cut.get(uid) ?? 0n,
      })
    })
  })
  return support
}

const rowOf = (row: WeightRow): SparseRow<number> => ({
  uids: row.map(([uid]) => uid),
  values: row.map(([, value]) => value),
})

function lookUp<N>({ uids, values }: SparseRow<N>): ReadonlyMap<number, N> {
  return new Map(uids.map((uid, k) => [uid, values[k]!]))
}
