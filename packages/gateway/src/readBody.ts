import type { IncomingMessage } from "node:http"
import { GatewayError } from "./errors.ts"
import type { GatewayLimits } from "./options.ts"

export interface BodyReader {
  /** The whole body. Throws `request_too_large`, `request_timeout` or `gateway_busy`; rejects when the client goes away. */
  read(request: IncomingMessage): Promise<Uint8Array>
}

/** Reads request bodies under a bound for each, a bound for all of them together, and a clock. */
export function createBodyReader(
  limits: Pick<GatewayLimits, "bodyBytesMax" | "bodyBytesInFlightMax" | "bodyTimeoutMs">,
): BodyReader {
  let bytesInFlight = 0

  function read(request: IncomingMessage): Promise<Uint8Array> {
    const declared = Number(request.headers["content-length"] ?? 0)
    if (declared > limits.bodyBytesMax) return Promise.reject(tooLarge(limits.bodyBytesMax))
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = []
      let size = 0
      const leave = () => {
        clearTimeout(timer)
        bytesInFlight -= size
        request.off("data", onData).off("end", onEnd).off("close", onClose)
      }
      const fail = (error: unknown) => {
        leave()
        request.pause()
        reject(error)
      }
      const onData = (chunk: Buffer) => {
        size += chunk.length
        bytesInFlight += chunk.length
        if (size > limits.bodyBytesMax) return fail(tooLarge(limits.bodyBytesMax))
        if (bytesInFlight > limits.bodyBytesInFlightMax) return fail(budgetSpent())
        chunks.push(chunk)
      }
      const onEnd = () => {
        leave()
        resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, size))
      }
      const onClose = () =>
        fail(new GatewayError("request_timeout", "The request ended before its body did."))
      const timer = setTimeout(() => {
        fail(
          new GatewayError("request_timeout", `The body did not arrive within ${limits.bodyTimeoutMs} ms.`),
        )
      }, limits.bodyTimeoutMs)
      request.on("data", onData).on("end", onEnd).on("close", onClose)
    })
  }

  return { read }
}

function tooLarge(max: number): GatewayError {
  return new GatewayError("request_too_large", `The request body is larger than ${max} bytes.`)
}

function budgetSpent(): GatewayError {
  return new GatewayError(
    "gateway_busy",
    "The gateway is receiving too many large requests. Please retry shortly.",
    {
      retryAfterSeconds: 1,
    },
  )
}
