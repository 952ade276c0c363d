import { hash } from "node:crypto"
import type { AuthScheme } from "../hotkey.ts"

export const protocol = "btauth/1"
export const version = "1"

/** Lower-case, as Node delivers them; on the wire they are `X-Bittensor-…`. */
export const header = {
  version: "x-bittensor-version",
  hotkey: "x-bittensor-hotkey",
  receiver: "x-bittensor-receiver",
  nonce: "x-bittensor-nonce",
  crypto: "x-bittensor-crypto",
  signature: "x-bittensor-signature",
  /** Ours: the hash that a response's signature covers, so that a lie about it can be told from a bad signature. */
  bodyHash: "x-bittensor-body-sha256",
} as const

/** Stands for the receiver in a request that is bound to none. */
const noReceiver = "-"

export interface RequestFacts {
  readonly scheme: AuthScheme
  readonly method: string
  /** Path and query exactly as sent. */
  readonly target: string
  /** The raw bytes, before any parsing. */
  readonly body: Uint8Array
  /** Nanoseconds since 1970. */
  readonly nonce: bigint
  readonly sender: string
  readonly receiver: string | undefined
}

/** Of a text, its UTF-8. */
export const sha256Hex = (bytes: Uint8Array | string): string => hash("sha256", bytes)

/** The bytes that a request's signature covers: eight lines, no newline at the end (wire.md B, bittensor 11 http_auth). */
export function requestPayload(facts: RequestFacts): Uint8Array {
  const lines = [
    protocol,
    facts.scheme,
    facts.method.toUpperCase(),
    facts.target,
    sha256Hex(facts.body),
    facts.nonce.toString(),
    facts.sender,
    facts.receiver ?? noReceiver,
  ]
  return Buffer.from(lines.join("\n"), "utf8")
}
