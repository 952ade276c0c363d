export { runEpoch, runEpochInBigint, UIDS_MAX } from "./runEpoch.ts"
export type { EpochInput, EpochOutput, EpochRaw, LiquidAlphaConsensusMode, WeightRow } from "./types.ts"
