/** In-process miners for tests and benches: each is a function from the request to an answer. */

import type { GatewayOptions } from "./options.ts"
import { createGateway, type Gateway } from "./server.ts"
import type { GatewayDeps, MinerAnswer, MinerRequest, MinerRoute, QueryRecord } from "./types.ts"

export type FakeMiner = (request: MinerRequest) => Promise<MinerAnswer> | MinerAnswer

export const words = "The quick brown fox jumps over the lazy dog .".split(" ")
export const usage = { prompt_tokens: 5, completion_tokens: words.length, total_tokens: 5 + words.length }

interface AnswerExtras {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly verified?: Promise<boolean>
}

export function completion(content: string = words.join(" ")): object {
  const message = { role: "assistant", content }
  return {
    id: "x",
    object: "chat.completion",
    created: 1,
    model: "internal-name",
    choices: [{ index: 0, message, finish_reason: "stop" }],
    usage,
  }
}

export function chunk(delta: object, finish: string | null = null, extra: object = {}): string {
  const choices = [{ index: 0, delta, finish_reason: finish }]
  return event({
    id: "x",
    object: "chat.completion.chunk",
    created: 1,
    model: "internal-name",
    choices,
    ...extra,
  })
}

export function event(payload: object): string {
  return `data: ${JSON.stringify(payload)}\n\n`
}

export const done = "data: [DONE]\n\n"
export const usageEvent = event({ choices: [], usage })

/** A stream as a good miner sends it, one part a word. */
export function goodStream(): string[] {
  const texts = words.map((word, index) => chunk({ content: index === 0 ? word : ` ${word}` }))
  return [chunk({ role: "assistant", content: "" }), ...texts, chunk({}, "stop"), usageEvent, done]
}

export function answerJson(payload: object | string, extras: AnswerExtras = {}): MinerAnswer {
  return answerParts([typeof payload === "string" ? payload : JSON.stringify(payload)], extras)
}

/** A part is text, bytes, a promise to wait for, or an error that ends the body. */
export type Part = string | Uint8Array | Promise<unknown> | Error

export function answerParts(parts: Iterable<Part>, extras: AnswerExtras = {}): MinerAnswer {
  const { status = 200, headers = {}, verified = Promise.resolve(true) } = extras
  return { status, headers, verified, body: bodyOf(parts) }
}

async function* bodyOf(parts: Iterable<Part>): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    if (part instanceof Error) throw part
    if (part instanceof Promise) await part
    else yield typeof part === "string" ? Buffer.from(part) : part
  }
}

/** The good miner: answers both ways. */
export const honest: FakeMiner = (request) => {
  const { stream } = JSON.parse(Buffer.from(request.body).toString()) as { stream: boolean }
  return stream ? answerParts(goodStream()) : answerJson(completion())
}

/** The good miner of legacy completions: a choice for each prompt. */
export const continues: FakeMiner = (request) => {
  const { stream, prompt } = JSON.parse(Buffer.from(request.body).toString()) as {
    stream: boolean
    prompt: string | string[]
  }
  const prompts = typeof prompt === "string" ? [prompt] : prompt
  const piece = (index: number, text: string, finish_reason: string | null) => ({
    ...{ index, text, logprobs: null, finish_reason },
  })
  const object = "text_completion"
  if (!stream) {
    const choices = prompts.map((each, index) => piece(index, `${each}, ${words.join(" ")}`, "stop"))
    return answerJson({ id: "x", object, created: 1, model: "internal-name", choices, usage })
  }
  const chunks = prompts.flatMap((each, index) => [
    ...[each, ",", ...words].map((text) => piece(index, ` ${text}`, null)),
    piece(index, "", "stop"),
  ])
  const events = chunks.map((choice) => event({ id: "x", object, created: 1, choices: [choice] }))
  return answerParts([...events, usageEvent, done])
}

/** The good miner of embeddings: the vector of a text is its length and its first letter. */
export const embeds: FakeMiner = (request) => {
  const { input } = JSON.parse(Buffer.from(request.body).toString()) as { input: string[] }
  const data = input.map((text, index) => {
    const floats = Float32Array.of(text.length, text.charCodeAt(0), -0.1)
    return { object: "embedding", index, embedding: Buffer.from(floats.buffer).toString("base64") }
  })
  return answerJson({ object: "list", data, model: "x", usage: { prompt_tokens: 3, total_tokens: 3 } })
}

/** A square PNG of so many pixels a side, as far as the gateway looks at it. */
export function hollowPng(side: number): Buffer {
  const file = Buffer.alloc(57)
  file.write("89504e470d0a1a0a0000000d49484452", 0, "hex")
  file.writeUInt32BE(side, 16)
  file.writeUInt32BE(side, 20)
  file.write("IEND", 49, "latin1")
  return file
}

/** The good image miner. */
export const paints: FakeMiner = (request) => {
  const { n = 1, size = "256x256" } = JSON.parse(Buffer.from(request.body).toString()) as {
    n?: number
    size?: string
  }
  const b64_json = hollowPng(Number.parseInt(size, 10)).toString("base64")
  return answerJson({ created: 1, data: Array.from({ length: n }, () => ({ b64_json })) })
}

export function route(uid: number, incentive = 1, more: Partial<MinerRoute> = {}): MinerRoute {
  return { uid, hotkey: `5Miner${uid}`, url: `http://127.0.0.1:${9000 + uid}`, incentive, ...more }
}

export interface TestGateway extends Gateway {
  readonly url: string
  readonly records: QueryRecord[]
  readonly log: object[]
  /** Uids in the order in which they were asked. */
  readonly asked: number[]
}

export type TestOptions = Partial<GatewayOptions> & { deps?: Partial<GatewayDeps> }

/** A listening gateway over fake miners; the highest incentive comes first, so that tests know the order. */
export async function startGateway(
  miners: readonly (readonly [MinerRoute, FakeMiner])[],
  options: TestOptions = {},
) {
  const { deps: moreDeps, ...more } = options
  const records: QueryRecord[] = []
  const log: object[] = []
  const asked: number[] = []
  const deps: GatewayDeps = {
    miners: () => miners.map(([miner]) => miner),
    async query(miner, request) {
      asked.push(miner.uid)
      const found = miners.find(([each]) => each.uid === miner.uid)
      if (!found) throw new Error("no such miner")
      return found[1](request)
    },
    now: () => Date.now(),
    random: () => 0,
    log: (entry) => log.push(entry),
    onQuery: (record) => records.push(record),
    ...moreDeps,
  }
  const models = [{ id: "m", created: 1_700_000_000, ownedBy: "taonet" }]
  const gateway = createGateway({ netuid: 1, models, ...more }, deps)
  const { url } = await gateway.listen()
  const started: TestGateway = { ...gateway, url, records, log, asked }
  return started
}

export function ask(url: string, body: unknown, init: RequestInit = {}): Promise<Response> {
  return fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
    ...init,
  })
}

export const question = { model: "m", messages: [{ role: "user", content: "hi" }] }
