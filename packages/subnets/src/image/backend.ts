import type { ImageRequest } from "./protocol.ts"

/** A picture as it travels: the bytes of a PNG. */
export type Png = Uint8Array

/** What makes pictures. Errors are ProtocolError (the request's fault) or anything else (the backend's). */
export interface ImageBackend {
  /** Shown to clients. */
  readonly model: string
  /** `request.n` pictures; picture i is made with `request.seed + i`. Must stop soon after `signal` is aborted. */
  generate(request: ImageRequest, signal: AbortSignal): Promise<readonly Png[]>
  /** What the pictures are made of, where the backend can say: whoever has the same makes the same. */
  fingerprint?(): string
  /** The model that the miner stands by on the chain, for validators to draw with; it is what `generate` uses as soon as there is one. */
  committed?(): Uint8Array | undefined
  close(): Promise<void>
}

/** An image server failed; its own words stay in our log. */
export class UpstreamError extends Error {
  readonly code = "UpstreamError"
}
