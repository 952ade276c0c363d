import type { ImageBackend, Png } from "../backend.ts"
import { draw } from "../model/draw.ts"
import { type Parameters, parametersHash } from "../model/network.ts"
import { encodePng } from "../pixels/png.ts"
import { seedBound } from "../protocol.ts"

export interface EmbeddedOptions {
  /** Asked anew for every request: a model that is being trained serves its newest state. */
  readonly parameters: () => Parameters
  readonly close?: () => Promise<void>
}

/** The generator in this process. It draws icons of the things that it was shown, and mixtures of them. */
export function embeddedBackend({ parameters, close }: EmbeddedOptions): ImageBackend {
  let hashed: Parameters | undefined
  let hash = ""
  return {
    model: "taonet-icons",
    async generate({ prompt, n, seed, width, height }, signal) {
      const now = parameters()
      const pictures: Png[] = []
      for (let i = 0; i < n && !signal.aborted; i++) {
        pictures.push(encodePng(draw(now, prompt, (seed + i) % seedBound, { width, height })))
        // Large pictures take a while: others get their turn between two.
        await new Promise((resolve) => setImmediate(resolve))
      }
      return pictures
    },
    fingerprint() {
      const now = parameters()
      if (now !== hashed) hash = parametersHash(now)
      hashed = now
      return `icons-${hash.slice(0, 32)}`
    },
    close: async () => close?.(),
  }
}
