import { DendriteError } from "@taonet/neuron/dendrite/errors"
import type { AxonTarget } from "@taonet/neuron/dendrite/types"
import type { ScoringContext } from "@taonet/neuron/loops/runValidator"
import type { Picture } from "../pixels/picture.ts"
import { decodePng, PngError } from "../pixels/png.ts"
import { imagesPath } from "../protocol.ts"

export interface Answer {
  readonly pictures: readonly Picture[]
  /** What the miner says made them. */
  readonly model: string | undefined
  readonly elapsedMs: number
}

export interface Question {
  readonly prompt: string
  readonly seed: number
  readonly n: number
  readonly side: number
  readonly timeoutMs: number
}

/** Asks a miner for pictures. Rejects with DendriteError. */
export async function ask(
  miner: AxonTarget,
  { dendrite, signal }: ScoringContext,
  { prompt, seed, n, side, timeoutMs }: Question,
): Promise<Answer> {
  const response = await dendrite.request(miner, {
    path: imagesPath,
    body: { prompt, seed, n, size: `${side}x${side}`, response_format: "b64_json" },
    timeoutMs,
    maxBytes: n * side * side * 6 + 65_536,
    signal,
  })
  return { ...readAnswer(response.json(), n, side), elapsedMs: response.elapsedMs }
}

/** Reads a miner's pictures, trusting none of it. Throws DendriteError BadResponse. */
function readAnswer(body: unknown, n: number, side: number): Omit<Answer, "elapsedMs"> {
  const { data, system_fingerprint: model } = (body ?? {}) as {
    data?: readonly unknown[]
    system_fingerprint?: unknown
  }
  if (!Array.isArray(data) || data.length !== n)
    throw new DendriteError("BadResponse", "the answer does not hold the pictures that were asked for")
  const pictures = data.map((entry) => readPicture((entry as { b64_json?: unknown } | null)?.b64_json, side))
  return { pictures, model: typeof model === "string" ? model : undefined }
}

function readPicture(text: unknown, side: number): Picture {
  try {
    const picture = decodePng(Buffer.from(typeof text === "string" ? text : "", "base64"))
    if (picture.width === side && picture.height === side) return picture
  } catch (error) {
    if (!(error instanceof PngError)) throw error
  }
  throw new DendriteError("BadResponse", "the answer holds no picture of the size asked for")
}
