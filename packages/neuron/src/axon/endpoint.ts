/** What an axon serves at one path: how a request is proven, worked on, and refused. Both wires have theirs. */
import type { IncomingMessage } from "node:http"
import { AuthError } from "../btauth/errors.ts"
import {
  acceptClaim,
  type Caller,
  type Claim,
  claimPayload,
  readClaim,
  type VerifyOptions,
} from "../btauth/verifyRequest.ts"
import type { Clock } from "../clock.ts"
import type { CheckSignature } from "../hotkey.ts"
import { readBody } from "./readBody.ts"
import {
  AxonError,
  type AxonReply,
  type AxonRequest,
  type AxonRoute,
  errorBody,
  type PlainReply,
} from "./types.ts"

/** A request that passed every check of its wire. */
export interface Admitted {
  readonly request: AxonRequest
  handle(): Promise<AxonReply>
}

export interface Endpoint {
  readonly method: string
  readonly path: string
  readonly public: boolean
  /** Throws AuthError or AxonError. */
  admit(request: IncomingMessage, signal: AbortSignal): Promise<Admitted>
  refusal(error: AxonError): PlainReply
}

/** What all endpoints of an axon share. */
export interface EndpointContext {
  readonly verifyOptions: Omit<VerifyOptions, "now" | "verify">
  readonly check: CheckSignature
  readonly clock: Clock
  readonly maxBodyBytes: number
  readonly bodyTimeoutMs: number
}

export const pathOf = (request: IncomingMessage): string => (request.url ?? "/").split("?", 1)[0] ?? "/"

/** Headers of this kind, by their names in lower case; repeated ones kept apart so that they can be refused. */
export function headersNamed(
  { rawHeaders }: IncomingMessage,
  isWanted: (name: string) => boolean,
): Record<string, string | string[]> {
  const out: Record<string, string | string[]> = {}
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] as string).toLowerCase()
    if (!isWanted(name)) continue
    const value = rawHeaders[i + 1] as string
    const before = out[name]
    out[name] = before === undefined ? value : [before, value].flat()
  }
  return out
}

/** Headers first, then the body, then the signature: the cheap refusals come before the expensive checks. */
export function btauthEndpoint(route: AxonRoute, context: EndpointContext): Endpoint {
  return {
    method: route.method,
    path: route.path,
    public: route.public ?? false,
    refusal: plainRefusal,
    async admit(request, signal) {
      const target = request.url ?? "/"
      const now = context.clock.unixNanoseconds()
      const headers = headersNamed(request, (name) => name.startsWith("x-bittensor-"))
      const claim = route.public ? undefined : readClaim(headers, { ...context.verifyOptions, now })
      const body = await readBody(request, context.maxBodyBytes, context.bodyTimeoutMs)
      const method = request.method ?? "GET"
      const admitted: AxonRequest = {
        method,
        path: pathOf(request),
        query: new URLSearchParams(target.split("?", 2)[1] ?? ""),
        headers: request.headers,
        body,
        caller: claim && (await prove(claim, claimPayload(claim, { method, target, body }), context)),
        signal,
      }
      return { request: admitted, handle: () => route.handle(admitted) }
    },
  }
}

async function prove(claim: Claim, payload: Uint8Array, context: EndpointContext): Promise<Caller> {
  const holds = await context.check(claim.scheme, claim.signature, payload, claim.sender)
  return acceptClaim(claim, payload, holds, {
    ...context.verifyOptions,
    now: context.clock.unixNanoseconds(),
  })
}

export function plainRefusal({ status, headers, code, message }: AxonError): PlainReply {
  const type = status >= 500 ? "server_error" : "invalid_request_error"
  return { status, headers, body: errorBody(code, message, type) }
}

export function asRefusal(error: unknown): AxonError {
  if (error instanceof AxonError) return error
  if (error instanceof AuthError) return new AxonError(401, error.code, error.message)
  return new AxonError(500, "InternalError", "the axon failed to answer")
}
