import type { IncomingHttpHeaders } from "node:http"
import type { Caller } from "../btauth/verifyRequest.ts"

/** A request that passed every check; `caller` is undefined on public routes only. */
export interface AxonRequest {
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  /** The bytes that were signed. */
  readonly body: Uint8Array
  readonly caller: Caller | undefined
  /** Aborted when the client goes away, the handler's time is up, or the axon closes. */
  readonly signal: AbortSignal
}

export interface PlainReply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: Uint8Array | string
}

/** Complete server-sent events, each ending in an empty line; the axon adds the signed trailer. */
export interface StreamReply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly events: AsyncIterable<string>
}

/** Bytes as they come, for wires that know no events: the signature follows in HTTP's own trailers. */
export interface ChunkReply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly chunks: AsyncIterable<string | Uint8Array>
}

export type AxonReply = PlainReply | StreamReply | ChunkReply

export interface AxonRoute {
  readonly method: "GET" | "POST"
  readonly path: string
  /** Served without a signature, such as a health check. Default false. */
  readonly public?: boolean
  readonly handle: (request: AxonRequest) => Promise<AxonReply>
}

/** A refusal with a status and a stable code; anything else that a handler throws is a 500 that tells nothing. */
export class AxonError extends Error {
  readonly status: number
  readonly code: string
  readonly headers: Readonly<Record<string, string>>
  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.name = "AxonError"
    this.status = status
    this.code = code
    this.headers = headers
  }
}

/** Errors have OpenAI's shape, so that a gateway can pass them on. */
export const errorBody = (code: string, message: string, type = "invalid_request_error"): string =>
  JSON.stringify({ error: { message, type, param: null, code } })
