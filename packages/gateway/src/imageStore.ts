import { createHash } from "node:crypto"
import type { ServerResponse } from "node:http"
import { GatewayError } from "./errors.ts"
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
  const kept = new Map<string, { readonly png: Buffer; readonly until: number }>()
  let bytes = 0

  function drop(name: string): void {
    bytes -= kept.get(name)?.png.length ?? 0
    kept.delete(name)
  }

  function dropOld(): void {
    for (const [name, { until }] of kept) {
      if (until > deps.now() && bytes <= limits.imageBytesMax) return
      drop(name)
    }
  }

  return {
    keep(png) {
      // Named after its content: who does not have the picture cannot guess its address.
      const name = `${createHash("sha256").update(png).digest("hex").slice(0, 40)}.png`
      drop(name)
      kept.set(name, { png, until: deps.now() + limits.imageMaxAgeMs })
      bytes += png.length
      dropOld()
      return `${imageFilesPath}${name}`
    },
    send(path, response) {
      dropOld()
      const found = kept.get(path.slice(imageFilesPath.length))
      if (!found) throw new GatewayError("unknown_url", "There is no such picture, or it is no longer kept.")
      response.writeHead(200, {
        "content-type": "image/png",
        "content-length": found.png.length,
        "cache-control": "private, max-age=600, immutable",
        // What miners make is shown as pictures and nothing else.
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox",
      })
      response.end(found.png)
    },
  }
}
