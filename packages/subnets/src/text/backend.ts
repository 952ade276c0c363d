import type { ChatRequest, FinishReason } from "./protocol.ts"

/** A token as the backend chose it; `text` may be empty, when it holds only part of a character. */
export interface ChosenToken {
  readonly id?: number
  readonly text: string
  /** Natural logarithm, where the backend knows it. */
  readonly logprob?: number
}

export type BackendEvent =
  | { readonly kind: "text"; readonly text: string; readonly tokens: readonly ChosenToken[] }
  | {
      /** The last event, exactly once. */
      readonly kind: "end"
      readonly finishReason: FinishReason
      readonly promptTokens: number
      readonly completionTokens: number
    }

/** What makes answers. Errors are ProtocolError (the request's fault) or anything else (the backend's). */
export interface TextBackend {
  /** Shown to clients. */
  readonly model: string
  /** Must stop soon after `signal` is aborted. */
  generate(request: ChatRequest, signal: AbortSignal): AsyncIterable<BackendEvent>
  close(): Promise<void>
}
