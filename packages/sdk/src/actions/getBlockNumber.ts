import type { Client } from "../client.ts"

/** Number of the best block. */
export async function getBlockNumber(client: Client): Promise<number> {
  const header = await client.transport.request<{ number: string }>("chain_getHeader", [])
  return Number(header.number)
}
