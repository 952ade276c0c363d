import { finney } from "@taonet/runtime/specs/finney"
import { local, localSlow } from "@taonet/runtime/specs/local"
import { type DevChain, type DevChainOptions, startDevChain } from "../chain.ts"
import { adoptBeacon } from "./beacon.ts"
import { type Fork, openFork } from "./openFork.ts"
import { forkTarget } from "./target.ts"

export { adoptBeacon } from "./beacon.ts"
export { type Fork, type ForkOptions, openFork } from "./openFork.ts"
export { type ForkTarget, forkTarget } from "./target.ts"

export interface ForkedChainOptions extends Omit<DevChainOptions, "scenario" | "spec"> {
  /** `ws://host:port`, with `@` and a block's number or hash behind it, or the last final block without. */
  readonly fork: string
  /** Everything of this subnet is fetched at the start. */
  readonly netuid?: number
  /** The network whose constants the other chain has; found out without. */
  readonly spec?: DevChainOptions["spec"]
  /** Milliseconds for a connection, and for each call. */
  readonly timeoutMs?: number
  /** How often a call that had no answer is asked again. */
  readonly retries?: number
}

/** A development chain that goes on from a block of another chain, which is only ever read. */
export interface ForkedChain extends DevChain {
  readonly fork: Fork
}

/** The networks whose constants a fork knows. */
export const forkableSpecs = [finney, local, localSlow]

/** Throws OriginError besides what other chains throw. */
export async function createForkedChain(options: ForkedChainOptions): Promise<ForkedChain> {
  const { fork: target, netuid, spec, timeoutMs, retries, ...more } = options
  const fork = await openFork({
    ...forkTarget(target),
    specs: spec ? [spec] : forkableSpecs,
    ...(netuid !== undefined && { netuid }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(retries !== undefined && { retries }),
  })
  try {
    const chain = await startDevChain({
      startMs: fork.timeMs,
      ...more,
      spec: fork.spec,
      node: { ...more.node, store: fork.store },
    })
    if (options.node?.drand === undefined) await adoptBeacon({ chain: chain.node.chain, dev: chain })
    const close = async (): Promise<void> => {
      await chain.close()
      await fork.close()
    }
    return Object.assign(Object.create(chain) as DevChain, { fork, close, [Symbol.asyncDispose]: close })
  } catch (error) {
    await fork.close()
    throw error
  }
}
