/** The text miner for validators of SDK 10: the `Prompt` class that many subnets begin with. */
import { AxonError } from "@taonet/neuron/axon/types"
import type { SynapseRoute, SynapseType } from "@taonet/neuron/synapse/types"
import type { TextBackend } from "./backend.ts"
import { ProtocolError, parseChatRequest, type RequestLimits } from "./protocol.ts"

/**
 * ```python
 * class Prompt(bt.Synapse):
 *     roles: list[str]
 *     messages: list[str]
 *     completion: str = ""
 *     required_hash_fields: ClassVar[tuple[str, ...]] = ("roles", "messages")
 * ```
 */
export const promptType = {
  name: "Prompt",
  hashed: { roles: "list", messages: "list" },
  answer: ["completion"],
} as const satisfies SynapseType

export function promptSynapse(backend: TextBackend, limits: RequestLimits = {}): SynapseRoute {
  return {
    type: promptType,
    async handle({ fields, signal }) {
      const { roles, messages } = fields
      try {
        const turns = turnsOf(roles, messages)
        // Greedy: SDK 10's class has no field for anything else.
        const request = parseChatRequest(JSON.stringify({ messages: turns, temperature: 0 }), limits)
        let completion = ""
        for await (const event of backend.generate(request, signal))
          if (event.kind === "text") completion += event.text
        return { fields: { completion } }
      } catch (error) {
        if (error instanceof ProtocolError) throw new AxonError(error.status, error.code, error.message)
        throw new AxonError(502, "BackendFailed", "the miner's model failed to answer")
      }
    },
  }
}

function turnsOf(roles: unknown, messages: unknown): object[] {
  if (!Array.isArray(roles) || !Array.isArray(messages) || roles.length !== messages.length)
    throw new ProtocolError("invalid_value", "roles and messages must be lists of the same length")
  return messages.map((content: unknown, at) => ({ role: roles[at] as unknown, content }))
}
