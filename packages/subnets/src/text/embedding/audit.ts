import { DendriteError } from "@taonet/neuron/dendrite/errors"
import type { ScoreMiner } from "@taonet/neuron/loops/runValidator"
import { pick, type Random } from "@taonet/neuron/random"
import { speedOf } from "../scoring/score.ts"
import { readingTasks } from "../tasks/reading.ts"
import { cosine, type Embedder } from "./embedder.ts"
import { embeddingsPath, vectorFrom } from "./protocol.ts"

export interface EmbeddingAuditOptions {
  /** The validator's own copy of the model that is asked for. */
  readonly embedder: Embedder
  /** Texts in one question; default 4. */
  readonly texts?: number
  /** Default 20 s. */
  readonly timeoutMs?: number
}

/** Cosine with our own vector: rounding of other machines moves it by less than what is left to 1, another model by far more. */
const lowest = 0.9
const same = 0.99
/** Share of the speed, as for chats. */
const speedShare = 0.1

/** Asks for vectors of texts that nobody saw before, makes them again and compares. */
export function embeddingScorer({
  embedder,
  texts = 4,
  timeoutMs = 20_000,
}: EmbeddingAuditOptions): ScoreMiner {
  return async (miner, context) => {
    const inputs = Array.from({ length: texts }, () => freshText(context.random))
    const { signal } = context
    // Before the miner is asked: what fails here is our own fault and must not be scored.
    const own = await embedder.embed(inputs, signal)
    const body = { model: embedder.model, input: inputs, encoding_format: "base64" }
    try {
      const request = { path: embeddingsPath, body, timeoutMs, maxBytes: 1_048_576, signal }
      const response = await context.dendrite.request(miner, request)
      const claimed = readVectors(response.json(), texts)
      const cosines = own.map((vector, at) => cosine(vector, claimed[at] ?? new Float32Array()))
      // The worst counts: a miner that embeds every other text has not done its work.
      const agreement = Math.min(1, Math.max(0, (Math.min(...cosines) - lowest) / (same - lowest)))
      const { elapsedMs } = response
      const score = agreement * (1 - speedShare + speedShare * speedOf(elapsedMs))
      return { score, detail: { cosine: Math.min(...cosines), elapsedMs } }
    } catch (error) {
      if (!(error instanceof DendriteError)) throw error
      return { score: 0, detail: { failure: error.code } }
    }
  }
}

/** Two made-up sentences, so that a list of answers would have to hold all pairs. */
function freshText(random: Random): string {
  const kinds = Object.values(readingTasks)
  return [0, 1].map(() => pick(random, kinds)(random).question).join(" ")
}

/** Trusts none of it. Throws DendriteError BadResponse. */
function readVectors(body: unknown, count: number): (Float32Array | undefined)[] {
  const data = (body as { data?: unknown } | null)?.data
  if (!Array.isArray(data) || data.length !== count)
    throw new DendriteError("BadResponse", "the answer does not hold a vector for each text")
  const vectors: (Float32Array | undefined)[] = []
  for (const entry of data as unknown[]) {
    const { index, embedding } = (entry ?? {}) as { index?: unknown; embedding?: unknown }
    if (typeof index === "number" && index >= 0 && index < count) vectors[index] = vectorFrom(embedding)
  }
  return vectors
}
