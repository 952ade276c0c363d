import type { ApplyResult, BlockInput } from "@taonet/frame/runtime"
import { equalBytes } from "@taonet/primitives/bytes"
import { blake2b256 } from "@taonet/primitives/hash"
import { toHex } from "@taonet/primitives/hex"
import type { Clock } from "../clock.ts"
import type {
  AppInfo,
  ConsensusApp,
  Proposal,
  ProposalRequest,
  ProposalVerdict,
} from "../engines/consensusApp.ts"
import { createTurns, type Turns } from "../engines/turns.ts"
import { NodeError } from "../errors.ts"
import { errorText, type Log } from "../log.ts"
import type { Pool } from "../pool/pool.ts"
import { innerSize } from "../shield/shield.ts"
import { createShields, type Shields } from "../shield/shields.ts"
import type { BlockSource } from "./blockSource.ts"
import type { Block } from "./blocks.ts"
import type { Chain } from "./chain.ts"
import { type Author, type ExecutedBlock, nextTimestamp, type OpenBlock, openBlock } from "./execute.ts"

export interface AppOptions {
  readonly chain: Chain
  readonly pool: Pool
  readonly clock: Clock
  readonly log: Log
  /** Makes all blocks, whoever's turn it is. */
  readonly author: Author | undefined
  /** Instead of it: producers whose keys this node has, each for its own slots. */
  readonly authors?: readonly Author[] | undefined
  /** What the author adds by itself to the blocks that it proposes. */
  readonly sources?: readonly BlockSource[]
  /** Bytes of all extrinsics of a block; the runtime has limits of its own. */
  readonly maxBlockBytes?: number
}

const defaultMaxBlockBytes = 5 * 1024 * 1024
/** After so many transactions that do not fit, the block counts as full. */
const maxSkipped = 8
/** Between transactions the author gives way to I/O when it has worked for so long. */
const sliceMs = 8
/** What comes before the transactions (epochs, pulses) may use up a block's time, but for this share: heavy blocks must not stop the chain's users. */
const leastShare = 1 / 8

/** The chain as an engine drives it: proposals come from the pool, decided blocks go into the chain. */
export function createConsensusApp(options: AppOptions): ConsensusApp {
  const { chain, pool } = options
  const turns = createTurns(options)
  const shields = createShields(options.authors ?? maybe(options.author), Number(chain.slotDurationMs))
  /** The proposal that was executed last, while it was prepared or looked at: it need not run twice. */
  let prepared: { readonly proposal: Proposal; readonly executed: ExecutedBlock } | undefined
  let finalized: ExecutedBlock | undefined

  async function prepareProposal(request: ProposalRequest): Promise<Proposal> {
    const end = options.clock.monotonicMs() + request.budgetMs
    const parent = chain.head()
    const turn = turns.next(parent, request.nowMs)
    if (turn === undefined)
      throw new NodeError("not-a-producer", "none of the keys that this node has makes blocks on this chain")
    const { timestampMs, author } = turn
    const shieldKey = shields.announced(author?.account, parent.header.number + 1)
    const open = start(options, parent, { timestampMs, shieldKey }, author)
    const inherents = applyInherents(open, parent)
    const own = [...inherents, ...applySources(open, options)]
    const least = options.clock.monotonicMs() + request.budgetMs * leastShare
    const limits = { deadline: Math.max(end, least), usedBytes: sizeOf(own), ...request }
    const transactions = await applyFromPool(open, limits, { ...options, shields })
    const proposal: Proposal = {
      number: open.number,
      parentHash: parent.hash,
      timestampMs,
      shieldKey,
      extrinsics: [...own, ...transactions],
      transactions: transactions.length,
    }
    prepared = { proposal, executed: open.finish() }
    return proposal
  }

  async function processProposal(proposal: Proposal): Promise<ProposalVerdict> {
    try {
      finalized = undefined
      prepared = { proposal, executed: execute(options, proposal, turns) }
      return { accepted: true }
    } catch (error) {
      return { accepted: false, reason: errorText(error) }
    }
  }

  return {
    info: () => infoOf(chain.head()),
    nextTurn: (nowMs) => turns.next(chain.head(), nowMs),
    checkTx: (extrinsic) => pool.submit(extrinsic).hash,
    prepareProposal,
    processProposal,
    async finalizeBlock(proposal) {
      finalized = prepared?.proposal === proposal ? prepared.executed : execute(options, proposal, turns)
      prepared = undefined
      return infoOf(finalized.block)
    },
    async commit() {
      if (finalized === undefined) throw new Error("no block was finalized")
      const executed = finalized
      finalized = undefined
      const { runtime } = chain
      const block = await chain.import(executed)
      // What was signed for the version before is worth nothing after an upgrade.
      if (chain.runtime !== runtime) pool.clear()
      return block
    },
  }
}

function infoOf(block: Block): AppInfo {
  return { number: block.header.number, hash: block.hash, stateRoot: block.header.stateRoot }
}

const maybe = <T>(one: T | undefined): readonly T[] => (one === undefined ? [] : [one])

function start(
  { chain }: AppOptions,
  parent: Block,
  input: BlockInput,
  author: Author | undefined,
): OpenBlock {
  return openBlock({
    runtime: chain.runtime,
    parent,
    parentState: chain.state(parent.hash),
    input,
    slotDurationMs: chain.slotDurationMs,
    author,
  })
}

