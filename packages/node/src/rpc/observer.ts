/** Who counts what a server does. All of it is told synchronously and must cost next to nothing. */
export interface RpcObserver {
  callStarted(protocol: Protocol, method: string): void
  callFinished(call: FinishedCall): void
  sessionOpened(): void
  sessionClosed(seconds: number): void
  /** A client was cut off: it did not read. */
  clientCutOff(): void
}

export type Protocol = "ws" | "http" | "door"

export interface FinishedCall {
  readonly protocol: Protocol
  /** A method that there is, or `unknown`: clients cannot invent names. */
  readonly method: string
  readonly isError: boolean
  readonly isRateLimited: boolean
  readonly ms: number
}

export const noObserver: RpcObserver = {
  callStarted: () => {},
  callFinished: () => {},
  sessionOpened: () => {},
  sessionClosed: () => {},
  clientCutOff: () => {},
}
