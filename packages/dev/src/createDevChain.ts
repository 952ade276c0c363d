import { type DevChain, type DevChainOptions, startDevChain } from "./chain.ts"
import { createForkedChain, type ForkedChain, type ForkedChainOptions } from "./fork/index.ts"

/**
 * Starts a development chain in this process: a fresh one in a few milliseconds, or with `fork` one that goes on from a block of another
 * chain. By default it makes a block for each transaction, its clock follows its blocks, and nothing listens. Throws ScenarioError, DevError,
 * NodeError for a port that is taken, and OriginError for a chain that can not be forked.
 */
export function createDevChain(options: ForkedChainOptions): Promise<ForkedChain>
export function createDevChain(options?: DevChainOptions): Promise<DevChain>
export function createDevChain(options: DevChainOptions | ForkedChainOptions = {}): Promise<DevChain> {
  return "fork" in options ? createForkedChain(options) : startDevChain(options)
}
