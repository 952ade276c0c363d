/** One request to one address that was checked before. Redirects, robots and rate limits are the callers' business. */
import { lookup } from "node:dns/promises"
import { request as httpRequest, type IncomingMessage } from "node:http"
import { request as httpsRequest } from "node:https"
import { isIP } from "node:net"
import type { Readable } from "node:stream"
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib"
import { isPublicAddress } from "./addresses.ts"
import { FetchError } from "./fetchError.ts"

export interface Address {
  readonly address: string
  readonly family: number
}

export interface FetchPolicy {
  readonly userAgent: string
  /** Hosts (`name` or `name:port`, as in the URL) that may have private addresses and any port. Default none. */
  readonly allowPrivate?: readonly string[]
  /** Default 80, 443, 8080 and 8443. */
  readonly ports?: readonly number[]
  /** Of the body, unpacked. Default 512 KiB. */
  readonly maxBytes?: number
  /** For one request, from the look-up to the last byte. Default 10 s. */
  readonly timeoutMs?: number
  /** Default the system's resolver. */
  readonly resolve?: (host: string) => Promise<readonly Address[]>
}

export interface RawAnswer {
  readonly status: number
  /** Lower-case names; repeated ones joined. */
  readonly headers: Readonly<Record<string, string | undefined>>
  /** Empty for every status but 200. */
  readonly body: Buffer
}

export interface FetchOnceOptions {
  readonly headers?: Readonly<Record<string, string>>
  /** Throws when the head says that the body is not wanted. */
  readonly checkHead?: (headers: RawAnswer["headers"]) => void
  readonly signal?: AbortSignal
}

const portsDefault = [80, 443, 8080, 8443]
const maxBytesDefault = 512 * 1024
const timeoutMsDefault = 10_000

/** Rejects with FetchError; with the signal's reason when that was aborted. */
export async function fetchOnce(
  url: string,
  policy: FetchPolicy,
  options: FetchOnceOptions = {},
): Promise<RawAnswer> {
  const timeout = AbortSignal.timeout(policy.timeoutMs ?? timeoutMsDefault)
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout
  try {
    const parsed = new URL(url)
    const target = await unlessAborted(checkedAddress(parsed, policy), signal)
    return await exchange(parsed, target, policy, options, signal)
  } catch (error) {
    if (options.signal?.aborted) throw options.signal.reason
    if (error instanceof FetchError) throw error
    if (timeout.aborted) throw new FetchError("Timeout", "the server took too long")
    throw new FetchError("Unreachable", error instanceof Error ? error.message : String(error))
  }
}

/**
 * The address to connect to. Every address of the name must be public, or an attacker would mix one of ours in; and since the
 * connection goes to the very address that was checked, a name that changes its mind between two look-ups gains nothing.
 */
async function checkedAddress(url: URL, policy: FetchPolicy): Promise<Address> {
  const host = url.hostname.replace(/^\[|\]$/g, "")
  const allowed = policy.allowPrivate?.some((name) => name === url.host || name === url.hostname) ?? false
  const family = isIP(host)
  const resolve = policy.resolve ?? ((name: string) => lookup(name, { all: true, verbatim: true }))
  const found = family === 0 ? await resolve(host).catch(() => []) : [{ address: host, family }]
  const first = found[0]
  if (first === undefined) throw new FetchError("NoAddress", `${host} has no address`)
  if (!allowed && found.some(({ address }) => !isPublicAddress(address)))
    throw new FetchError("PrivateAddress", `${host} is not on the public internet`)
  if (!allowed && !(policy.ports ?? portsDefault).includes(portOf(url)))
    throw new FetchError("BadPort", `port ${portOf(url)} is not asked`)
  return first
}

const portOf = (url: URL): number => Number(url.port) || (url.protocol === "https:" ? 443 : 80)

function exchange(
  url: URL,
  { address, family }: Address,
  policy: FetchPolicy,
  options: FetchOnceOptions,
  signal: AbortSignal,
): Promise<RawAnswer> {
  const secure = url.protocol === "https:"
  return new Promise((resolve, reject) => {
    const request = (secure ? httpsRequest : httpRequest)(
      {
        host: address,
        family,
        port: portOf(url),
        path: `${url.pathname}${url.search}`,
        // The certificate must be the name's, not the address's.
        ...(secure && isIP(url.hostname) === 0 ? { servername: url.hostname } : {}),
        setHost: false,
        headers: {
          host: url.host,
          "user-agent": policy.userAgent,
          accept: "text/html, application/xhtml+xml, application/xml;q=0.9, text/plain;q=0.8",
          "accept-encoding": "gzip, br, deflate",
          ...options.headers,
        },
        agent: false,
        maxHeaderSize: 16 * 1024,
        signal,
      },
      (response) => {
        readAnswer(response, policy.maxBytes ?? maxBytesDefault, options)
          .then(resolve, reject)
          .finally(() => request.destroy())
      },
    )
    request.on("error", reject)
    request.end()
  })
}

async function readAnswer(
  response: IncomingMessage,
  maxBytes: number,
  options: FetchOnceOptions,
): Promise<RawAnswer> {
  const status = response.statusCode ?? 0
  const headers = joined(response)
  if (status !== 200) return { status, headers, body: Buffer.alloc(0) }
  options.checkHead?.(headers)
  if (Number(headers["content-length"] ?? 0) > maxBytes) throw tooLarge(maxBytes)
  return { status, headers, body: await readBounded(response, headers["content-encoding"], maxBytes) }
}

/** Bounded after unpacking: a small body may hold a very large one. */
async function readBounded(
  response: IncomingMessage,
  encoding: string | undefined,
  maxBytes: number,
): Promise<Buffer> {
  const unpacked = unpack(response, encoding)
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const part of unpacked) {
      parts.push(part as Buffer)
      size += (part as Buffer).length
      if (size > maxBytes) throw tooLarge(maxBytes)
    }
  } catch (error) {
    if (error instanceof FetchError || unpacked === response || response.errored !== null) throw error
    throw new FetchError("BadEncoding", `the body is not ${encoding}`)
  } finally {
    unpacked.destroy()
  }
  return Buffer.concat(parts, size)
}

function unpack(response: IncomingMessage, encoding: string | undefined): Readable {
  const kind = encoding?.trim().toLowerCase() ?? "identity"
  if (kind === "identity" || kind === "") return response
  const through =
    kind === "gzip" || kind === "x-gzip"
      ? createGunzip()
      : kind === "br"
        ? createBrotliDecompress()
        : kind === "deflate"
          ? createInflate()
          : undefined
  if (through === undefined) throw new FetchError("BadEncoding", "the body is packed in an unknown way")
  response.on("error", (error) => through.destroy(error))
  return response.pipe(through)
}

const tooLarge = (maxBytes: number): FetchError =>
  new FetchError("TooLarge", `the body is larger than ${maxBytes} bytes`)

function joined(response: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : value,
    ]),
  )
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason)
    if (signal.aborted) return stop()
    signal.addEventListener("abort", stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop))
  })
}
