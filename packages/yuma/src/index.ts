export { EpochInputError, UIDS_MAX } from "./checkInput.ts"
export {
  type BondStep,
  type EpochExplanation,
  explainEpoch,
  type StakeExplanation,
  type SupportStep,
  type UidExplanation,
  type WeightStep,
} from "./explainEpoch.ts"
export { createEpochKernel, type EpochKernel } from "./kernel/epochKernel.ts"
export { runEpoch, runEpochInBigint } from "./runEpoch.ts"
export type { EpochInput, EpochOutput, EpochRaw, LiquidAlphaConsensusMode, WeightRow } from "./types.ts"
