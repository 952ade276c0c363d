import { encodeAddress } from "@taonet/primitives/ss58"
import { devAccounts } from "@taonet/runtime/specs/devAccounts"
import type { PlannedNeuron, Ports } from "./plan.ts"

export interface SummaryInput {
  readonly ports: Ports
  readonly host: string
  readonly model: string
  readonly miners: readonly PlannedNeuron[]
}

/** What a person needs once everything runs: endpoints, accounts, and something to try. */
export function summary({ ports, host, model, miners }: SummaryInput): string {
  const gateway = `http://${host}:${ports.gateway}/v1`
  const body = JSON.stringify({
    model,
    messages: [{ role: "user", content: "What is the capital of France?" }],
  })
  return `
Taonet is up.

  chain       ws://${host}:${ports.chain}   (JSON-RPC over WebSocket and HTTP)
  gateway     ${gateway}   (OpenAI-compatible; any API key)
  status      http://${host}:${ports.page}/
  miners      ${miners.map(({ name }, index) => `${name} on ${ports.miners + index}`).join(", ")}

  //Alice     ${encodeAddress(devAccounts.Alice)}   sudo and the validator's coldkey, 1,000,000 TAO
  //Bob       ${encodeAddress(devAccounts.Bob)}   the miners' coldkey, 1,000,000 TAO
  //Charlie   ${encodeAddress(devAccounts.Charlie)}   free to use, 1,000,000 TAO

Try:
  curl ${gateway}/chat/completions -H 'content-type: application/json' \\
    -d '${body}'

Ctrl-C stops everything.
`
}
