/** What the backends that ask a server have in common. */
import { type Png, UpstreamError } from "../backend.ts"
import { resize } from "../pixels/picture.ts"
import { decodePng, encodePng, PngError } from "../pixels/png.ts"
import { ProtocolError } from "../protocol.ts"

export interface UpstreamOptions {
  readonly baseUrl: string
  readonly fetch?: typeof globalThis.fetch
  /** Diffusion models draw nothing of use below some size: smaller pictures are made this large and shrunk. Default 512. */
  readonly leastSide?: number
}

/** Of one answer: four pictures of 2,048² as base64 and more. */
const answerBytesMax = 64 * 1024 * 1024
const errorCharactersMax = 2_000

export const joinUrl = (base: string, path: string): string => `${base.replace(/\/+$/, "")}${path}`

/** Rejects with ProtocolError where the upstream blames the request, else with UpstreamError. */
export async function ask(
  send: typeof globalThis.fetch,
  url: string,
  init: RequestInit,
): Promise<Uint8Array> {
  const response = await send(url, init).catch((error: unknown) => {
    throw new UpstreamError("the upstream cannot be reached", { cause: error })
  })
  const bytes = await readAll(response)
  if (response.ok) return bytes
  const text = Buffer.from(bytes).toString("utf8").slice(0, errorCharactersMax)
  if (response.status === 400 || response.status === 422)
    throw new ProtocolError("upstream_refused", "the image server refused the request")
  throw new UpstreamError(`the upstream answered ${response.status}`, { cause: text })
}

export async function askJson(
  send: typeof globalThis.fetch,
  url: string,
  body: object,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const init = {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
    signal,
  }
  return parseJson(await ask(send, url, init))
}

export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"))
  } catch (error) {
    throw new UpstreamError("the upstream sent what is not JSON", { cause: error })
  }
}

async function readAll(response: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.length
    if (size > answerBytesMax) throw new UpstreamError("the upstream's answer is too large")
    parts.push(part)
  }
  return Buffer.concat(parts)
}

export interface Size {
  readonly width: number
  readonly height: number
}

/** The size to ask for: the shape that was wanted, no side below the least, whole multiples of 8 as latent spaces need. */
export function upstreamSize({ width, height }: Size, leastSide = 512): Size {
  const factor = Math.max(1, leastSide / Math.min(width, height))
  const rounded = (side: number): number => Math.round((side * factor) / 8) * 8
  return { width: rounded(width), height: rounded(height) }
}

/** The upstream's picture in the size that was wanted. */
export function fit(png: Uint8Array, { width, height }: Size): Png {
  try {
    const picture = decodePng(png)
    if (picture.width === width && picture.height === height) return png
    return encodePng(resize(picture, width, height))
  } catch (error) {
    if (error instanceof PngError)
      throw new UpstreamError("the upstream sent no usable PNG", { cause: error })
    throw error
  }
}

/** Bytes of base64 text, which some servers send with a data URL's head. */
export function fromBase64(text: unknown): Uint8Array {
  if (typeof text !== "string" || text === "") throw new UpstreamError("the upstream sent no picture")
  return Buffer.from(text.replace(/^data:[^,]*,/, ""), "base64")
}
