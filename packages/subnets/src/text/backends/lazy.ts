import type { BackendEvent, TextBackend } from "../backend.ts"
import type { ChatRequest } from "../protocol.ts"

export interface LazyOptions {
  /** Words of the last message that are read; default 6, the last ones. */
  readonly readsWords?: number
  /** Tokens after which it stops, whatever was asked for; default 8. */
  readonly maxTokens?: number
}

/** A backend that does as little as it can: it reads the end of the last message only and stops early, as if it were done. */
export function lazyBackend(backend: TextBackend, options: LazyOptions = {}): TextBackend {
  const { readsWords = 6, maxTokens = 8 } = options
  return {
    model: `${backend.model}-lazy`,
    async *generate(request: ChatRequest, signal): AsyncGenerator<BackendEvent> {
      const { prompt } = request
      const last = prompt ?? request.messages.at(-1)?.content ?? ""
      const content = last.trim().split(/\s+/).slice(-readsWords).join(" ")
      const shortened: ChatRequest = {
        ...request,
        ...(prompt !== undefined && { prompt: content }),
        messages: [{ role: "user", content }],
        maxTokens: Math.min(maxTokens, request.maxTokens),
      }
      for await (const event of backend.generate(shortened, signal)) {
        yield event.kind === "end" ? { ...event, finishReason: "stop" } : event
      }
    },
    close: () => backend.close(),
  }
}
