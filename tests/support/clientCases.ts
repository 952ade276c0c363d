/** One client's script against one local node: what it saw, by case, as it prints it in JSON. */
import { startLocalNode } from "@taonet/node/testKit"
import { expect } from "vitest"
import { clientMs } from "./deadlines.ts"
import { run } from "./environments.ts"

export interface SeenCases {
  readonly seen: Readonly<Record<string, unknown>>
  readonly genesisHash: string
}

export async function runCases(script: string): Promise<SeenCases> {
  const node = await startLocalNode()
  try {
    const { code, output, stdout } = await run("node", [script, node.url], { timeoutMs: clientMs })
    expect(code, output).toBe(0)
    return { seen: JSON.parse(stdout) as Record<string, unknown>, genesisHash: node.chain.genesisHash }
  } finally {
    await node.close()
  }
}
