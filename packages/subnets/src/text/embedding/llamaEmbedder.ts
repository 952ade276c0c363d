import type { LlamaEngine } from "../llama/engine.ts"
import type { Embedder } from "./embedder.ts"

/** The language model's own view of a text: it knows that a kitten is near a cat in a sentence, though it was not trained for this. */
export function llamaEmbedder(engine: LlamaEngine): Embedder {
  return {
    model: `${engine.model}-embedding`,
    async embed(texts, signal) {
      const vectors: Float32Array[] = []
      for (const text of texts) {
        signal.throwIfAborted()
        vectors.push(await engine.embed(text))
      }
      return vectors
    },
    countTokens: (text) => engine.tokenize(text).length,
  }
}
