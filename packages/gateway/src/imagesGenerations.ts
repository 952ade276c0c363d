import type { IncomingMessage } from "node:http"
import { MinerFailure } from "./errors.ts"
import {
  type ExchangeContext,
  exchange,
  minerHeaders,
  servedBy,
  type Tally,
  wholeAnswer,
  withModel,
} from "./exchange.ts"
import type { ImageStore } from "./imageStore.ts"
import { type ImagesRequest, parseImagesRequest } from "./imagesRequest.ts"
import { isObject, parseJson } from "./json.ts"
import { sendJson } from "./reply.ts"

export interface ImagesContext extends ExchangeContext {
  readonly store: ImageStore
  readonly publicUrl: string | undefined
}

const path = "/v1/images/generations"

/** `POST /v1/images/generations`. Throws what the client should get. */
export const imagesGenerations = (context: ImagesContext): Promise<void> =>
  exchange(context, {
    kind: "images",
    parse: (body) => withModel(context, "images", parseImagesRequest(body), "No model here makes images."),
    answer: (request, tally) => answer(context, request, tally),
  })

async function answer(
  context: ImagesContext,
  request: ImagesRequest & { readonly model: string },
  tally: Tally,
): Promise<void> {
  const question = { model: request.model, path, body: request.minerBody }
  const { route, value: pictures } = await wholeAnswer(context, question, tally, (bytes) =>
    parsePictures(bytes, request),
  )
  const address = baseOf(context.request, context.publicUrl)
  const data = pictures.map((png) =>
    request.format === "url"
      ? { url: `${address}${context.store.keep(png)}` }
      : { b64_json: png.toString("base64") },
  )
  const created = Math.floor(tally.at / 1000)
  const answered = { created, data, taonet: servedBy(context.netuid, route) }
  sendJson(context.response, 200, answered, minerHeaders(context.netuid, route))
}

/** What the client called us, as the address of a picture has to be one that it can reach. */
function baseOf(request: IncomingMessage, publicUrl: string | undefined): string {
  if (publicUrl !== undefined) return publicUrl.replace(/\/+$/, "")
  const { host = "" } = request.headers
  return `http://${/^[\w.\-:[\]]{1,255}$/.test(host) ? host : "localhost"}`
}

/** A miner's pictures, trusting none of it: as many as were asked for, PNG files, of the size that was named. Throws MinerFailure. */
function parsePictures(bytes: Uint8Array, request: ImagesRequest): Buffer[] {
  const answer = parseJson(bytes)
  const data = isObject(answer) ? answer["data"] : undefined
  if (!Array.isArray(data) || data.length !== request.n)
    throw new MinerFailure("broken", "the answer does not hold the pictures that were asked for")
  return data.map((entry) => {
    const text = isObject(entry) ? entry["b64_json"] : undefined
    const png = Buffer.from(typeof text === "string" ? text : "", "base64")
    if (!isPng(png, request.size))
      throw new MinerFailure("broken", "a picture is no PNG of the size asked for")
    return png
  })
}

const pngHead = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")
const pngEnd = Buffer.from("IEND", "latin1")

function isPng(file: Buffer, size: ImagesRequest["size"]): boolean {
  if (file.length < 45 || !file.subarray(0, 16).equals(pngHead)) return false
  if (!file.subarray(-8, -4).equals(pngEnd)) return false
  return size === undefined || (file.readUInt32BE(16) === size.width && file.readUInt32BE(20) === size.height)
}
