import type { AxonReply, AxonRequest, AxonRoute } from "@taonet/neuron/axon/types"
import { AxonError, errorBody } from "@taonet/neuron/axon/types"
import { type MinerDeps, type MinerOptions, runMiner } from "@taonet/neuron/loops/runMiner"
import type { ImageBackend } from "./backend.ts"
import { type ImageLimits, imagesPath, modelPath, ProtocolError, parseImageRequest } from "./protocol.ts"
import { answerImages } from "./respond.ts"

export interface ImageMinerOptions extends Omit<MinerOptions, "routes"> {
  readonly limits?: ImageLimits
}

export interface ImageMinerDeps extends MinerDeps {
  readonly backend: ImageBackend
}

/** Runs an image miner until `options.signal` is aborted. The backend stays the caller's to close. */
export function imageMiner(options: ImageMinerOptions, deps: ImageMinerDeps): Promise<void> {
  return runMiner({ ...options, routes: imageRoutes(deps.backend, options.limits) }, deps)
}

/** The routes of an image axon: signed generations, the model's name, and the model itself where one is committed to. */
export function imageRoutes(backend: ImageBackend, limits: ImageLimits = {}): AxonRoute[] {
  return [
    { method: "POST", path: imagesPath, handle: (request) => generate(backend, limits, request) },
    {
      method: "GET",
      path: "/v1/models",
      handle: async () => ({
        status: 200,
        body: JSON.stringify({
          object: "list",
          data: [{ id: backend.model, object: "model", created: 0, owned_by: "miner" }],
        }),
      }),
    },
    ...(backend.committed
      ? [{ method: "GET", path: modelPath, handle: async () => show(backend) } as const]
      : []),
  ]
}

function show(backend: ImageBackend): AxonReply {
  const body = backend.committed?.()
  if (body === undefined) throw new AxonError(404, "NothingCommitted", "no model is committed yet")
  return { status: 200, headers: { "content-type": "application/octet-stream" }, body }
}

async function generate(
  backend: ImageBackend,
  limits: ImageLimits,
  request: AxonRequest,
): Promise<AxonReply> {
  try {
    const wanted = parseImageRequest(request.body, limits)
    const created = Math.floor(Date.now() / 1_000)
    const answer = await answerImages(backend, wanted, created, request.signal)
    return { status: 200, body: JSON.stringify(answer) }
  } catch (error) {
    if (error instanceof ProtocolError) return refusal(error)
    throw new AxonError(502, "BackendFailed", "the miner's model failed to answer")
  }
}

function refusal({ status, code, message, param }: ProtocolError): AxonReply {
  const body = JSON.parse(errorBody(code, message)) as { error: { param: string | null } }
  body.error.param = param
  return { status, body: JSON.stringify(body) }
}
