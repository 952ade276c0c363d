import type { Hotkey } from "../hotkey.ts"
import { header, requestPayload, sha256Hex, version } from "./payload.ts"

export interface RequestToSign {
  readonly method: string
  /** Path and query exactly as they will be sent. */
  readonly target: string
  readonly body?: Uint8Array
  /** ss58 of the axon that is meant; absent leaves the request unbound, which axons refuse by default. */
  readonly receiver?: string | undefined
  /** Nanoseconds since 1970. A retry needs a fresh one. */
  readonly nonce: bigint
}

export interface SignedRequest {
  readonly headers: Record<string, string>
  readonly nonce: bigint
  /** SHA-256 of the signed payload: names this request in the signature of its response. */
  readonly id: string
}

export function signRequest(hotkey: Hotkey, request: RequestToSign): SignedRequest {
  const scheme = hotkey.scheme ?? "sr25519"
  const payload = requestPayload({
    scheme,
    method: request.method,
    target: request.target,
    body: request.body ?? new Uint8Array(0),
    nonce: request.nonce,
    sender: hotkey.ss58,
    receiver: request.receiver,
  })
  const headers: Record<string, string> = {
    [header.version]: version,
    [header.hotkey]: hotkey.ss58,
    [header.nonce]: request.nonce.toString(),
    [header.signature]: `0x${Buffer.from(hotkey.sign(payload)).toString("hex")}`,
  }
  if (scheme !== "sr25519") headers[header.crypto] = scheme
  if (request.receiver !== undefined) headers[header.receiver] = request.receiver
  return { headers, nonce: request.nonce, id: sha256Hex(payload) }
}
