/** A miner: how it answers, and the HTTP route that lets signed callers ask. */
import { AxonError, type AxonRoute } from "@taonet/neuron/axon/types"
import { type Answer, BadMessage, path, type Question, readQuestion } from "./protocol.ts"

/** The work. `effort` is the share of the text that this miner bothers to read: the example's way of having better and worse miners. */
export function answer({ text, letter }: Question, effort = 1): Answer {
  const read = text.slice(0, Math.ceil(text.length * effort))
  return { count: read.split(letter).length - 1 }
}

/** The axon has checked signature, receiver, freshness and replay before this runs. */
export function routes(effort = 1): AxonRoute[] {
  return [
    {
      method: "POST",
      path,
      handle: async ({ body }) => {
        try {
          return { status: 200, body: JSON.stringify(answer(readQuestion(body), effort)) }
        } catch (error) {
          if (error instanceof BadMessage) throw new AxonError(400, "BadMessage", error.message)
          throw error
        }
      },
    },
  ]
}
