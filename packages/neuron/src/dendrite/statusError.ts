import type { Dispatcher } from "undici"
import { DendriteError } from "./errors.ts"

/** Error bodies are read up to here; what is longer is cut. */
const maxErrorBytes = 16_384

export async function statusError(head: Dispatcher.ResponseData): Promise<DendriteError> {
  const { code, message } = readError(await readStart(head))
  const retryAfterMs = parseRetryAfter(head.headers["retry-after"])
  return new DendriteError(
    "HttpStatus",
    `HTTP ${head.statusCode}${message === undefined ? "" : `: ${message}`}`,
    {
      status: head.statusCode,
      ...(code === undefined ? {} : { remoteCode: code }),
      ...(message === undefined ? {} : { remoteMessage: message }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    },
  )
}

async function readStart(head: Dispatcher.ResponseData): Promise<string> {
  let text = ""
  try {
    for await (const chunk of head.body) {
      text += Buffer.from(chunk as Uint8Array).toString("utf8")
      if (text.length > maxErrorBytes) break
    }
  } catch {
    // What came is enough: the status is the error.
  }
  return text.slice(0, maxErrorBytes)
}

/** OpenAI's shape, or the bare message of SDK 10. */
function readError(text: string): { code?: string; message?: string } {
  try {
    const body = JSON.parse(text) as {
      error?: { code?: unknown; message?: unknown }
      message?: unknown
    } | null
    const code = body?.error?.code
    const message = body?.error?.message ?? body?.message
    return {
      ...(typeof code === "string" ? { code: code.slice(0, 100) } : {}),
      ...(typeof message === "string" ? { message: message.slice(0, 500) } : {}),
    }
  } catch {
    return {}
  }
}

/** Seconds only; the date form is not worth a clock. */
function parseRetryAfter(value: string | string[] | undefined): number | undefined {
  const seconds = Number(value)
  return value !== undefined && Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined
}
