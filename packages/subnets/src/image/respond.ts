import type { ImageBackend } from "./backend.ts"
import type { ImageRequest, ImagesAnswer } from "./protocol.ts"

/** Asks the backend and puts its pictures into OpenAI's shape. */
export async function answerImages(
  backend: ImageBackend,
  request: ImageRequest,
  created: number,
  signal: AbortSignal,
): Promise<ImagesAnswer> {
  const pictures = await backend.generate(request, signal)
  if (pictures.length !== request.n)
    throw new Error(`the backend made ${pictures.length} pictures, not ${request.n}`)
  const fingerprint = backend.fingerprint?.()
  return {
    created,
    data: pictures.map((png) => {
      const text = Buffer.from(png.buffer, png.byteOffset, png.length).toString("base64")
      return request.format === "url" ? { url: `data:image/png;base64,${text}` } : { b64_json: text }
    }),
    ...(fingerprint === undefined ? {} : { system_fingerprint: fingerprint }),
  }
}
