import { randomUUID } from "node:crypto"
import { type ImageBackend, type Png, UpstreamError } from "../backend.ts"
import {
  ask,
  askJson,
  fit,
  joinUrl,
  parseJson,
  type Size,
  type UpstreamOptions,
  upstreamSize,
} from "./upstream.ts"

/** A ComfyUI workflow in its API format: node id → class and inputs. */
export type Workflow = Readonly<Record<string, { readonly class_type: string; readonly inputs: object }>>

export interface ComfyUiOptions extends UpstreamOptions {
  /** File name of the checkpoint for the usual workflow. */
  readonly checkpoint: string
  /** Default 20; likewise for the usual workflow. */
  readonly steps?: number
  /** An own workflow instead. Its strings "{prompt}", "{seed}", "{width}" and "{height}" are replaced. */
  readonly workflow?: Workflow
  /** Between two looks at the queue. Default 250 ms. */
  readonly pollMs?: number
}

/** A ComfyUI server: queues a workflow, waits for it in the history, and fetches what it saved. */
export function comfyUiBackend(options: ComfyUiOptions): ImageBackend {
  const { baseUrl, checkpoint } = options
  const send = options.fetch ?? globalThis.fetch
  const clientId = randomUUID()
  return {
    model: checkpoint.replace(/\.(safetensors|ckpt|gguf)$/, ""),
    async generate({ prompt, n, seed, width, height }, signal) {
      const size = upstreamSize({ width, height }, options.leastSide)
      const template = options.workflow ?? usualWorkflow(checkpoint, options.steps ?? 20)
      const pictures: Png[] = []
      for (let i = 0; i < n; i++) {
        const workflow = fillIn(template, { prompt, seed: seed + i, ...size }) as Workflow
        const body = { prompt: workflow, client_id: clientId }
        const { prompt_id: id } = (await askJson(send, joinUrl(baseUrl, "/prompt"), body, signal)) as {
          prompt_id?: unknown
        }
        if (typeof id !== "string") throw new UpstreamError("the upstream queued nothing")
        const saved = await untilSaved(send, options, id, signal)
        const query = new URLSearchParams({ ...saved })
        pictures.push(fit(await ask(send, joinUrl(baseUrl, `/view?${query}`), { signal }), { width, height }))
      }
      return pictures
    },
    close: async () => {},
  }
}

interface SavedPicture {
  readonly filename: string
  readonly subfolder: string
  readonly type: string
}

async function untilSaved(
  send: typeof globalThis.fetch,
  { baseUrl, pollMs = 250 }: ComfyUiOptions,
  id: string,
  signal: AbortSignal,
): Promise<SavedPicture> {
  try {
    for (;;) {
      const url = joinUrl(baseUrl, `/history/${encodeURIComponent(id)}`)
      const history = parseJson(await ask(send, url, { signal })) as Readonly<Record<string, HistoryEntry>>
      const found = savedIn(history[id])
      if (found !== undefined) return found
      await sleep(pollMs, signal)
    }
  } catch (error) {
    // Nobody waits any more: the queue is for others.
    const body = JSON.stringify({ delete: [id] })
    const headers = { "content-type": "application/json" }
    if (signal.aborted)
      send(joinUrl(baseUrl, "/queue"), { method: "POST", headers, body }).catch(() => undefined)
    throw error
  }
}

interface HistoryEntry {
  readonly outputs?: Readonly<Record<string, { readonly images?: readonly SavedPicture[] }>>
  readonly status?: { readonly status_str?: string; readonly completed?: boolean }
}

/** The first picture of a finished workflow; undefined while it is not finished. */
function savedIn(entry: HistoryEntry | undefined): SavedPicture | undefined {
  if (entry === undefined) return undefined
  if (entry.status?.status_str === "error") throw new UpstreamError("the upstream's workflow failed")
  const images = Object.values(entry.outputs ?? {}).flatMap((output) => output.images ?? [])
  // Previews are of type "temp".
  const image = images.find(({ type }) => type === "output") ?? images[0]
  if (image !== undefined) {
    const { filename, subfolder = "", type = "output" } = image
    return { filename, subfolder, type }
  }
  if (entry.status?.completed === true) throw new UpstreamError("the upstream's workflow saved no picture")
  return undefined
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const stop = (): void => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop)
      resolve()
    }, ms)
    signal.addEventListener("abort", stop, { once: true })
  })
}

type Wanted = Size & { readonly prompt: string; readonly seed: number }

/** Replaces whole strings, so that numbers become numbers and a prompt cannot break out of its place. */
function fillIn(value: unknown, wanted: Wanted): unknown {
  if (typeof value === "string") {
    const name = /^\{(prompt|seed|width|height)\}$/.exec(value)?.[1]
    return name === undefined ? value : wanted[name as keyof Wanted]
  }
  if (Array.isArray(value)) return value.map((item) => fillIn(item, wanted))
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillIn(item, wanted)]))
}

/** What ComfyUI starts with: checkpoint, two texts, an empty canvas, the sampler, the decoder, a file. */
function usualWorkflow(checkpoint: string, steps: number): Workflow {
  return {
    "3": {
      class_type: "KSampler",
      inputs: {
        ...{ seed: "{seed}", steps, cfg: 7, sampler_name: "euler", scheduler: "normal", denoise: 1 },
        ...{ model: ["4", 0], positive: ["6", 0], negative: ["7", 0], latent_image: ["5", 0] },
      },
    },
    "4": { class_type: "CheckpointLoaderSimple", inputs: { ckpt_name: checkpoint } },
    "5": { class_type: "EmptyLatentImage", inputs: { width: "{width}", height: "{height}", batch_size: 1 } },
    "6": { class_type: "CLIPTextEncode", inputs: { text: "{prompt}", clip: ["4", 1] } },
    "7": { class_type: "CLIPTextEncode", inputs: { text: "", clip: ["4", 1] } },
    "8": { class_type: "VAEDecode", inputs: { samples: ["3", 0], vae: ["4", 2] } },
    "9": { class_type: "SaveImage", inputs: { filename_prefix: "taonet", images: ["8", 0] } },
  }
}
