import type { TransactionValidity, ValidationContext, ValidTransaction } from "@taonet/frame/runtime"
import type { State } from "@taonet/frame/state"
import { concatBytes } from "@taonet/primitives/bytes"
import { type SignatureCheck, verifySignature } from "@taonet/primitives/crypto/verify"
import { blake2b256 } from "@taonet/primitives/hash"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { bytes as bytesCodec, decode, encode, u32 } from "@taonet/primitives/scale/index"
import { isSameStatement, type Statement } from "@taonet/signatures/statement"
import type { Block } from "../chain/blocks.ts"
import type { Chain } from "../chain/chain.ts"
import type { Clock } from "../clock.ts"
import { errorText, type Log } from "../log.ts"
import { createBans } from "./bans.ts"
import { capturePool } from "./capture.ts"
import { notify, type PoolEntry, type TransactionStatus, type Watcher } from "./entry.ts"
import { PoolError, type PoolRefusal } from "./errors.ts"
import type { PoolJournal } from "./journal.ts"
import { createQueues } from "./queues.ts"
import type { BestFirst } from "./readyQueue.ts"
import type { SignatureVerifier } from "./signatures.ts"

export interface PoolLimits {
  readonly readyCount: number
  readonly readyBytes: number
  readonly futureCount: number
  readonly futureBytes: number
  /** One extrinsic. */
  readonly extrinsicBytes: number
}

export const defaultPoolLimits: PoolLimits = {
  readyCount: 8192,
  readyBytes: 20 * 1024 * 1024,
  futureCount: 4096,
  futureBytes: 10 * 1024 * 1024,
  extrinsicBytes: 5 * 1024 * 1024,
}

export interface Submission {
  readonly hash: Hex
  /** The watcher hears no more. */
  unwatch(): void
}

export interface Pool {
  /** Takes a transaction, or throws PoolError. `watch` hears its first status before this returns. */
  submit(extrinsic: Uint8Array, watch?: Watcher): Submission
  /** The same with the signature checked by the verifier, if there is one, while other work goes on. Rejects with PoolError. */
  admit(extrinsic: Uint8Array, watch?: Watcher): Promise<Submission>
  readonly readyCount: number
  readonly futureCount: number
  readonly readyBytes: number
  get(hash: Hex): PoolEntry | undefined
  /** Ready transactions, in the order in which blocks would take them. */
  ready(): PoolEntry[]
  best(): BestFirst
  /** The nonce that an account's next transaction needs, when the state says `nonce`. */
  nextNonce(account: Hex, nonce: number): number
  /** Takes one out by its hash, with what requires it, and bans it; false when it is not there. */
  remove(hash: Hex): boolean
  /** A block author found that it can not be included: it goes, with what requires it, and is banned. */
  reject(entry: PoolEntry): void
  /** Takes again what the journal kept; answers how many of it are still worth something. */
  restore(): Promise<number>
  /** Takes all out as invalid: the runtime that they were signed for is no more. */
  clear(): void
  /** Remembers what is here; the answer brings it back. For development chains, which go back themselves. */
  capture(): () => void
  /** Says when something became ready. */
  onReady(listener: () => void): () => void
  close(): void
}

export interface PoolOptions {
  readonly chain: Chain
  readonly clock: Clock
  readonly log: Log
  readonly limits?: PoolLimits
  /** Checks the signatures of what `admit` takes. Without it they are checked on the spot. */
  readonly verifier?: SignatureVerifier | undefined
  /** Signatures that it knows of count without being checked: a development chain's impersonation. */
  readonly exempt?: SignatureCheck | undefined
  /** Remembers what is here beyond the end of the process. */
  readonly journal?: PoolJournal | undefined
  /**
   * Watchers hear `finalized` so long after `inBlock`. A solo block is final at once, but polkadot.js looks up the block that `inBlock`
   * names and drops that work, and its callback, when the next status comes meanwhile.
   */
  readonly finalizedNoticeMs?: number
}

const defaultFinalizedNoticeMs = 50

/** After each block so many entries are looked at again, in turn: a block has made them stale, or a balance is gone. */
const revalidatedPerBlock = 128
/** Fewer when that takes longer than this: a busy machine has the next block to make. */
const revalidationMs = 5

/**
 * The pool of a solo chain. It follows the chain: what a block includes leaves, what waited for it comes forward, and the rest is checked
 * again little by little.
 */
