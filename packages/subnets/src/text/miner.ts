import { randomUUID } from "node:crypto"
import type { AxonReply, AxonRequest, AxonRoute } from "@taonet/neuron/axon/types"
import { AxonError, errorBody } from "@taonet/neuron/axon/types"
import { type MinerDeps, type MinerOptions, runMiner } from "@taonet/neuron/loops/runMiner"
import type { TextBackend } from "./backend.ts"
import { parseCompletionRequest } from "./completions/request.ts"
import { completeText, streamText } from "./completions/respond.ts"
import type { Embedder } from "./embedding/embedder.ts"
import { lexicalEmbedder } from "./embedding/lexical.ts"
import { answerEmbeddings, embeddingsPath, parseEmbeddingsRequest } from "./embedding/protocol.ts"
import { ProtocolError, parseChatRequest, type RequestLimits } from "./protocol.ts"
import { type AnswerIdentity, completeChat, streamChat } from "./respond.ts"

/** Where chats are asked, on axons as on gateways. */
export const chatPath = "/v1/chat/completions"
/** Where texts are continued. */
export const completionsPath = "/v1/completions"

export interface TextMinerOptions extends Omit<MinerOptions, "routes"> {
  readonly limits?: RequestLimits
}

export interface TextMinerDeps extends MinerDeps {
  readonly backend: TextBackend
  /** Default the lexical one, which every machine can run. */
  readonly embedders?: readonly Embedder[]
}

/** Runs a text miner until `options.signal` is aborted. The backend stays the caller's to close. */
export function textMiner(options: TextMinerOptions, deps: TextMinerDeps): Promise<void> {
  return runMiner({ ...options, routes: textRoutes(deps.backend, options.limits, deps.embedders) }, deps)
}

/** The routes of a text axon: signed chats, completions and embeddings, and the models' names. */
export function textRoutes(
  backend: TextBackend,
  limits: RequestLimits = {},
  embedders: readonly Embedder[] = [lexicalEmbedder],
): AxonRoute[] {
  const post = (path: string, answer: (request: AxonRequest) => Promise<AxonReply>): AxonRoute => ({
    ...{ method: "POST", path },
    handle: (request) => answer(request).catch(refused),
  })
  const models = [backend, ...embedders].map(({ model }) => ({
    ...{ id: model, object: "model", created: 0, owned_by: "miner" },
  }))
  const list = { object: "list", data: models }
  return [
    post(chatPath, (request) => answerChat(backend, limits, request)),
    post(completionsPath, (request) => answerCompletion(backend, limits, request)),
    post(embeddingsPath, async ({ body, signal }) =>
      whole(await answerEmbeddings(embedders, parseEmbeddingsRequest(body, limits), signal)),
    ),
    { method: "GET", path: "/v1/models", handle: async () => whole(list) },
  ]
}

async function answerChat(
  backend: TextBackend,
  limits: RequestLimits,
  { body, signal }: AxonRequest,
): Promise<AxonReply> {
  const chat = parseChatRequest(body, limits)
  const identity = newIdentity("chatcmpl")
  return chat.stream
    ? startStream(streamChat(backend, chat, identity, signal))
    : whole(await completeChat(backend, chat, identity, signal))
}

async function answerCompletion(
  backend: TextBackend,
  limits: RequestLimits,
  { body, signal }: AxonRequest,
): Promise<AxonReply> {
  const request = parseCompletionRequest(body, limits)
  const identity = newIdentity("cmpl")
  return request.stream
    ? startStream(streamText(backend, request, identity, signal))
    : whole(await completeText(backend, request, identity, signal))
}

const newIdentity = (prefix: string): AnswerIdentity => ({
  id: `${prefix}-${randomUUID()}`,
  created: Math.floor(Date.now() / 1_000),
})

const whole = (value: object): AxonReply => ({ status: 200, body: JSON.stringify(value) })

/** Waits for the first token, so that a request that the backend refuses still gets a proper status. */
async function startStream(events: AsyncGenerator<string>): Promise<AxonReply> {
  const role = await events.next()
  const first = await events.next()
  const all = async function* (): AsyncGenerator<string> {
    try {
      if (role.done !== true) yield role.value
      if (first.done !== true) yield first.value
      yield* events
    } finally {
      await events.return(undefined)
    }
  }
  return { status: 200, events: all() }
}

function refused(error: unknown): AxonReply {
  if (!(error instanceof ProtocolError))
    throw new AxonError(502, "BackendFailed", "the miner's model failed to answer")
  const { status, code, message, param } = error
  const body = JSON.parse(errorBody(code, message)) as { error: { param: string | null } }
  body.error.param = param
  return { status, body: JSON.stringify(body) }
}
