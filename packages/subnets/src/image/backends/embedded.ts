import { toBytes } from "../../flatVector.ts"
import type { ImageBackend, Png } from "../backend.ts"
import { draw } from "../model/draw.ts"
import { type Parameters, parametersHash } from "../model/network.ts"
import { encodePng } from "../pixels/png.ts"
import { seedBound } from "../protocol.ts"

export interface EmbeddedOptions {
  /** Asked anew for every request: a model that is being trained serves its newest state. */
  readonly parameters: () => Parameters
  /** The state that was committed to on the chain: once there is one, it draws, and validators can ask for it. */
  readonly committed?: () => Parameters | undefined
  readonly close?: () => Promise<void>
}

/** The generator in this process. It draws icons of the things that it was shown, and mixtures of them. */
export function embeddedBackend({ parameters, committed, close }: EmbeddedOptions): ImageBackend {
  const current = (): Parameters => committed?.() ?? parameters()
  let hashed: Parameters | undefined
  let hash = ""
  return {
    model: "taonet-icons",
    async generate({ prompt, n, seed, width, height }, signal) {
      const now = current()
      const pictures: Png[] = []
      for (let i = 0; i < n && !signal.aborted; i++) {
        pictures.push(encodePng(draw(now, prompt, (seed + i) % seedBound, { width, height })))
        // Large pictures take a while: others get their turn between two.
        await new Promise((resolve) => setImmediate(resolve))
      }
      return pictures
    },
    fingerprint() {
      const now = current()
      if (now !== hashed) hash = parametersHash(now)
      hashed = now
      return fingerprintOf(hash)
    },
    ...(committed && {
      committed() {
        const now = committed()
        return now && toBytes(now)
      },
    }),
    close: async () => close?.(),
  }
}

/** `hash` is the parametersHash. */
export const fingerprintOf = (hash: string): string => `icons-${hash.slice(0, 32)}`
