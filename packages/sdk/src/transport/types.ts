/** How a client reaches a node: WebSocket, HTTP, or a node in the same process. */
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
  ): Promise<Subscription>
  close(): Promise<void>
}

export interface Subscription {
  close(): void
}

/** The node answered with a JSON-RPC error. */
export class RpcError extends Error {
  override readonly name: string = "RpcError"
  readonly code: number
  readonly data: unknown
  constructor(code: number, message: string, data?: unknown, shown = shownText(message, data)) {
    super(shown)
    this.code = code
    this.data = data
  }
}

/** Substrate says in `data` as text why it refused; what is structured there is for programs. */
const shownText = (message: string, data: unknown): string =>
  data === undefined || typeof data === "object" ? message : `${message}: ${String(data)}`

/** No answer: the connection could not be made, was lost, or the deadline passed. */
export class TransportError extends Error {
  override readonly name = "TransportError"
  readonly code = "TRANSPORT"
  /** False where the node cannot have seen the call, so that it is safe to make it again. */
  readonly sent: boolean
  constructor(message: string, sent = true) {
    super(message)
    this.sent = sent
  }
}

/** What can be asked again without harm when an answer got lost. Everything else may have happened already. */
export const isRepeatable = (method: string): boolean =>
  !/^(author|dev|anvil|evm|engine|transaction)_/.test(method)

/** Subscriptions that can be opened again elsewhere. Those of a submission can not: that would submit once more. */
export const isStanding = (method: string): boolean => isRepeatable(method)
