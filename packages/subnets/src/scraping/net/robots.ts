import robotsParser from "robots-parser"
import { FetchError, type FetchErrorCode, isPassing } from "./fetchError.ts"

/** An error where there is no telling what the site allows. */
type Rules = ReturnType<typeof robotsParser> | "all" | FetchError

export interface RobotsRule {
  readonly allowed: boolean
  /** What the site asks for between two requests. */
  readonly delayMs: number
}

export interface RobotsDeps {
  /** The file's text; rejects with FetchError. */
  readonly fetchText: (url: string, signal: AbortSignal) => Promise<string>
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export interface RobotsOptions {
  /** The name that robots.txt may address us by. */
  readonly robotName: string
  /** Default an hour. */
  readonly keepMs?: number
  /** When the site did not answer properly. Default 30 s. */
  readonly keepFailureMs?: number
  /** Default 1,000. */
  readonly originsMax?: number
}

const addressCodes: readonly FetchErrorCode[] = ["PrivateAddress", "BadPort"]
/** Longer pauses than this are granted only so far: the page is left to other times instead. */
const delayMaxMs = 60_000

/** Asks robots.txt of each origin once in a while, by RFC 9309: one that is missing allows everything, one that fails to come nothing. */
export function createRobots(options: RobotsOptions, deps: RobotsDeps) {
  const { robotName, keepMs = 3_600_000, keepFailureMs = 30_000, originsMax = 1_000 } = options
  const origins = new Map<string, { readonly until: number; readonly rules: Rules }>()
  const loading = new Map<string, Promise<Rules>>()

  async function rulesOf(origin: string, signal: AbortSignal): Promise<Rules> {
    const known = origins.get(origin)
    if (known && known.until > deps.now()) return known.rules
    // Whoever began may give up; the others then ask for themselves.
    const pending = loading.get(origin)
    const others = pending && (await pending.catch(() => undefined))
    return others ?? startLoading(origin, signal)
  }

  async function startLoading(origin: string, signal: AbortSignal): Promise<Rules> {
    const work = load(origin, signal)
    loading.set(origin, work)
    try {
      return keep(origin, await work)
    } finally {
      if (loading.get(origin) === work) loading.delete(origin)
    }
  }

  function keep(origin: string, rules: Rules): Rules {
    const oldest = origins.keys().next().value
    if (origins.size >= originsMax && oldest !== undefined) origins.delete(oldest)
    origins.delete(origin)
    origins.set(origin, { rules, until: deps.now() + (rules instanceof FetchError ? keepFailureMs : keepMs) })
    return rules
  }

  async function load(origin: string, signal: AbortSignal): Promise<Rules> {
    const url = `${origin}/robots.txt`
    try {
      return robotsParser(url, await deps.fetchText(url, signal))
    } catch (error) {
      if (!(error instanceof FetchError)) throw error
      const isMissing = error.code === "HttpStatus" && !isPassing(error)
      if (isMissing) return "all"
      // What ails the site itself is told as it is; a file that cannot be read forbids.
      const isOfTheSite = isPassing(error) || addressCodes.includes(error.code)
      return isOfTheSite ? error : new FetchError("RobotsDisallowed", "robots.txt cannot be read")
    }
  }

  return {
    /** Rejects with FetchError where the site does not say what it allows. */
    async check(url: string, signal: AbortSignal): Promise<RobotsRule> {
      const { origin } = new URL(url)
      const rules = await rulesOf(origin, signal)
      if (rules instanceof FetchError) throw rules
      if (rules === "all") return { allowed: true, delayMs: 0 }
      const delayMs = Math.min(delayMaxMs, (rules.getCrawlDelay(robotName) ?? 0) * 1_000)
      return { allowed: rules.isAllowed(url, robotName) ?? true, delayMs }
    },
  }
}
