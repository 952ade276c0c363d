export type DendriteErrorCode =
  /** No answer, or not all of it, before the deadline. */
  | "Timeout"
  /** The caller's own signal was aborted. */
  | "Aborted"
  /** No connection, or it was closed before the answer began. */
  | "Refused"
  /** The connection or the stream ended before the answer did. */
  | "DiedMidStream"
  /** A status other than 2xx; see `status`, `remoteCode`, `retryAfterMs`. */
  | "HttpStatus"
  /** Not signed by the axon that was asked, or not for this request. */
  | "BadResponseSignature"
  /** The bytes are not those that the axon says it sent. */
  | "HashMismatch"
  /** More bytes than allowed. */
  | "TooLarge"
  /** Not what was asked for, such as a plain body instead of a stream. */
  | "BadResponse"

export interface DendriteErrorDetail {
  readonly status?: number
  /** The axon's own error code; its word only. */
  readonly remoteCode?: string
  /** What the axon wrote with it. */
  readonly remoteMessage?: string
  readonly retryAfterMs?: number
  readonly cause?: unknown
}

/** How a call to an axon failed. `code` is stable. */
export class DendriteError extends Error {
  readonly code: DendriteErrorCode
  readonly status: number | undefined
  readonly remoteCode: string | undefined
  readonly remoteMessage: string | undefined
  readonly retryAfterMs: number | undefined
  constructor(code: DendriteErrorCode, message: string, detail: DendriteErrorDetail = {}) {
    super(message, { cause: detail.cause })
    this.name = "DendriteError"
    this.code = code
    this.status = detail.status
    this.remoteCode = detail.remoteCode
    this.remoteMessage = detail.remoteMessage
    this.retryAfterMs = detail.retryAfterMs
  }
}
