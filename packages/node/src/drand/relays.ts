import { createPulseVerifier, pulseRandomness } from "@taonet/primitives/bls/pulse"
import { fromHex, toHex } from "@taonet/primitives/hex"
import type { BeaconConfiguration, Pulse } from "@taonet/runtime/pallets/drand/types"
import type { Clock } from "../clock.ts"

/** The part of the platform's `fetch` that relays need. */
export type Fetch = (url: string, init: { readonly signal: AbortSignal }) => Promise<RelayResponse>

export interface RelayResponse {
  readonly status: number
  readonly body: AsyncIterable<Uint8Array> | null
}

export interface RelayOptions {
  /** Base addresses, as `https://api.drand.sh`. All are asked at once. */
  readonly relays: readonly string[]
  readonly fetch: Fetch
  readonly clock: Pick<Clock, "after">
  readonly timeoutMs: number
}

/** Where the reference chain's nodes ask. */
export const publicRelays: readonly string[] = [
  "https://api.drand.sh",
  "https://api2.drand.sh",
  "https://api3.drand.sh",
  "https://drand.cloudflare.com",
  "https://api.drand.secureweb3.com:6875",
]

/** An answer of a relay is a few hundred bytes. */
const answerBytesMax = 4096

/** No relay gave a pulse; the message says why each did not. */
export class RelayError extends Error {
  override readonly name = "RelayError"
  readonly code = "no-pulse"
}

export type PulseFetcher = (beacon: BeaconConfiguration, round: bigint | "latest") => Promise<Pulse>

/**
 * Fetches pulses from HTTP relays: the first good answer counts, and only one that the beacon really signed is good, so that a relay which
 * lies or lags hinders nobody. Rejects with RelayError.
 */
export function createPulseFetcher({ relays, fetch, clock, timeoutMs }: RelayOptions): PulseFetcher {
  const verify = createPulseVerifier()

  async function ask(
    relay: string,
    beacon: BeaconConfiguration,
    round: bigint | "latest",
    signal: AbortSignal,
  ) {
    const hash = toHex(beacon.hash).slice(2)
    const response = await fetch(`${relay}/${hash}/public/${round}`, { signal })
    if (response.status !== 200) throw new Error(`status ${response.status}`)
    const pulse = parsePulse(await readBounded(response.body))
    if (round !== "latest" && pulse.round !== round) throw new Error(`round ${pulse.round} instead`)
    if (verify(beacon.public_key, pulse.round, pulse.signature) !== "valid")
      throw new Error("a pulse that the beacon did not sign")
    return pulse
  }

  return async (beacon, round) => {
    const controller = new AbortController()
    const cancel = clock.after(timeoutMs, () => controller.abort(new Error("no answer in time")))
    try {
      return await Promise.any(relays.map((relay) => ask(relay, beacon, round, controller.signal)))
    } catch (error) {
      const reasons = error instanceof AggregateError ? error.errors.map(String) : [String(error)]
      throw new RelayError(`No relay gave round ${round}: ${reasons.join("; ")}`)
    } finally {
      cancel()
      controller.abort()
    }
  }
}

/** Throws SyntaxError or RangeError. */
function parsePulse(text: string): Pulse {
  const { round, signature } = JSON.parse(text) as { round?: unknown; signature?: unknown }
  if (typeof round !== "number" || !Number.isSafeInteger(round) || round < 1) throw new RangeError("no round")
  if (typeof signature !== "string") throw new RangeError("no signature")
  const bytes = fromHex(signature)
  return { round: BigInt(round), signature: bytes, randomness: pulseRandomness(bytes) }
}

async function readBounded(body: RelayResponse["body"]): Promise<string> {
  const decoder = new TextDecoder()
  let text = ""
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > answerBytesMax) throw new RangeError("the answer is too long")
  }
  return text
}
