import type { EpochInput, WeightRow } from "./types.ts"

/* Inputs of any size for benches and tests: like a subnet's, and the same for the same arguments. */

export type EpochMode = "yuma2" | "yuma3" | "liquid"

export interface SyntheticEpoch {
  readonly n: number
  /** The first of the uids. */
  readonly validators: number
  /**
   * Uids that each validator weighs and holds bonds of; n for a dense subnet. Otherwise validators pick from one half more than that, so
   * that most miners find a majority.
   */
  readonly perRow: number
  readonly mode: EpochMode
  readonly seed?: number
}

export function syntheticEpoch({ n, validators, perRow, mode, seed = 1 }: SyntheticEpoch): EpochInput {
  const random = generator(seed)
  const below = (limit: number): number => Math.floor((random() / 2 ** 32) * limit)
  const perUid = <T>(value: (uid: number) => T): T[] => Array.from({ length: n }, (_, uid) => value(uid))
  const row = (uid: number): WeightRow => {
    if (uid >= validators) return []
    const uids =
      perRow >= n
        ? perUid((to) => to)
        : someUids(Math.min(n, perRow + (perRow >> 1)), perRow, below)
            .map((to) => n - 1 - to)
            .reverse()
    return uids.map((to) => [to, 1 + below(65_535)] as const)
  }
  return {
    n,
    raoEmission: 148_000_000_000n,
    currentBlock: 5_000_000n,
    tempo: 360,
    lastMechanismStepBlock: 4_999_640n,
    activityCutoffFactorMilli: 13_889,
    lastUpdate: perUid(() => BigInt(4_999_700 + below(300))),
    blockAtRegistration: perUid(() => BigInt(4_000_000 + below(900_000))),
    alphaStake: perUid((uid) =>
      BigInt(uid < validators ? 10 ** 12 + below(2 ** 31) * 10 ** 5 : below(10 ** 6)),
    ),
    taoStake: perUid((uid) => BigInt(uid < validators ? below(2 ** 31) * 10 ** 3 : 0)),
    taoWeight: 3_320_413_933_267_719_290n,
    stakeThreshold: 0n,
    ownerUid: null,
    validatorPermit: perUid((uid) => uid < validators),
    maxAllowedValidators: validators,
    weights: perUid(row),
    bonds: perUid(row),
    commitRevealEnabled: false,
    earliestCommitBlock: perUid(() => null),
    kappa: 32_767,
    bondsPenalty: 65_535,
    bondsMovingAverage: 900_000n,
    yuma3On: mode !== "yuma2",
    liquidAlphaOn: mode === "liquid",
    alphaLow: 45_875,
    alphaHigh: 58_982,
    alphaSigmoidSteepness: 1_000,
    liquidAlphaConsensusMode: "Current",
    previousConsensus: [],
  }
}

function someUids(n: number, count: number, below: (limit: number) => number): number[] {
  const uids = new Set<number>()
  while (uids.size < count) uids.add(below(n))
  return [...uids].sort((a, b) => a - b)
}

/** xorshift32. */
function generator(seed: number): () => number {
  let state = seed >>> 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state
  }
}