export function createPool(options: PoolOptions): Pool {
  const { chain, clock, log, limits = defaultPoolLimits } = options
  const { finalizedNoticeMs = defaultFinalizedNoticeMs, verifier, journal, exempt } = options
  let bans = createBans(clock.monotonicMs)
  const readyListeners = new Set<() => void>()
  const queues = createQueues(limits, (hash) => bans.add(hash))
  const { ready, future } = queues
  let order = 0
  /** Entries that were looked at again, all blocks together: the next in turn comes after them. */
  let lookedAt = 0
  let view: { readonly head: Hex; readonly state: State } | undefined
  const awaitingFinality = new Map<Hex, Included[]>()

  /** One state serves all validations on a head: each leaves no trace, and what was decoded stays decoded. */
  function validate(bytes: Uint8Array, signature: SignatureContext): TransactionValidity {
    const head = chain.head().hash
    if (view?.head !== head) view = { head, state: chain.open(head) }
    try {
      const context = { source: "External", blockHash: head, ...signature } as const
      return chain.runtime.validateTransaction(view.state, bytes, context)
    } catch (error) {
      view = undefined
      log("warn", `The runtime failed to validate a transaction: ${errorText(error)}`)
      throw new PoolError({
        type: "Verification",
        detail: `Runtime error: Execution failed: ${errorText(error)}`,
      })
    }
  }

  function submit(bytes: Uint8Array, watch?: Watcher): Submission {
    const hash = checkNew(bytes)
    return take(hash, bytes, validate(bytes, signatureRule(exempt)), watch)
  }

  /** Validates as if the signature held, asks whether it does, and validates again when a block came meanwhile. */
  async function admit(bytes: Uint8Array, watch?: Watcher): Promise<Submission> {
    if (verifier === undefined) return submit(bytes, watch)
    const hash = checkNew(bytes)
    const head = chain.head().hash
    let statement: Statement | undefined
    const verdict = validate(bytes, {
      checkSignature(scheme, signature, message, account) {
        const isExempt = exempt?.(scheme, signature, message, account)
        if (!isExempt) statement = { scheme, signature, message, account }
        return true
      },
    })
    const checked: Statement | undefined = statement
    if (checked === undefined) return take(hash, bytes, verdict, watch)
    const holds = await verifier.verify(checked)
    checkNew(bytes)
    if (!holds) return take(hash, bytes, badProof, watch)
    if (chain.head().hash === head) return take(hash, bytes, verdict, watch)
    return take(hash, bytes, validate(bytes, { checkSignature: knownToHold(checked) }), watch)
  }

  /** The hash of what is worth a look. */
  function checkNew(bytes: Uint8Array): Hex {
    const hash = checkBytes(bytes, limits)
    if (bans.has(hash)) refuse({ type: "TemporarilyBanned" })
    if (queues.get(hash) !== undefined) refuse({ type: "AlreadyImported", hash })
    return hash
  }

  function take(hash: Hex, bytes: Uint8Array, verdict: TransactionValidity, watch?: Watcher): Submission {
    if (!verdict.ok) {
      if (verdict.error.type === "Unknown") refuse({ type: "UnknownTransaction", value: verdict.error.value })
      bans.add(hash)
      refuse({ type: "InvalidTransaction", value: verdict.error.value })
    }
    const entry: PoolEntry = {
      hash,
      bytes,
      validity: verdict.value,
      validTill: validTill(verdict.value, chain),
      order: order++,
      watchers: new Set(watch === undefined ? [] : [watch]),
    }
    const becameReady = queues.add(entry)
    journal?.add(bytes)
    if (becameReady) tellReady()
    return {
      hash,
      unwatch: () => {
        if (watch !== undefined) entry.watchers.delete(watch)
      },
    }
  }

  function tellReady(): void {
    for (const listener of readyListeners) listener()
  }

  /** Asks the runtime about an entry again, and moves or removes it by the answer. */
  function revalidate(entry: PoolEntry): void {
    let verdict: TransactionValidity
    try {
      verdict = validate(entry.bytes, { signatureVerified: true })
    } catch {
      queues.drop(entry, "invalid")
      return
    }
    if (!verdict.ok) queues.drop(entry, "invalid")
    else {
      entry.validTill = validTill(verdict.value, chain)
      if (queues.replace(entry, verdict.value)) tellReady()
    }
  }

  function prune(block: Block): void {
    const provided: Hex[] = []
    const included: Included[] = []
    block.extrinsics.forEach((bytes, index) => {
      const hash = toHex(blake2b256(bytes))
      const entry = queues.get(hash)
      if (entry === undefined) return
      queues.removeOne(entry)
      bans.add(hash)
      provided.push(...entry.validity.provides)
      notify(entry, { inBlock: block.hash }, { hash: block.hash, index })
      if (entry.watchers.size > 0) included.push({ entry, index })
    })
    if (included.length > 0) awaitingFinality.set(block.hash, included)
    for (const tag of provided) for (const entry of future.waitingFor(tag)) revalidate(entry)
  }

  function revalidateSome(number: number): void {
    const all = [...ready.entries(), ...future.entries()]
    for (const entry of all) if (entry.validTill < number) queues.drop(entry, "invalid")
    const count = Math.min(all.length, revalidatedPerBlock)
    const end = clock.monotonicMs() + revalidationMs
    for (let i = 0; i < count && clock.monotonicMs() <= end; i++) {
      const entry = all[lookedAt++ % all.length] as PoolEntry
      if (queues.get(entry.hash) === entry) revalidate(entry)
    }
  }

  const stopListening = chain.listen({
    best({ block }) {
      prune(block)
      revalidateSome(block.header.number)
      journal?.tidy(ready.size + future.size, pending)
    },
    finalized({ block: { hash } }) {
      const included = awaitingFinality.get(hash)
      if (included === undefined) return
      awaitingFinality.delete(hash)
      const tell = (): void => {
        for (const { entry, index } of included) notify(entry, { finalized: hash }, { hash, index })
      }
      if (finalizedNoticeMs === 0) tell()
      else clock.after(finalizedNoticeMs, tell)
    },
    // What was included or refused may be possible again.
    reset() {
      bans = createBans(clock.monotonicMs)
      view = undefined
      awaitingFinality.clear()
    },
  })

  /** All that is here, what comes first first. */
  const entries = (): PoolEntry[] =>
    [...ready.entries(), ...future.entries()].sort((a, b) => a.order - b.order)
  const pending = (): Uint8Array[] => entries().map(({ bytes }) => bytes)

  async function restore(): Promise<number> {
    const kept = journal?.load() ?? []
    const taken = await Promise.allSettled(kept.map((bytes) => admit(bytes)))
    journal?.rewrite(pending())
    return taken.filter(({ status }) => status === "fulfilled").length
  }

  return {
    submit,
    admit,
    restore,
    get readyCount() {
      return ready.size
    },
    get futureCount() {
      return future.size
    },
    get readyBytes() {
      return ready.bytes
    },
    get: queues.get,
    ready: () => inOrder(ready.best()),
    best: ready.best,
    nextNonce(account, nonce) {
      let next = nonce
      while (ready.provider(nonceTag(account, next)) !== undefined) next++
      return next
    },
    remove(hash) {
      const entry = queues.get(hash)
      if (entry !== undefined) queues.drop(entry, "invalid")
      return entry !== undefined
    },
    reject: (entry) => queues.drop(entry, "invalid"),
    clear() {
      for (const entry of entries()) queues.drop(entry, "invalid")
    },
    capture: () =>
      capturePool({
        queues,
        entries,
        revalidate,
        takeAgain: (bytes) => take(checkNew(bytes), bytes, validate(bytes, { signatureVerified: true })),
      }),
    onReady(listener) {
      readyListeners.add(listener)
      return () => {
        readyListeners.delete(listener)
      }
    },
    close() {
      stopListening()
      journal?.close(pending())
    },
  }
}

