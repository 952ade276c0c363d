import { type EpochExplanation, explainEpoch as explainInput } from "@taonet/yuma/explainEpoch"
import { type ChainEpoch, type ChainEpochOptions, chainEpoch } from "./epochInput.ts"

export type ExplainEpochOptions = ChainEpochOptions & {
  /** Bonds and weights of this one only. */
  readonly uid?: number
}

export interface ExplainedEpoch extends ChainEpoch, EpochExplanation {}

/**
 * What became of every stake, weight and bond in an epoch that a chain ran: `explainEpoch({ chain, netuid })` for one in this process, with a
 * `url` for one elsewhere. Needs the state of the block before. Throws NoEpochError and OriginError.
 */
export async function explainEpoch({ uid, ...options }: ExplainEpochOptions): Promise<ExplainedEpoch> {
  const found = await chainEpoch(options)
  return { ...found, ...explainInput(found.input, uid) }
}
