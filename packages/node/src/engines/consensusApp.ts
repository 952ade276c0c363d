import type { Hex } from "@taonet/primitives/hex"
import type { Block } from "../chain/blocks.ts"
import type { Turn } from "./turns.ts"

/**
 * The seam between the chain and whatever decides on blocks. The verbs are ABCI's: a solo engine calls them in turn, a consensus engine
 * of many machines calls them as its votes go. One block is worked on at a time.
 */
export interface ConsensusApp {
  info(): AppInfo
  /** Whether the pool takes a transaction. Throws PoolError. */
  checkTx(extrinsic: Uint8Array): Hex
  /** When this node may make the block after the head; undefined while it has the key of no producer. */
  nextTurn(nowMs: bigint): Turn | undefined
  /** Builds the next block's content from the pool, for this node's next turn. Throws NodeError `not-a-producer`. */
  prepareProposal(request: ProposalRequest): Promise<Proposal>
  /** Whether another's proposal is one that this node would stand for. */
  processProposal(proposal: Proposal): Promise<ProposalVerdict>
  /** Runs a decided proposal. Nothing is stored or told before `commit`. */
  finalizeBlock(proposal: Proposal): Promise<AppInfo>
  /** Stores what was finalized, then tells everybody. */
  commit(): Promise<Block>
}

export interface AppInfo {
  readonly number: number
  readonly hash: Hex
  readonly stateRoot: Hex
}

export interface ProposalRequest {
  /** The proposer's clock. */
  readonly nowMs: bigint
  /** No transaction is started later than this after the start, but for an eighth of it where epochs and the like took all of it. */
  readonly budgetMs: number
  readonly maxTransactions?: number
}

export interface Proposal {
  readonly number: number
  readonly parentHash: Hex
  readonly timestampMs: bigint
  /** The key for encrypted transactions that the proposer announces. */
  readonly shieldKey?: Uint8Array | undefined
  /** Inherents first, then what the author adds by itself. */
  readonly extrinsics: readonly Uint8Array[]
  /** How many of them came from the pool, by themselves or inside another. */
  readonly transactions: number
}

export type ProposalVerdict =
  | { readonly accepted: true }
  | { readonly accepted: false; readonly reason: string }
