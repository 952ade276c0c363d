import { randomBytes } from "node:crypto"
import type { ServerResponse } from "node:http"
import { GatewayError } from "./errors.ts"
import { createKept } from "./keptBytes.ts"
import type { GatewayLimits } from "./options.ts"
import { sendText } from "./reply.ts"
import type { GatewayDeps } from "./types.ts"

/** Where kept evidence is fetched. */
export const evidencePath = "/v1/evidence/"

/** The evidence of one request's answer. */
export interface EvidenceTicket {
  /** Where it will be found. Told to nobody but who asked: question and answer stand in it. */
  readonly path: string
  keep(evidence: object): void
}

export interface EvidenceStore {
  open(): EvidenceTicket
  /** Answers a request for a path. Throws `unknown_url` for what is not there, or not any more. */
  send(path: string, response: ServerResponse): void
}

/** What proves what miners said, in memory. */
export function createEvidenceStore(
  { evidenceBytesMax: bytesMax, evidenceMaxAgeMs: maxAgeMs }: GatewayLimits,
  { now }: Pick<GatewayDeps, "now">,
): EvidenceStore {
  const kept = createKept<string>({ bytesMax, maxAgeMs, now })
  return {
    open() {
      const name = randomBytes(16).toString("hex")
      return {
        path: evidencePath + name,
        keep(evidence) {
          const text = JSON.stringify(evidence)
          kept.keep(name, text, text.length)
        },
      }
    },
    send(path, response) {
      const text = kept.get(path.slice(evidencePath.length))
      if (text === undefined)
        throw new GatewayError(
          "unknown_url",
          "There is no such evidence: the answer is not over, nothing in it was signed, or it is no longer kept.",
        )
      sendText(response, 200, text, { "cache-control": "private, max-age=600, immutable" })
    },
  }
}
