import type { ImageBackend, Png } from "../backend.ts"
import { askJson, fit, fromBase64, joinUrl, type UpstreamOptions, upstreamSize } from "./upstream.ts"

export interface Automatic1111Options extends UpstreamOptions {
  /** Shown to clients; what it draws with is the server's own setting. */
  readonly model?: string
  /** Default 20. */
  readonly steps?: number
  readonly negativePrompt?: string
  readonly samplerName?: string
}

/** A Stable Diffusion web UI that was started with `--api`: AUTOMATIC1111, Forge, SD.Next. */
export function automatic1111Backend(options: Automatic1111Options): ImageBackend {
  const { baseUrl, model = "automatic1111", steps = 20, negativePrompt, samplerName } = options
  const send = options.fetch ?? globalThis.fetch
  return {
    model,
    async generate({ prompt, n, seed, width, height }, signal) {
      const pictures: Png[] = []
      // One by one: a batch may come with a sheet of all its pictures in front.
      for (let i = 0; i < n; i++) {
        const body = {
          prompt,
          seed: seed + i,
          steps,
          ...upstreamSize({ width, height }, options.leastSide),
          batch_size: 1,
          n_iter: 1,
          ...(negativePrompt === undefined ? {} : { negative_prompt: negativePrompt }),
          ...(samplerName === undefined ? {} : { sampler_name: samplerName }),
        }
        const answer = await askJson(send, joinUrl(baseUrl, "/sdapi/v1/txt2img"), body, signal)
        const { images } = (answer ?? {}) as { images?: readonly unknown[] }
        pictures.push(fit(fromBase64(images?.[0]), { width, height }))
      }
      return pictures
    },
    close: async () => {},
  }
}
