import type { IncomingMessage } from "node:http"
import { AxonError } from "./types.ts"

/** The raw body. Throws AxonError 413 past `maxBytes`, 408 when it is not complete within `timeoutMs`, 400 when the client stops. */
export function readBody(request: IncomingMessage, maxBytes: number, timeoutMs: number): Promise<Uint8Array> {
  const incomplete = () => new AxonError(400, "BodyIncomplete", "the body ended early")
  const tooLarge = () => new AxonError(413, "BodyTooLarge", `the body exceeds ${maxBytes} bytes`)
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) return Promise.reject(tooLarge())
  // It was closed before anybody listened.
  if (request.destroyed && !request.readableEnded) return Promise.reject(incomplete())
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const finish = (error?: AxonError): void => {
      clearTimeout(timer)
      request.off("data", onData).off("end", onEnd).off("close", onClose).off("error", onClose)
      if (error === undefined)
        resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, size))
      else {
        request.pause()
        reject(error)
      }
    }
    const onData = (chunk: Buffer): void => {
      size += chunk.length
      if (size > maxBytes) finish(tooLarge())
      else chunks.push(chunk)
    }
    const onEnd = (): void => finish()
    const onClose = (): void => finish(incomplete())
    const timer = setTimeout(
      () => finish(new AxonError(408, "BodyTimeout", `the body did not arrive within ${timeoutMs} ms`)),
      timeoutMs,
    )
    request.on("data", onData).on("end", onEnd).on("close", onClose).on("error", onClose)
  })
}
