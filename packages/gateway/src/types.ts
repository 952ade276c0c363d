/** What the gateway is given and what it hands out. Nothing here knows the chain or the wire between neurons. */

/** A miner as the metagraph shows it now. `incentive` is any non-negative weight; only ratios matter. */
export interface MinerRoute {
  readonly uid: number
  /** SS58 address. */
  readonly hotkey: string
  /** Base URL of its axon, without a trailing slash. */
  readonly url: string
  readonly incentive: number
  /** The subnet, where it is not the gateway's own. */
  readonly netuid?: number
  /** Model ids it serves; absent means every configured model. */
  readonly models?: readonly string[]
}

export interface MinerRequest {
  /** Request target at the miner, for example `/v1/chat/completions`. */
  readonly path: string
  readonly body: Uint8Array
  /** Whether server-sent events are expected. */
  readonly stream: boolean
  readonly signal: AbortSignal
}

/** A miner's answer while it arrives. */
export interface MinerAnswer {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: AsyncIterable<Uint8Array>
  /** Settles once `body` has ended: whether the miner's signature fits the bytes that came. A rejection counts as false. */
  readonly verified: Promise<boolean>
  /** What proves to others what the miner said to what, as JSON; undefined where it signed nothing. Asked for once `verified`. */
  evidence?(): object | undefined
}

/** The signed HTTP request to one miner. It rejects when the miner cannot be reached. */
export type MinerQuery = (miner: MinerRoute, request: MinerRequest) => Promise<MinerAnswer>

/** One answered, failed or abandoned completion, for the status page, metering and logs. */
export interface QueryRecord {
  readonly id: string
  /** Milliseconds since the epoch when the request arrived. */
  readonly at: number
  readonly model: string
  readonly stream: boolean
  /** The HTTP status that the client got; 499 when the client left first. */
  readonly status: number
  /** The error code that the client got, null on success. */
  readonly code: string | null
  /** The miner that answered, null when none did. */
  readonly minerUid: number | null
  readonly minerHotkey: string | null
  /** How many miners were asked. */
  readonly attempts: number
  readonly latencyMs: number
  /** Until the first bytes of the answer, null when there were none. */
  readonly firstByteMs: number | null
  readonly promptTokens: number | null
  readonly completionTokens: number | null
}

export interface GatewayDeps {
  /** The current view of the metagraph: cheap and synchronous. */
  miners(): readonly MinerRoute[]
  readonly query: MinerQuery
  /** Milliseconds since the epoch. */
  now(): number
  /** Uniform in [0, 1). */
  random(): number
  log(entry: object): void
  onQuery?(record: QueryRecord): void
}

/** What a model answers with, and so where it is asked. */
export type ModelKind = "chat" | "images" | "embeddings" | "scraping"

export interface ServedModel {
  readonly id: string
  /** Seconds since the epoch. */
  readonly created: number
  readonly ownedBy: string
  /** Default "chat". */
  readonly kind?: ModelKind
}
