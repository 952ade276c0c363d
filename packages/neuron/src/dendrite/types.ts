import type { IncomingHttpHeaders } from "node:http"
import type { AnswerEvidence } from "../btauth/evidence.ts"
import type { SynapseType } from "../synapse/types.ts"

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
  /** Miners on the Python SDK sign no answers; false takes those too, without evidence. A false signature stays an error. Default true. */
  readonly requireSigned?: boolean
  /** Default 8 MiB, over the whole answer. */
  readonly maxBytes?: number
  /** Keeps the bytes of a stream, up to `maxBytes`, for a record of evidence. Default false. */
  readonly keepBytes?: boolean
  readonly signal?: AbortSignal
}

export interface DendriteResponse {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Uint8Array
  /** Throws DendriteError BadResponse when the body is not JSON. */
  json(): unknown
  /** Proof of who answered what; undefined when the answer is not signed and need not be. */
  readonly evidence: AnswerEvidence | undefined
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
  /** Undefined until `events` ended without error, and where nothing is signed and need not be. */
  evidence(): AnswerEvidence | undefined
  /** What the evidence is of: all bytes before the trailer, as far as they have come. Empty unless `keepBytes` was asked for. */
  bytes(): Uint8Array
}

export interface SynapseCall {
  /** All hashed fields of the type, and any of its uncovered ones. */
  readonly fields?: Readonly<Record<string, unknown>>
  /**
   * Fields without a default in the Python class, which constructs itself from headers before it reads the body. Default all that are sent;
   * to be narrowed where a class does not take the empty value of a type.
   */
  readonly required?: readonly string[]
  /** Axons of the Python SDK sign no answers; true takes only signed ones. Default false. */
  readonly requireSigned?: boolean
  /** From the call to the last byte. Default 12 s, as in the SDK. */
  readonly timeoutMs?: number
  /** Default 8 MiB, over the whole answer. */
  readonly maxBytes?: number
  readonly signal?: AbortSignal
}

/** A request as it went out: with it, evidence proves to others what was asked. */
export interface SentSynapse {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export interface SynapseAnswer {
  readonly sent: SentSynapse
  /** What was sent, and what the answer added: an axon cannot rewrite the question. */
  readonly fields: Readonly<Record<string, unknown>>
  readonly statusCode: number
  readonly statusMessage: string
  /** What the axon says it took. */
  readonly processSeconds: number | undefined
  readonly headers: IncomingHttpHeaders
  /** Undefined when the answer is not signed; a false signature is an error. */
  readonly evidence: AnswerEvidence | undefined
  readonly elapsedMs: number
}

export interface SynapseStream {
  readonly sent: SentSynapse
  readonly headers: IncomingHttpHeaders
  readonly headMs: number
  /** Once. They come before they are proven: the iteration throws DendriteError at its end when the signature is false. */
  readonly chunks: AsyncIterable<Uint8Array>
  /** Undefined until `chunks` ended without error, and when the axon signs nothing. */
  evidence(): AnswerEvidence | undefined
}

export interface Dendrite {
  readonly hotkey: string
  request(target: AxonTarget, request: DendriteRequest): Promise<DendriteResponse>
  stream(target: AxonTarget, request: DendriteRequest): Promise<DendriteStream>
  /** Asks an axon over the wire of SDK 10. Throws RangeError when the fields are not those of the type. */
  synapse(target: AxonTarget, type: SynapseType, call?: SynapseCall): Promise<SynapseAnswer>
  synapseStream(target: AxonTarget, type: SynapseType, call?: SynapseCall): Promise<SynapseStream>
  close(): Promise<void>
}
