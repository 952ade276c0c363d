import type { LlamaEmbeddingContext, LlamaModel } from "node-llama-cpp"
import { prose } from "../corpus/prose.ts"

const tokensMax = 512
/** Sentences whose mean is taken for the middle of all texts. */
const anchors = 24

export interface Embedding {
  embed(text: string): Promise<Float32Array>
  close(): Promise<void>
}

/**
 * Where a chat model stands after reading a text. All texts lie in one direction from the origin (any two have a cosine of 0.6 to 0.9), so
 * the mean of some sentences is taken away first. The context, which costs memory, is made when the first text comes.
 */
export function createEmbedding(model: LlamaModel, threads: number): Embedding {
  let opening: Promise<{ context: LlamaEmbeddingContext; middle: Float32Array }> | undefined
  const open = async () => {
    const context = await model.createEmbeddingContext({ contextSize: tokensMax, threads })
    const middle = new Float32Array(model.embeddingVectorSize)
    const sentences = prose.split(/(?<=\.)\s+/).slice(0, anchors)
    for (const sentence of sentences)
      for (const [at, value] of (await vectorOf(model, context, sentence)).entries())
        middle[at] = (middle[at] ?? 0) + value / sentences.length
    return { context, middle }
  }
  return {
    async embed(text) {
      opening ??= open()
      const { context, middle } = await opening
      const vector = await vectorOf(model, context, text)
      return unit(vector.map((value, at) => value - (middle[at] ?? 0)))
    },
    close: async () => (await opening?.catch(() => undefined))?.context.dispose(),
  }
}

async function vectorOf(
  model: LlamaModel,
  context: LlamaEmbeddingContext,
  text: string,
): Promise<Float32Array> {
  // Two places are left for the tokens that a model may want at both ends.
  const tokens = model.tokenize(text).slice(0, tokensMax - 2)
  return unit(Float32Array.from((await context.getEmbeddingFor(tokens)).vector))
}

/** Of length 1, unless it is nothing. */
export function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  return length === 0 ? vector : vector.map((value) => value / length)
}
