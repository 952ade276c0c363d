/** What makes vectors of texts. Errors are ProtocolError (the request's fault) or anything else (the embedder's). */
export interface Embedder {
  /** Under this name clients ask for it. */
  readonly model: string
  /** One for each text, all of one length. Must stop soon after `signal` is aborted. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]>
  countTokens(text: string): number
}

/** In [-1, 1]; 0 when either is nothing, or they differ in length. */
export function cosine(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return 0
  let both = 0
  let ofA = 0
  let ofB = 0
  for (const [at, x] of a.entries()) {
    const y = b[at] ?? 0
    both += x * y
    ofA += x * x
    ofB += y * y
  }
  return ofA === 0 || ofB === 0 ? 0 : both / Math.sqrt(ofA * ofB)
}
