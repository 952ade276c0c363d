/** How a client reaches a node: WebSocket, or a node in the same process. */
export interface Transport {
  /** One JSON-RPC call. Rejects with RpcError for an answer that is an error, with TransportError when there is no answer. */
  request<T = unknown>(method: string, params?: readonly unknown[]): Promise<T>
  /** A subscription: `onMessage` gets each notification's result until `close`, which also unsubscribes. */
  subscribe(
    method: string,
    params: readonly unknown[],
    unsubscribeMethod: string,
    onMessage: (result: unknown) => void,
    onEnd?: (error: Error) => void,
  ): Promise<{ close(): void }>
  close(): Promise<void>
}

/** The node answered with a JSON-RPC error. */
export class RpcError extends Error {
  override readonly name = "RpcError"
  readonly code: number
  readonly data: unknown
  constructor(code: number, message: string, data?: unknown) {
    super(data === undefined ? message : `${message}: ${String(data)}`)
    this.code = code
    this.data = data
  }
}

/** No answer: the connection could not be made, was lost, or the deadline passed. */
export class TransportError extends Error {
  override readonly name = "TransportError"
}