type SignatureContext = Pick<ValidationContext, "signatureVerified" | "checkSignature">

/** Without exemptions the runtime looks itself. */
const signatureRule = (exempt: SignatureCheck | undefined): SignatureContext =>
  exempt === undefined
    ? {}
    : { checkSignature: (...signed) => exempt(...signed) || verifySignature(...signed) }

const badProof: TransactionValidity = {
  ok: false,
  error: { type: "Invalid", value: { type: "BadProof" } },
}

/** Where a new head changes what the signature must cover, it is looked at again. */
const knownToHold =
  (checked: Statement): SignatureCheck =>
  (scheme, signature, message, account) =>
    isSameStatement(checked, { scheme, signature, message, account }) ||
    verifySignature(scheme, signature, message, account)

/** A watched transaction and its place in the block. */
interface Included {
  readonly entry: PoolEntry
  readonly index: number
}

function refuse(refusal: PoolRefusal): never {
  throw new PoolError(refusal)
}

/** The hash of well-formed bytes: one SCALE byte vector of a bounded length. */
function checkBytes(bytes: Uint8Array, limits: PoolLimits): Hex {
  if (bytes.length > limits.extrinsicBytes)
    refuse({ type: "InvalidTransaction", value: { type: "ExhaustsResources" } })
  try {
    decode(bytesCodec, bytes)
  } catch (error) {
    refuse({ type: "BadFormat", detail: errorText(error) })
  }
  return toHex(blake2b256(bytes))
}

function validTill(validity: ValidTransaction, chain: Chain): number {
  const till = BigInt(chain.head().header.number) + validity.longevity
  return till > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(till)
}

function inOrder(best: BestFirst): PoolEntry[] {
  const entries: PoolEntry[] = []
  for (let entry = best.next(); entry !== undefined; entry = best.next()) {
    entries.push(entry)
    best.taken(entry)
  }
  return entries
}

/** The tag of CheckNonce: account and nonce. */
const nonceTag = (account: Hex, nonce: number): Hex =>
  toHex(concatBytes(fromHex(account), encode(u32, nonce)))

export type { PoolEntry, TransactionStatus, Watcher }
