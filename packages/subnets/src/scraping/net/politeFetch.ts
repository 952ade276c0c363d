import { type Clock, systemClock } from "@taonet/neuron/clock"
import { canonicalUrl, hostOf } from "./canonicalUrl.ts"
import { decodeBody } from "./decodeBody.ts"
import { FetchError } from "./fetchError.ts"
import { type FetchPolicy, fetchOnce, type RawAnswer } from "./fetchOnce.ts"
import { createHostGate, type HostGateOptions } from "./hostGate.ts"
import { createRobots, type RobotsOptions } from "./robots.ts"

export interface PoliteFetchOptions extends Omit<FetchPolicy, "userAgent">, HostGateOptions {
  /** Default `TaonetScraper`: what robots.txt may name. */
  readonly robotName?: string
  /** Shown to sites beside the name, so that an operator finds who asks. */
  readonly contact?: string
  /** Between two requests to one host, unless robots.txt asks for more. Default 1 s. */
  readonly intervalMs?: number
  /** Default 5. */
  readonly maxRedirects?: number
  readonly robots?: Omit<RobotsOptions, "robotName">
}

export interface FetchedPage {
  readonly status: 200
  /** Where the content was in the end. */
  readonly url: string
  /** Without parameters, lower-case. */
  readonly contentType: string
  readonly text: string
  readonly etag: string | undefined
  /** Milliseconds since 1970, as the server says; undefined when it does not, or says the future. */
  readonly lastModified: number | undefined
  readonly fetchedAt: number
}

export interface NotModified {
  readonly status: 304
  readonly url: string
  readonly fetchedAt: number
}

/** What is known of an earlier version. */
export interface Conditions {
  readonly etag?: string | undefined
  readonly lastModified?: number | undefined
}

/** Rejects with FetchError; with the signal's reason when that was aborted. */
export type PoliteFetch = {
  (url: string, signal: AbortSignal): Promise<FetchedPage>
  (url: string, signal: AbortSignal, conditions: Conditions): Promise<FetchedPage | NotModified>
}

export const contentTypes = [
  "text/html",
  "application/xhtml+xml",
  "text/plain",
  "application/rss+xml",
  "application/atom+xml",
  "application/rdf+xml",
  "application/xml",
  "text/xml",
] as const

const robotsBytesMax = 500 * 1024
/** A site that asks for longer is left alone this long and then asked again. */
const restMaxMs = 3_600_000
const redirects = [301, 302, 303, 307, 308]

/** Fetches pages as a guest: within robots.txt and rate limits, from public addresses only, every redirect looked at anew. */
export function createPoliteFetch(options: PoliteFetchOptions = {}, clock: Clock = systemClock): PoliteFetch {
  const { robotName = "TaonetScraper", contact, intervalMs = 1_000, maxRedirects = 5 } = options
  const policy: FetchPolicy = {
    ...options,
    userAgent: `${robotName}/0.1${contact === undefined ? "" : ` (+${contact})`}`,
  }
  const gate = createHostGate(clock, options)
  const now = (): number => Number(clock.unixNanoseconds() / 1_000_000n)

  /** One hop, in turn. */
  async function hop(
    url: string,
    delayMs: number,
    signal: AbortSignal,
    headers: Readonly<Record<string, string>>,
    own: Partial<FetchPolicy> = {},
    checkHead: (headers: RawAnswer["headers"]) => void = checkContentType,
  ): Promise<RawAnswer> {
    const host = hostOf(url)
    const answer = await gate.run(host, Math.max(intervalMs, delayMs), signal, () =>
      fetchOnce(url, { ...policy, ...own }, { headers, signal, checkHead }),
    )
    const wait = retryAfterMs(answer, now())
    if (wait !== undefined) gate.rest(host, Math.min(wait, restMaxMs))
    return answer
  }

  const robots = createRobots(
    { ...options.robots, robotName },
    {
      now,
      async fetchText(url, signal) {
        const own = { maxBytes: robotsBytesMax }
        const { answer } = await follow(url, (at) => hop(at, 0, signal, {}, own, () => undefined))
        return decodeBody(answer.body, "utf-8")
      },
    },
  )

  async function admitted(url: string, signal: AbortSignal, headers: Record<string, string>) {
    const { allowed, delayMs } = await robots.check(url, signal)
    if (!allowed) throw new FetchError("RobotsDisallowed", "robots.txt does not allow this page")
    return hop(url, delayMs, signal, headers)
  }

  /** Asks until there is something else than a redirect. */
  async function follow(start: string, ask: (url: string) => Promise<RawAnswer>) {
    let url = start
    for (let hops = 0; hops <= maxRedirects; hops++) {
      const answer = await ask(url)
      const { status, headers } = answer
      if (status === 200 || status === 304) return { url, answer }
      if (!redirects.includes(status) || headers["location"] === undefined)
        throw new FetchError("HttpStatus", `status ${status}`, status, retryAfterMs(answer, now()))
      const next = canonicalUrl(headers["location"], url)
      if (next === undefined) throw new FetchError("BadUrl", "a redirect leads nowhere")
      url = next
    }
    throw new FetchError("TooManyRedirects", `more than ${maxRedirects} redirects`)
  }

  async function politeFetch(asked: string, signal: AbortSignal, conditions: Conditions = {}) {
    const start = canonicalUrl(asked)
    if (start === undefined) throw new FetchError("BadUrl", "not a web address")
    const { url, answer } = await follow(start, (at) =>
      // Conditions speak of the page itself, not of where it has moved.
      admitted(at, signal, at === start ? conditionHeaders(conditions) : {}),
    )
    const fetchedAt = now()
    if (answer.status === 304) return { status: 304, url, fetchedAt } as const
    const contentType = mediaType(answer.headers["content-type"])
    return {
      status: 200,
      url,
      contentType,
      text: decodeBody(answer.body, charset(answer.headers["content-type"])),
      etag: answer.headers["etag"]?.slice(0, 200),
      lastModified: pastDate(answer.headers["last-modified"], fetchedAt),
      fetchedAt,
    } as const
  }
  return politeFetch as PoliteFetch
}

const mediaType = (header: string | undefined): string =>
  (header ?? "text/html").split(";", 1)[0]?.trim().toLowerCase() ?? ""

const charset = (header: string | undefined): string | undefined =>
  /charset\s*=\s*"?([\w:.-]+)/i.exec(header ?? "")?.[1]

function checkContentType(headers: RawAnswer["headers"]): void {
  const type = mediaType(headers["content-type"])
  if ((contentTypes as readonly string[]).includes(type)) return
  throw new FetchError("BadContentType", `${type.slice(0, 60)} is not read`)
}

function conditionHeaders({ etag, lastModified }: Conditions): Record<string, string> {
  return {
    ...(etag === undefined ? {} : { "if-none-match": etag }),
    ...(lastModified === undefined ? {} : { "if-modified-since": new Date(lastModified).toUTCString() }),
  }
}

function pastDate(header: string | undefined, now: number): number | undefined {
  const at = Date.parse(header ?? "")
  return Number.isNaN(at) || at > now ? undefined : at
}

function retryAfterMs({ status, headers }: RawAnswer, now: number): number | undefined {
  if (status !== 429 && status !== 503) return undefined
  const text = headers["retry-after"] ?? ""
  const wait = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now
  return Number.isNaN(wait) ? undefined : Math.max(0, wait)
}
