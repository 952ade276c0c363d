import type { IncomingHttpHeaders } from "node:http"
import type { ResponseEvidence } from "../btauth/response.ts"

/** An axon as the metagraph lists it. */
export interface AxonTarget {
  readonly hotkey: string
  readonly ip: string
  readonly port: number
}

export interface DendriteRequest {
  readonly method?: "GET" | "POST"
  /** Path and query. */
  readonly path: string
  /** Sent as it is; anything that is not bytes or text is sent as JSON. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** From the call to the last byte. Default 30 s. */
  readonly timeoutMs?: number
  /** Default 8 MiB, over the whole answer. */
  readonly maxBytes?: number
  readonly signal?: AbortSignal
}

export interface DendriteResponse {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Uint8Array
  /** Throws DendriteError BadResponse when the body is not JSON. */
  json(): unknown
  /** Proof of who answered what. */
  readonly evidence: ResponseEvidence
  readonly elapsedMs: number
}

export interface DendriteStream {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** From the call to the head of the answer. */
  readonly headMs: number
  /**
   * The events before the trailer, once. They come before they are proven: the iteration throws DendriteError at its end when the
   * trailer is missing or false. Leaving the loop early hangs up.
   */
  readonly events: AsyncIterable<{ readonly event: string; readonly data: string }>
  /** Undefined until `events` ended without error. */
  evidence(): ResponseEvidence | undefined
}

export interface Dendrite {
  readonly hotkey: string
  request(target: AxonTarget, request: DendriteRequest): Promise<DendriteResponse>
  stream(target: AxonTarget, request: DendriteRequest): Promise<DendriteStream>
  close(): Promise<void>
}
