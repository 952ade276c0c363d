import { evidenceRecord } from "@taonet/neuron/btauth/evidence"
import { DendriteError } from "@taonet/neuron/dendrite/errors"
import type { AxonTarget, Dendrite } from "@taonet/neuron/dendrite/types"
import { MinerFailure } from "./errors.ts"
import { defaultLimits } from "./options.ts"
import type { MinerAnswer, MinerQuery, MinerRequest, MinerRoute } from "./types.ts"

export interface DendriteQueryOptions {
  /** Over one whole answer; the gateway's own clocks are the sharper ones. */
  readonly timeoutMs?: number
  readonly answerBytesMax?: number
}

/** Asks miners through a dendrite: signed requests, proven answers. */
export function dendriteQuery(
  dendrite: Pick<Dendrite, "request" | "stream">,
  options: DendriteQueryOptions = {},
): MinerQuery {
  const { timeoutMs = defaultLimits.totalTimeoutMs, answerBytesMax = defaultLimits.answerBytesMax } = options
  return async (miner, { path, body, signal, stream }: MinerRequest): Promise<MinerAnswer> => {
    const target = targetOf(miner)
    const request = { path, body, signal, timeoutMs, maxBytes: answerBytesMax }
    try {
      if (!stream) {
        const answer = await dendrite.request(target, request)
        const { status, evidence, body: said } = answer
        return proven(status, single(said), () => evidence && evidenceRecord(evidence, said))
      }
      const answer = await dendrite.stream(target, { ...request, keepBytes: true })
      return proven(answer.status, eventBytes(answer.events), () => {
        const evidence = answer.evidence()
        return evidence && evidenceRecord(evidence, answer.bytes())
      })
    } catch (error) {
      return refusalOrThrow(error)
    }
  }
}

/** The dendrite throws inside or at the end of the body when the proof fails, so a body that ended is a proven one. */
function proven(
  status: number,
  body: AsyncIterable<Uint8Array>,
  evidence: () => object | undefined,
): MinerAnswer {
  return { status, headers: {}, body, verified: Promise.resolve(true), evidence }
}

async function* single(body: Uint8Array): AsyncGenerator<Uint8Array> {
  yield body
}

async function* eventBytes(
  events: AsyncIterable<{ readonly event: string; readonly data: string }>,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const { event, data } of events) {
      const name = event === "message" ? "" : `event: ${event}\n`
      yield Buffer.from(`${name}data: ${data.replaceAll("\n", "\ndata: ")}\n\n`)
    }
  } catch (error) {
    throw failureOf(error)
  }
}

/** A status is an answer too; what it means is for the gateway to say. */
function refusalOrThrow(error: unknown): MinerAnswer {
  if (!(error instanceof DendriteError) || error.code !== "HttpStatus") throw failureOf(error)
  const { message, remoteCode: code = null, retryAfterMs, status = 500 } = error
  const headers: Record<string, string> = {}
  if (retryAfterMs !== undefined) headers["retry-after"] = String(retryAfterMs / 1000)
  const body = single(Buffer.from(JSON.stringify({ error: { message, code } })))
  return { status, headers, body, verified: Promise.resolve(true) }
}

function failureOf(error: unknown): unknown {
  if (!(error instanceof DendriteError)) return error
  switch (error.code) {
    case "Timeout":
      return new MinerFailure("timeout", error.message)
    case "Refused":
      return new MinerFailure("unreachable", error.message)
    case "BadResponseSignature":
    case "HashMismatch":
      return new MinerFailure("lied", error.message)
    default:
      return new MinerFailure("broken", error.message)
  }
}

function targetOf(miner: MinerRoute): AxonTarget {
  const { hostname, port } = new URL(miner.url)
  return { hotkey: miner.hotkey, ip: hostname.replace(/^\[|\]$/g, ""), port: Number(port || 80) }
}