/** Bytes that the parent has as well (a key that stays) are kept once. */
function applyInherents(open: OpenBlock, parent: Block): Uint8Array[] {
  const inherents = open.inherents().map((bytes, index) => {
    const known = parent.extrinsics[index]
    return known !== undefined && equalBytes(known, bytes) ? known : bytes
  })
  for (const inherent of inherents) {
    const result = open.apply(inherent)
    if (!result.ok) throw new Error(`an inherent was refused: ${JSON.stringify(result.error)}`)
  }
  return inherents
}

/** A source that fails costs the block nothing but what it would have added. */
function applySources(open: OpenBlock, { sources = [], log }: AppOptions): Uint8Array[] {
  const applied: Uint8Array[] = []
  for (const source of sources) {
    try {
      for (const extrinsic of source.extrinsics(open.state)) {
        const result = open.apply(extrinsic)
        if (result.ok) applied.push(extrinsic)
        else log("warn", `The chain refused an extrinsic of its author: ${JSON.stringify(result.error)}`)
      }
    } catch (error) {
      log("error", `A source of extrinsics failed: ${errorText(error)}`)
    }
  }
  return applied
}

interface FillLimits {
  /** Monotonic time after which no transaction is started. */
  readonly deadline: number
  readonly usedBytes: number
  readonly maxTransactions?: number
}

async function applyFromPool(
  open: OpenBlock,
  { deadline, usedBytes, maxTransactions = Number.MAX_SAFE_INTEGER }: FillLimits,
  { pool, clock, log, shields, maxBlockBytes = defaultMaxBlockBytes }: AppOptions & { shields: Shields },
): Promise<Uint8Array[]> {
  const applied: Uint8Array[] = []
  let sliceEnd = clock.monotonicMs() + sliceMs
  let bytes = usedBytes
  let skipped = 0
  const best = pool.best()
  while (applied.length < maxTransactions && skipped < maxSkipped) {
    const now = clock.monotonicMs()
    if (now >= deadline) break
    if (now >= sliceEnd) {
      await clock.breathe()
      sliceEnd = clock.monotonicMs() + sliceMs
    }
    const entry = best.next()
    if (entry === undefined) break
    const { shielded } = entry.validity
    // For another author, or too old: it waits in the pool until its era ends, and takes nobody's place.
    if (shielded !== undefined && !shields.canOpen(shielded, open.number)) continue
    if (bytes + entry.bytes.length + (shielded ? innerSize(shielded) : 0) > maxBlockBytes) {
      skipped++
      continue
    }
    const result = applyGuarded(open, entry.bytes, true, log)
    if (result === undefined) pool.reject(entry)
    else if (result.ok) {
      const inner = shielded && shields.open(shielded, open.number)
      const taken = [entry.bytes, ...applyInner(open, inner, log)]
      applied.push(...taken)
      bytes += sizeOf(taken)
      best.taken(entry)
    } else if (result.error.type === "Invalid" && isLater(result.error.value.type)) skipped++
    else pool.reject(entry)
  }
  return applied
}

/** The transaction inside one that was just included, if it is one that can follow. If not, nobody hears of it. */
function applyInner(open: OpenBlock, inner: Uint8Array | undefined, log: Log): Uint8Array[] {
  return inner && applyGuarded(open, inner, false, log)?.ok ? [inner] : []
}

/**
 * A transaction on which the runtime breaks (a bug of ours) has left no trace in the block. It is refused and told of, so that it cannot stop
 * the chain by staying in the pool.
 */
function applyGuarded(
  open: OpenBlock,
  bytes: Uint8Array,
  verified: boolean,
  log: Log,
): ApplyResult | undefined {
  try {
    return open.apply(bytes, verified)
  } catch (error) {
    log("error", `The runtime broke on a transaction, which was refused: ${errorText(error)}`, {
      transaction: toHex(bytes),
    })
    return undefined
  }
}

/** Refusals that say nothing against including the transaction in a later block. */
const isLater = (refusal: string): boolean => refusal === "ExhaustsResources" || refusal === "Future"

/** Runs another's proposal; throws when it is not what the chain allows. */
function execute(options: AppOptions, proposal: Proposal, turns: Turns): ExecutedBlock {
  const { chain, pool } = options
  const parent = chain.head()
  if (proposal.parentHash !== parent.hash) throw new Error("the proposal is not for the head")
  if (nextTimestamp(parent.header, proposal.timestampMs, chain.slotDurationMs) !== proposal.timestampMs)
    throw new Error("the proposal's slot is not later than its parent's")
  const { timestampMs, shieldKey } = proposal
  const open = start(options, parent, { timestampMs, shieldKey }, turns.at(parent, timestampMs))
  const inherents = applyInherents(open, parent)
  const given = proposal.extrinsics.slice(0, inherents.length)
  if (given.length !== inherents.length || !given.every((one, i) => equalBytes(one, inherents[i]!)))
    throw new Error("the proposal's inherents are not what its input asks for")
  for (const extrinsic of proposal.extrinsics.slice(inherents.length)) {
    // What is in the pool has had its signature checked.
    const verified = pool.get(toHex(blake2b256(extrinsic))) !== undefined
    const result = open.apply(extrinsic, verified)
    if (!result.ok) throw new Error(`an extrinsic was refused: ${JSON.stringify(result.error)}`)
  }
  return open.finish()
}

function sizeOf(extrinsics: readonly Uint8Array[]): number {
  return extrinsics.reduce((sum, extrinsic) => sum + extrinsic.length, 0)
}
