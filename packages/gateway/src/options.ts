import type { ServedModel } from "./types.ts"

/** Every bound of the gateway, by name. */
export interface GatewayLimits {
  /** Bytes of one request body. */
  readonly bodyBytesMax: number
  /** Bytes of all request bodies that are being received at one time. */
  readonly bodyBytesInFlightMax: number
  /** How long a client may take to send its body. */
  readonly bodyTimeoutMs: number
  readonly connectionsMax: number
  /** Completions that run at one time. */
  readonly concurrentMax: number
  /** Completions that wait for their turn. */
  readonly queueMax: number
  readonly queueTimeoutMs: number
  /** Miners asked for one request. */
  readonly attemptsMax: number
  /** A miner's time to its first token (streaming) or to its whole answer (plain). */
  readonly firstByteTimeoutMs: number
  readonly plainAnswerTimeoutMs: number
  /** The longest silence inside a stream, on either side. */
  readonly idleTimeoutMs: number
  /** From arrival to the last byte, over all attempts. */
  readonly totalTimeoutMs: number
  /** Bytes of one miner's answer. */
  readonly answerBytesMax: number
  /** Bytes of one server-sent event from a miner. */
  readonly eventBytesMax: number
  /** First cool-down of a failing miner; it doubles with each failure in a row. */
  readonly coolDownMs: number
  readonly coolDownMaxMs: number
  /** Bytes of pictures that are kept for clients that want addresses, and how long an address holds at most. */
  readonly imageBytesMax: number
  readonly imageMaxAgeMs: number
  /** Characters of evidence that are kept for who asked, and for how long at most. */
  readonly evidenceBytesMax: number
  readonly evidenceMaxAgeMs: number
  /** Model ids in the list, however many the miners claim. */
  readonly modelsMax: number
}

export interface GatewayOptions {
  readonly host?: string
  /** 0 takes a free port. */
  readonly port?: number
  readonly netuid: number
  readonly models: readonly ServedModel[]
  /** `Access-Control-Allow-Origin`; null sends no CORS headers at all. Default `*`. */
  /** Under which clients reach it, when that is not the host they name: for the addresses of pictures. */
  readonly publicUrl?: string
  readonly corsOrigin?: string | null
  readonly limits?: Partial<GatewayLimits>
}

export const defaultLimits: GatewayLimits = {
  bodyBytesMax: 1024 * 1024,
  bodyBytesInFlightMax: 64 * 1024 * 1024,
  bodyTimeoutMs: 10_000,
  connectionsMax: 1024,
  concurrentMax: 64,
  queueMax: 128,
  queueTimeoutMs: 10_000,
  attemptsMax: 3,
  firstByteTimeoutMs: 30_000,
  plainAnswerTimeoutMs: 60_000,
  idleTimeoutMs: 30_000,
  totalTimeoutMs: 180_000,
  answerBytesMax: 8 * 1024 * 1024,
  eventBytesMax: 256 * 1024,
  coolDownMs: 1_000,
  coolDownMaxMs: 300_000,
  imageBytesMax: 64 * 1024 * 1024,
  imageMaxAgeMs: 3_600_000,
  evidenceBytesMax: 64 * 1024 * 1024,
  evidenceMaxAgeMs: 3_600_000,
  modelsMax: 256,
}
