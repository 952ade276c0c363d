/** Parameters and state of one subnet mechanism's epoch. Vectors are indexed by uid, 0…n-1. */
export interface EpochInput {
  /** Number of uids on the subnet. */
  readonly n: number
  /** Alpha (rao) to split in this epoch, u64. */
  readonly raoEmission: bigint

  readonly currentBlock: bigint
  /** Blocks, u16. */
  readonly tempo: number
  /** Block of the last successful epoch, 0 for never. */
  readonly lastMechanismStepBlock: bigint
  /** A uid is inactive when it has not set weights for factor · tempo / 1000 blocks (u32). */
  readonly activityCutoffFactorMilli: number
  /** Block of each uid's last weights; may be shorter than n: a missing one masks the uid. */
  readonly lastUpdate: readonly bigint[]
  readonly blockAtRegistration: readonly bigint[]

  /** Inherited alpha on the subnet, after childkeys (rao, u64). */
  readonly alphaStake: readonly bigint[]
  /** Inherited root TAO (rao, u64). */
  readonly taoStake: readonly bigint[]
  /** Weight of TAO in stake, as a share of 2^64-1. */
  readonly taoWeight: bigint
  /** Stake below this (rao) counts as none; the owner's uid is exempt. */
  readonly stakeThreshold: bigint
  /** Uid of the subnet owner's hotkey; null when it has none. */
  readonly ownerUid: number | null
  /** Permits that the previous epoch stored; may be shorter than n: missing counts as none. */
  readonly validatorPermit: readonly boolean[]
  readonly maxAllowedValidators: number

  /** Stored rows by validator uid. Order as stored; explicit zeros and uids ≥ n may occur. */
  readonly weights: readonly WeightRow[]
  readonly bonds: readonly WeightRow[]
  readonly commitRevealEnabled: boolean
  /** Block of each uid's oldest unexpired weight commit; null for none. */
  readonly earliestCommitBlock: readonly (bigint | null)[]

  /** u16, share of 65535. */
  readonly kappa: number
  /** u16, share of 65535. */
  readonly bondsPenalty: number
  /** u64, share of 1,000,000. */
  readonly bondsMovingAverage: bigint
  readonly yuma3On: boolean

  readonly liquidAlphaOn: boolean
  /** u16, share of 65535. */
  readonly alphaLow: number
  /** u16, share of 65535. */
  readonly alphaHigh: number
  /** i16, in hundredths. */
  readonly alphaSigmoidSteepness: number
  readonly liquidAlphaConsensusMode: LiquidAlphaConsensusMode
  /** Consensus that this mechanism's previous epoch stored (u16); empty for none. */
  readonly previousConsensus: readonly number[]
}

/** Which consensus liquid alpha compares weights with. Auto: previous when the bonds penalty is full, else current. */
export type LiquidAlphaConsensusMode = "Current" | "Previous" | "Auto"

/** `[uid, u16]` entries of one validator. */
export type WeightRow = readonly (readonly [uid: number, value: number])[]

/** What an epoch computes. Vectors are indexed by uid; shares are u16 (of 65535), amounts rao. */
export interface EpochOutput {
  /** Whole rao of alpha plus weighted TAO. */
  readonly stake: bigint[]
  readonly stakeWeight: number[]
  readonly active: boolean[]
  readonly consensus: number[]
  readonly validatorTrust: number[]
  readonly incentive: number[]
  readonly dividends: number[]
  readonly validatorPermit: boolean[]
  readonly serverEmission: bigint[]
  readonly validatorEmission: bigint[]
  readonly emission: bigint[]
  /** Rows to store; empty without a new permit. */
  readonly bonds: WeightRow[]
  /** Unrounded intermediates, raw I32F32. */
  readonly raw: EpochRaw
}

export interface EpochRaw {
  /** Share of all stake. */
  readonly stake: bigint[]
  /** Share of the stake of active, permitted validators. */
  readonly activeStake: bigint[]
  readonly consensus: bigint[]
  readonly validatorTrust: bigint[]
  readonly incentive: bigint[]
  readonly dividends: bigint[]
}
