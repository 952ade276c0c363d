import type { BackendEvent, TextBackend } from "../backend.ts"
import type { LlamaEngine } from "../llama/engine.ts"
import type { ChatRequest } from "../protocol.ts"
import { createStopFilter } from "../stopStrings.ts"

/** Answers with a model in this process. The engine may be shared; closing the backend leaves it open. */
export function llamaBackend(engine: LlamaEngine): TextBackend {
  return {
    model: engine.model,
    async *generate(request: ChatRequest, signal): AsyncGenerator<BackendEvent> {
      const filter = createStopFilter(request.stop)
      let completionTokens = 0
      const options = {
        maxTokens: request.maxTokens,
        temperature: request.temperature ?? 0,
        topP: request.topP ?? 1,
        seed: request.seed,
        withLogprobs: request.logprobs,
      }
      const asked = request.prompt ?? request.messages
      for await (const event of engine.generate(asked, options, signal)) {
        if (event.kind === "token") {
          completionTokens++
          const { text, stopped } = filter.push(event.token.text)
          yield { kind: "text", text, tokens: [event.token] }
          if (!stopped) continue
          // The prompt's length is not known before the end, which a stop string cuts off.
          yield {
            kind: "end",
            finishReason: "stop",
            promptTokens: engine.countPrompt(asked),
            completionTokens,
          }
          return
        }
        const rest = filter.flush()
        if (rest !== "") yield { kind: "text", text: rest, tokens: [] }
        yield {
          kind: "end",
          finishReason: event.finishReason,
          promptTokens: event.promptTokens,
          completionTokens,
        }
      }
    },
    close: async () => {},
  }
}
