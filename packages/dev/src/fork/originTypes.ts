/** One JSON-RPC call. */
export interface OriginCall {
  readonly method: string
  readonly params: readonly unknown[]
}

export interface OriginSetup {
  readonly url: string
  /** Counts replies: the process sleeps on it. */
  readonly signal: SharedArrayBuffer
  /** For a connection, and for each call. */
  readonly timeoutMs: number
  /** How often a call without answer is asked again. */
  readonly retries: number
  /** Before it is asked again; longer each time. */
  readonly pauseMs: number
}

export interface OriginRequest {
  readonly id: number
  readonly calls: readonly OriginCall[]
}

export interface OriginReply {
  readonly id: number
  readonly answers?: readonly unknown[]
  /** `noAnswer`: nothing came back. Otherwise what the chain said. */
  readonly failure?: { readonly noAnswer: boolean; readonly message: string }
}
