import type { IncomingMessage } from "node:http"
import { type Endpoint, type EndpointContext, headersNamed } from "../axon/endpoint.ts"
import { readBody } from "../axon/readBody.ts"
import { AxonError, type AxonReply, type AxonRequest, type PlainReply } from "../axon/types.ts"
import { AuthError } from "../btauth/errors.ts"
import { proveHeaders, readHeaders, type SynapseClaim, useUp } from "./claim.ts"
import { fieldReader, type SynapseFields } from "./readFields.ts"
import { checkSynapseType, metadataFields, type SynapseReply, type SynapseRoute } from "./types.ts"
import {
  axonPrefix,
  dendritePrefix,
  sdkVersion,
  synapseHeader,
  synapseRequestId,
  type Terminal,
  terminalHeaders,
  terminalJson,
} from "./wire.ts"

/**
 * Serves a synapse of SDK 10 at `/<Name>`. Stricter than Python's axon: the signature is proven before the body is read, the caller is
 * who the headers say, and fields that neither the hash covers nor the type lets through are refused. Throws RangeError for a type that
 * contradicts itself.
 */
export function synapseEndpoint(route: SynapseRoute, context: EndpointContext): Endpoint {
  const { type } = route
  checkSynapseType(type)
  const readFields = fieldReader(type)
  return {
    method: "POST",
    path: `/${type.name}`,
    public: false,
    refusal: synapseRefusal,
    async admit(request, signal) {
      const startedAt = context.clock.milliseconds()
      const { claim, body, fields } = await prove(request, readFields, context)
      const admitted: AxonRequest = {
        method: "POST",
        path: `/${type.name}`,
        query: new URLSearchParams(),
        headers: request.headers,
        body,
        caller: {
          hotkey: claim.sender,
          nonce: claim.nonce,
          scheme: "sr25519",
          requestId: synapseRequestId(type.name, body, claim.message),
        },
        signal,
      }
      const ends: Ends = { dendrite: dendriteEnd(request, claim), self: context.verifyOptions.self }
      return {
        request: admitted,
        async handle() {
          const { caller } = admitted
          if (caller === undefined) throw new Error("a synapse without a caller")
          const reply = await route.handle({
            fields: fields.fields,
            uncovered: fields.uncovered,
            caller,
            signal,
          })
          const seconds = (context.clock.milliseconds() - startedAt) / 1_000
          return answer({ name: type.name, request, claim, fields, ends, seconds }, reply)
        },
      }
    },
  }
}

async function prove(
  request: IncomingMessage,
  readFields: ReturnType<typeof fieldReader>,
  context: EndpointContext,
) {
  const { verifyOptions, clock, check } = context
  try {
    const claim = readHeaders(headersNamed(request, isSynapseHeader), {
      ...verifyOptions,
      now: clock.unixNanoseconds(),
    })
    await proveHeaders(claim, check)
    const body = await readBody(request, context.maxBodyBytes, context.bodyTimeoutMs)
    const fields = readFields(body, claim.bodyHash)
    useUp(claim, { ...verifyOptions, now: clock.unixNanoseconds() })
    return { claim, body, fields }
  } catch (error) {
    if (!(error instanceof AuthError)) throw error
    throw new AxonError(401, error.code, `Not Verified with error: ${error.message}`)
  }
}

const isSynapseHeader = (name: string): boolean =>
  name.startsWith("bt_header_") || name === synapseHeader.bodyHash

/** What tells a caller of this wire from others, where the path does not. */
export const isSynapseRequest = (request: IncomingMessage): boolean =>
  request.headers[`${dendritePrefix}hotkey`] !== undefined

interface Ends {
  readonly dendrite: Terminal
  /** ss58 of the axon. */
  readonly self: string
}

const dendriteEnd = (request: IncomingMessage, claim: SynapseClaim): Terminal => ({
  ...addressOf(request.socket.remoteAddress, request.socket.remotePort),
  version: sdkVersion,
  nonce: claim.nonce,
  uuid: claim.uuid,
  hotkey: claim.sender,
  signature: claim.signature,
})

function addressOf(ip: string | undefined, port: number | undefined): Terminal {
  return {
    ...(ip === undefined ? {} : { ip: ip.replace(/^::ffff:/, "") }),
    ...(port === undefined ? {} : { port }),
  }
}

interface Answered {
  readonly name: string
  readonly request: IncomingMessage
  readonly claim: SynapseClaim
  readonly fields: SynapseFields
  readonly ends: Ends
  /** Since the request arrived. */
  readonly seconds: number
}

/** As Python's axon answers: the whole synapse as JSON, and its metadata in headers again. */
function answer(answered: Answered, reply: SynapseReply): AxonReply {
  const { name, request, claim, ends, seconds } = answered
  const axon: Terminal = {
    status_code: 200,
    status_message: "Success",
    process_time: seconds,
    ...addressOf(request.socket.localAddress, request.socket.localPort),
    version: sdkVersion,
    hotkey: ends.self,
  }
  const timeout = /^\d+(\.\d+)?$/.exec(String(request.headers[synapseHeader.timeout]))?.[0]
  const metadata = {
    [synapseHeader.name]: name,
    ...(timeout === undefined ? {} : { [synapseHeader.timeout]: timeout }),
    [synapseHeader.bodyHash]: claim.bodyHash,
  }
  const headers: Record<string, string> = { ...metadata }
  terminalHeaders(axonPrefix, axon, headers)
  terminalHeaders(dendritePrefix, ends.dendrite, headers)
  if ("chunks" in reply)
    return { status: 200, headers: { "content-type": "text/event-stream", ...headers }, chunks: reply.chunks }
  const members = [
    ...Object.entries(metadata).map(([field, value]) => member(field, JSON.stringify(value))),
    member("dendrite", terminalJson(ends.dendrite)),
    member("axon", terminalJson(axon)),
  ]
  for (const [field, source] of fieldSources(answered.fields, reply.fields))
    members.push(member(field, source))
  return { status: 200, headers, body: `{${members.join(",")}}` }
}

const member = (field: string, source: string): string => `${JSON.stringify(field)}:${source}`

function fieldSources(
  { sources }: SynapseFields,
  changed: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, string> {
  const all = new Map(sources)
  for (const [field, value] of Object.entries(changed)) {
    if (metadataFields.has(field)) throw new RangeError(`${field} is not the handler's to set`)
    const source: string | undefined = JSON.stringify(value)
    if (source !== undefined) all.set(field, source)
  }
  return all
}

const texts: Readonly<Record<string, (message: string) => string>> = {
  Blacklisted: (reason) => `Forbidden. Key is blacklisted: ${reason}.`,
  InternalError: () => "Internal Server Error",
}

export function synapseRefusal({ status, headers, code, message }: AxonError): PlainReply {
  const text = texts[code]?.(message) ?? message
  const axon: Terminal = { status_code: status, status_message: text.replace(/[^\x20-\x7e]/g, "?") }
  return {
    status,
    headers: { ...headers, ...terminalHeaders(axonPrefix, axon) },
    body: JSON.stringify({ message: text }),
  }
}
