import { createHash } from "node:crypto"
import type { ServerResponse } from "node:http"
import { GatewayError } from "./errors.ts"
import { createKept } from "./keptBytes.ts"
import type { GatewayLimits } from "./options.ts"
import type { GatewayDeps } from "./types.ts"

/** Where kept pictures are fetched. */
export const imageFilesPath = "/v1/images/files/"

export interface ImageStore {
  /** Keeps a picture for a while; its path here. */
  keep(png: Buffer): string
  /** Answers a request for a path. Throws `unknown_url` for what is not there, or not any more. */
  send(path: string, response: ServerResponse): void
}

/** Pictures for clients that want addresses, in memory: the oldest go when they are too old or too many. */
export function createImageStore(
  limits: Pick<GatewayLimits, "imageBytesMax" | "imageMaxAgeMs">,
  deps: Pick<GatewayDeps, "now">,
): ImageStore {
  const { imageBytesMax: bytesMax, imageMaxAgeMs: maxAgeMs } = limits
  const kept = createKept<Buffer>({ bytesMax, maxAgeMs, now: deps.now })
  return {
    keep(png) {
      // Named after its content: who does not have the picture cannot guess its address.
      const name = `${createHash("sha256").update(png).digest("hex").slice(0, 40)}.png`
      kept.keep(name, png, png.length)
      return `${imageFilesPath}${name}`
    },
    send(path, response) {
      const png = kept.get(path.slice(imageFilesPath.length))
      if (!png) throw new GatewayError("unknown_url", "There is no such picture, or it is no longer kept.")
      response.writeHead(200, {
        "content-type": "image/png",
        "content-length": png.length,
        "cache-control": "private, max-age=600, immutable",
        // What miners make is shown as pictures and nothing else.
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox",
      })
      response.end(png)
    },
  }
}
