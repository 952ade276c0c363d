import type { Fork } from "@taonet/dev/fork/openFork"
import type { Node } from "@taonet/node/node"
import { specNamed } from "./specs.ts"
import { UsageError } from "./stop.ts"

export interface ForkFlags {
  readonly fork?: string
  readonly netuid?: number
  readonly chain: string
  /** Whether `chain` was asked for; otherwise the other chain's constants tell what it is. */
  readonly chainGiven?: boolean
  readonly blockTime: number | "instant" | "manual"
  readonly dataDir?: string
  readonly scenario?: string
}

/** The chain to go on from, if one is asked for. Throws UsageError, and OriginError for one that can not be forked. */
export async function openForkOf(flags: ForkFlags): Promise<Fork | undefined> {
  const { fork, netuid, chain, chainGiven, blockTime } = flags
  if (fork === undefined) {
    if (netuid !== undefined)
      throw new UsageError("--netuid says what to fetch with --fork; without it there is no use for it")
    return undefined
  }
  for (const [flag, given] of [
    ["--data-dir", flags.dataDir],
    ["--scenario", flags.scenario],
  ])
    if (given !== undefined)
      throw new UsageError(`--fork begins with another chain's state, in memory: not with ${flag}`)
  const { forkableSpecs, forkTarget, openFork } = await import("@taonet/dev/fork/index")
  const opened = await openFork({
    ...forkTarget(fork),
    ...(netuid === undefined ? {} : { netuid }),
    specs: chainGiven ? [specNamed(chain, blockTime)] : forkableSpecs,
  })
  process.stdout.write(
    `Forked ${opened.origin.url} at block ${opened.block.header.number} (${opened.block.hash})\n`,
  )
  return opened
}

/** A fork gets the development chains' beacon, unless it shall have another one or none. */
export async function adoptBeaconOf(
  fork: Fork | undefined,
  { drand }: { readonly drand: string },
  { chain, dev }: Pick<Node, "chain" | "dev">,
): Promise<void> {
  if (fork === undefined || drand !== "offline" || dev === undefined) return
  const { adoptBeacon } = await import("@taonet/dev/fork/index")
  await adoptBeacon({ chain, dev })
}
