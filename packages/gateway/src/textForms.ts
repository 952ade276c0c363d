/** The two shapes in which OpenAI's clients ask for text. Everything between client and miner is the same for both. */
import {
  type AnswerIdentity,
  type Chunk,
  type Completion,
  parseChatChunk,
  parseChatCompletion,
} from "./chatAnswer.ts"
import { parseChatRequest } from "./chatRequest.ts"
import { parseTextChunk, parseTextCompletion } from "./completionAnswer.ts"
import { parseCompletionRequest } from "./completionRequest.ts"

/** A request that passed the checks, and the canonical bytes that miners get. */
export interface TextRequest {
  readonly model: string
  readonly stream: boolean
  /** Whether the client itself wants the usage chunk; miners are always asked for it. */
  readonly includeUsage: boolean
  /** Choices asked for. */
  readonly n: number
  readonly minerBody: Uint8Array
}

export interface TextForm {
  /** The same at gateway and miner. */
  readonly path: string
  readonly idPrefix: string
  parseRequest(bytes: Uint8Array): TextRequest
  /** A plain answer, checked and re-labelled. Throws `MinerFailure`. */
  parseCompletion(bytes: Uint8Array, identity: AnswerIdentity, n: number): Completion
  /** One `data:` payload of a stream, likewise. */
  parseChunk(data: string, identity: AnswerIdentity, n: number, includeUsage: boolean): Chunk
}

export const chatForm: TextForm = {
  path: "/v1/chat/completions",
  idPrefix: "chatcmpl",
  parseRequest: parseChatRequest,
  parseCompletion: parseChatCompletion,
  parseChunk: parseChatChunk,
}

export const completionForm: TextForm = {
  path: "/v1/completions",
  idPrefix: "cmpl",
  parseRequest: parseCompletionRequest,
  parseCompletion: parseTextCompletion,
  parseChunk: parseTextChunk,
}
