import { randomUUID } from "node:crypto"
import type { AxonReply, AxonRequest, AxonRoute } from "@taonet/neuron/axon/types"
import { AxonError, errorBody } from "@taonet/neuron/axon/types"
import { type MinerDeps, type MinerOptions, runMiner } from "@taonet/neuron/loops/runMiner"
import type { TextBackend } from "./backend.ts"
import { type ChatRequest, ProtocolError, parseChatRequest, type RequestLimits } from "./protocol.ts"
import { type AnswerIdentity, completeChat, streamChat } from "./respond.ts"

/** Where chats are asked, on axons as on gateways. */
export const chatPath = "/v1/chat/completions"

export interface TextMinerOptions extends Omit<MinerOptions, "routes"> {
  readonly limits?: RequestLimits
}

export interface TextMinerDeps extends MinerDeps {
  readonly backend: TextBackend
}

/** Runs a text miner until `options.signal` is aborted. The backend stays the caller's to close. */
export function textMiner(options: TextMinerOptions, deps: TextMinerDeps): Promise<void> {
  return runMiner({ ...options, routes: textRoutes(deps.backend, options.limits) }, deps)
}

/** The routes of a text axon: signed chats, and the model's name. */
export function textRoutes(backend: TextBackend, limits: RequestLimits = {}): AxonRoute[] {
  return [
    { method: "POST", path: chatPath, handle: (request) => answerChat(backend, limits, request) },
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
  ]
}

async function answerChat(
  backend: TextBackend,
  limits: RequestLimits,
  request: AxonRequest,
): Promise<AxonReply> {
  try {
    const chat = parseChatRequest(request.body, limits)
    const identity: AnswerIdentity = {
      id: `chatcmpl-${randomUUID()}`,
      created: Math.floor(Date.now() / 1_000),
    }
    return chat.stream
      ? await startStream(backend, chat, identity, request.signal)
      : { status: 200, body: JSON.stringify(await completeChat(backend, chat, identity, request.signal)) }
  } catch (error) {
    if (error instanceof ProtocolError) return refusal(error)
    throw new AxonError(502, "BackendFailed", "the miner's model failed to answer")
  }
}

/** Waits for the first token, so that a request that the backend refuses still gets a proper status. */
async function startStream(
  backend: TextBackend,
  chat: ChatRequest,
  identity: AnswerIdentity,
  signal: AbortSignal,
): Promise<AxonReply> {
  const events = streamChat(backend, chat, identity, signal)
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

function refusal({ status, code, message, param }: ProtocolError): AxonReply {
  const body = JSON.parse(errorBody(code, message)) as { error: { param: string | null } }
  body.error.param = param
  return { status, body: JSON.stringify(body) }
}
