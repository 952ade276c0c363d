import { createHash } from "node:crypto"
import type { AnswerEvidence } from "../btauth/evidence.ts"
import { sha256Hex } from "../btauth/payload.ts"
import { claimFromHeaders } from "../btauth/response.ts"
import { metadataFields, type SynapseType } from "../synapse/types.ts"
import { axonPrefix } from "../synapse/wire.ts"
import { writeSynapse } from "../synapse/writeRequest.ts"
import { type Caller, type Opened, openCall, proveIfSigned } from "./call.ts"
import { translate } from "./deadline.ts"
import { DendriteError } from "./errors.ts"
import { readAll } from "./readAll.ts"
import type { AxonTarget, SentSynapse, SynapseAnswer, SynapseCall, SynapseStream } from "./types.ts"

/** The SDK's own. */
const defaultTimeoutMs = 12_000
const defaultMaxBytes = 8 * 1_048_576

/** One synapse to one axon and back. `uuid` names the dendrite. */
export async function askSynapse(
  caller: Caller,
  uuid: string,
  target: AxonTarget,
  type: SynapseType,
  call: SynapseCall = {},
): Promise<SynapseAnswer> {
  const opened = await open(caller, uuid, target, type, call)
  try {
    const body = await readAll(opened.head.body, call.maxBytes ?? defaultMaxBytes)
    const { headers } = opened.head
    const evidence = proveIfSigned(
      opened,
      claimFromHeaders(headers),
      sha256Hex(body),
      caller.verify,
      call.requireSigned ?? false,
    )
    return {
      sent: sentOf(opened),
      fields: { ...addedFields(body, type, call.fields ?? {}), ...call.fields },
      statusCode: opened.head.statusCode,
      statusMessage: String(headers[`${axonPrefix}status_message`] ?? "Success"),
      processSeconds: secondsOf(headers[`${axonPrefix}process_time`]),
      headers,
      evidence,
      elapsedMs: caller.clock.milliseconds() - opened.startedAt,
    }
  } catch (error) {
    opened.head.body.destroy()
    throw translate(error, opened.deadline, "DiedMidStream")
  } finally {
    opened.deadline.stop()
  }
}

/** A StreamingSynapse: the bytes as they come. */
export async function streamSynapse(
  caller: Caller,
  uuid: string,
  target: AxonTarget,
  type: SynapseType,
  call: SynapseCall = {},
): Promise<SynapseStream> {
  const opened = await open(caller, uuid, target, type, call)
  let evidence: AnswerEvidence | undefined
  const chunks = async function* () {
    try {
      evidence = yield* provenChunks(opened, caller, call)
    } catch (error) {
      throw translate(error, opened.deadline, "DiedMidStream")
    } finally {
      opened.deadline.stop()
      opened.head.body.destroy()
    }
  }
  return {
    sent: sentOf(opened),
    headers: opened.head.headers,
    headMs: caller.clock.milliseconds() - opened.startedAt,
    chunks: chunks(),
    evidence: () => evidence,
  }
}

const sentOf = ({ sent: { path, headers, body } }: Opened): SentSynapse => ({ path, headers, body })

async function* provenChunks(
  opened: Opened,
  caller: Caller,
  call: SynapseCall,
): AsyncGenerator<Uint8Array, AnswerEvidence | undefined> {
  const { maxBytes = defaultMaxBytes } = call
  const hash = createHash("sha256")
  let received = 0
  for await (const chunk of opened.head.body) {
    received += (chunk as Uint8Array).length
    if (received > maxBytes) throw new DendriteError("TooLarge", `the answer exceeds ${maxBytes} bytes`)
    hash.update(chunk as Uint8Array)
    yield chunk as Uint8Array
  }
  const claim = claimFromHeaders(opened.head.trailers)
  if (claim === undefined && opened.head.headers["trailer"] !== undefined)
    throw new DendriteError("DiedMidStream", "the stream ended without its signed end")
  return proveIfSigned(opened, claim, hash.digest("hex"), caller.verify, call.requireSigned ?? false)
}

function open(
  caller: Caller,
  uuid: string,
  target: AxonTarget,
  type: SynapseType,
  call: SynapseCall,
): Promise<Opened> {
  const { fields = {}, required, timeoutMs = defaultTimeoutMs, signal } = call
  const { hotkey, ip, port } = target
  const written = writeSynapse(caller.hotkey, {
    type,
    fields,
    required,
    timeoutMs,
    axon: { hotkey, ip, port },
    uuid,
  })
  const prepare = (nonce: bigint) => ({ ...written(nonce), method: "POST" as const, nonce })
  return openCall(caller, target, prepare, { timeoutMs, signal })
}

/** The answer's fields that were not asked with. */
function addedFields(
  body: Uint8Array,
  { answer }: SynapseType,
  sent: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  let parsed: unknown
  try {
    parsed = JSON.parse(Buffer.from(body).toString("utf8"))
  } catch (error) {
    throw new DendriteError("BadResponse", "the answer is not JSON", { cause: error })
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw new DendriteError("BadResponse", "the answer is not a synapse")
  const isAdded = (name: string): boolean =>
    !metadataFields.has(name) && !Object.hasOwn(sent, name) && (answer?.includes(name) ?? true)
  return Object.fromEntries(Object.entries(parsed).filter(([name]) => isAdded(name)))
}

function secondsOf(text: string | string[] | undefined): number | undefined {
  const seconds = Number(text)
  return text !== undefined && Number.isFinite(seconds) ? seconds : undefined
}

type Status = readonly [code: number, text: string]
const statuses: Readonly<Record<Exclude<DendriteError["code"], "HttpStatus">, Status>> = {
  Refused: [503, "Service unavailable"],
  Timeout: [408, "Request timeout"],
  DiedMidStream: [400, "Payload error"],
  Aborted: [500, "Client error"],
  TooLarge: [422, "Failed to parse response"],
  BadResponse: [422, "Failed to parse response"],
  BadResponseSignature: [422, "Failed to parse response"],
  HashMismatch: [422, "Failed to parse response"],
}

/** The `dendrite.status_code` and `status_message` with which SDK 10 reports such a failure. */
export function synapseStatus(error: DendriteError): { readonly code: number; readonly message: string } {
  if (error.code === "HttpStatus")
    return { code: error.status ?? 500, message: error.remoteMessage ?? error.message }
  const [code, text] = statuses[error.code]
  return { code, message: `${text}: ${error.message}` }
}
