import type { Block } from "@taonet/node/chain/blocks"
import { OriginError } from "@taonet/node/chain/errors"
import type { ChainStore } from "@taonet/node/chain/store"
import { equalBytes } from "@taonet/primitives/bytes"
import { fromHex, type Hex } from "@taonet/primitives/hex"
import { decode } from "@taonet/primitives/scale/index"
import { storage as timestamp } from "@taonet/runtime/pallets/timestamp/schema"
import { createRuntime } from "@taonet/runtime/runtime"
import type { ChainSpec } from "@taonet/runtime/specs/chainSpec"
import { createForkStore } from "./forkStore.ts"
import { type Origin, startOrigin } from "./origin.ts"
import { hashAt, readBlock } from "./originBlocks.ts"
import { createReadahead, hasSubnet, peopleIn, prefetchHot, prefetchSubnet } from "./readahead.ts"
import { createRemoteState, type RemoteState } from "./remoteState.ts"
import type { ForkTarget } from "./target.ts"

export interface ForkOptions extends ForkTarget {
  /** Everything of this subnet is fetched at the start. */
  readonly netuid?: number
  /** Networks whose constants the other chain may have, the likelier first. Its own decide which of them it is. */
  readonly specs: readonly ChainSpec[]
  /** Whether what nearly every block reads is fetched at the start. Default true. */
  readonly prefetch?: boolean
  readonly timeoutMs?: number
  readonly retries?: number
}

/** What a development chain is started with to go on from another chain's block. */
export interface Fork {
  readonly store: ChainStore
  /** Of `specs`, the one with the other chain's constants. Its genesis is not used. */
  readonly spec: ChainSpec
  readonly block: Block
  /** The block's time: a clock that starts here goes on where the other chain was. */
  readonly timeMs: number
  readonly origin: Origin
  readonly remote: RemoteState
  close(): Promise<void>
}

const specName = "node-subtensor"

/**
 * Opens the state after a block of another chain, of which nothing is ever written. Throws OriginError for a chain that does not answer, has no such
 * block, has dropped its state, or runs another runtime.
 */
export async function openFork(options: ForkOptions): Promise<Fork> {
  const origin = await startOrigin(options)
  try {
    return openAt(origin, options)
  } catch (error) {
    await origin.close()
    throw error
  }
}

function openAt(origin: Origin, { block: wanted, netuid, specs, prefetch = true }: ForkOptions): Fork {
  const block = forkedBlock(origin, wanted)
  const genesis = readBlock(origin, 0)
  if (genesis === undefined) throw new OriginError("refused", `${origin.url} has no genesis block`)
  const spec = specOf(origin, block, specs)
  const people = peopleIn(() => remote)
  const remote: RemoteState = createRemoteState(origin, block.hash, createReadahead(people))
  if (prefetch) prefetchHot(remote)
  const now = remote.get(timestamp.Now.key())
  if (netuid !== undefined) {
    if (!hasSubnet(remote, netuid))
      throw new OriginError(
        "bad-target",
        `${origin.url} has no subnet ${netuid} at block ${block.header.number}`,
      )
    prefetchSubnet(remote, netuid)
  }
  return {
    store: createForkStore({ origin, remote, genesis, block }),
    spec,
    block,
    timeMs: now === undefined ? 0 : Number(decode(timestamp.Now.codec, now)),
    origin,
    remote,
    close: origin.close,
  }
}

function forkedBlock(origin: Origin, wanted: number | Hex | undefined): Block {
  const hash =
    wanted === undefined ? finalHash(origin) : typeof wanted === "number" ? hashAt(origin, wanted) : wanted
  const block = hash && readBlock(origin, hash)
  if (block === undefined)
    throw new OriginError(
      "unknown-block",
      `${origin.url} has no block ${wanted}; its last final one is ${finalHash(origin)}`,
    )
  return block
}

function finalHash(origin: Origin): Hex {
  const [hash] = origin.ask([{ method: "chain_getFinalizedHead", params: [] }])
  if (typeof hash !== "string" || !/^0x[0-9a-f]{64}$/.test(hash))
    throw new OriginError("refused", `${origin.url} names no final block: it is no Substrate node`)
  return hash as Hex
}

/** The network whose metadata, constants included, is the other chain's at that block. */
function specOf(origin: Origin, { hash, header: { number } }: Block, specs: readonly ChainSpec[]): ChainSpec {
  const [version] = origin.ask([{ method: "state_getRuntimeVersion", params: [hash] }]) as [
    { specName?: unknown; specVersion?: unknown } | null,
  ]
  const runtimes = specs.map((spec) => ({ spec, runtime: createRuntime(spec) }))
  const own = runtimes[0]?.runtime.version.specVersion
  if (version?.specName !== specName || version.specVersion !== own)
    throw new OriginError(
      "other-version",
      `${origin.url} runs ${String(version?.specName)} ${String(version?.specVersion)} at block ${number}; only ${specName} ${own} can be forked`,
    )
  if (runtimes.length === 1) return runtimes[0]!.spec
  const [metadata] = origin.ask([{ method: "state_getMetadata", params: [hash] }])
  const found = runtimes.find(({ runtime }) => sameBytes(runtime.metadata(14), metadata))
  if (found === undefined)
    throw new OriginError(
      "other-constants",
      `the constants of ${origin.url} are those of none of the networks ${specs.map(({ id }) => id).join(", ")}; --chain says whose to take`,
    )
  return found.spec
}

const sameBytes = (own: Uint8Array | undefined, theirs: unknown): boolean =>
  own !== undefined && typeof theirs === "string" && equalBytes(own, fromHex(theirs as Hex))
