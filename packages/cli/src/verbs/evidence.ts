import { readFile } from "node:fs/promises"
import { text } from "node:stream/consumers"
import { checkEvidence, EvidenceError, type ProvenAnswer } from "@taonet/neuron/btauth/evidence"
import { verifySignatureOf } from "@taonet/neuron/hotkey"
import { exitWith, finish, UsageError } from "../stop.ts"

export interface EvidenceOptions {
  readonly json: boolean
}

const timeoutMs = 30_000

/** Says on stdout what a record proves, without asking anybody else. Exit code 1 when it proves nothing. */
export async function evidence(place: string, { json }: EvidenceOptions): Promise<void> {
  try {
    const proven = checked(await recordAt(place), place)
    process.stdout.write(`${json ? JSON.stringify(factsOf(proven), undefined, 2) : textOf(proven)}\n`)
    finish()
  } catch (error) {
    exitWith(error)
  }
}

function checked(record: unknown, place: string): ProvenAnswer {
  try {
    return checkEvidence(record, verifySignatureOf)
  } catch (error) {
    if (error instanceof EvidenceError) throw new UsageError(`${place} proves nothing: ${error.message}`)
    throw error
  }
}

async function recordAt(place: string): Promise<unknown> {
  const found = await textAt(place)
  try {
    return JSON.parse(found)
  } catch {
    throw new UsageError(`${place} is no JSON`)
  }
}

async function textAt(place: string): Promise<string> {
  try {
    if (place === "-") return await text(process.stdin)
    if (!/^https?:\/\//.test(place)) return await readFile(place, "utf8")
    const response = await fetch(place, { signal: AbortSignal.timeout(timeoutMs) })
    if (response.ok) return await response.text()
    throw new Error(`status ${response.status}`)
  } catch (error) {
    const { message, cause } = error as Error
    const detail = cause instanceof Error && cause.message ? cause.message : message
    throw new UsageError(`${place} can not be read: ${detail}`)
  }
}

function factsOf({ request, status, responder, body }: ProvenAnswer) {
  const { sender, nonce, method, target } = request
  return {
    ...{ responder, sender, askedAt: new Date(Number(nonce / 1_000_000n)).toISOString() },
    ...{ method, target, status, question: asText(request.body), answer: asText(body) },
  }
}

function textOf(proven: ProvenAnswer): string {
  const { responder, sender, askedAt, method, target, status, question, answer } = factsOf(proven)
  return [
    `${responder} answered ${sender}, who asked at ${askedAt}; both signed.`,
    `${method} ${target}`,
    question,
    "",
    `${status}`,
    answer,
  ].join("\n")
}

/** Bytes that are no text in base64. */
function asText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    return `base64:${Buffer.from(bytes).toString("base64")}`
  }
}
