import { createServer } from "node:net"
import { UsageError } from "../stop.ts"
import type { Ports } from "./plan.ts"

const minerCount = 3

/** Says clearly which port is taken, before anything has started. */
export async function ensurePortsFree(host: string, ports: Ports): Promise<void> {
  const wanted: readonly (readonly [string, number])[] = [
    ["chain", ports.chain],
    ["gateway", ports.gateway],
    ["status page", ports.page],
    ...Array.from(
      { length: minerCount },
      (_, index) => [`miner ${index + 1}`, ports.miners + index] as const,
    ),
  ]
  for (const [what, port] of wanted) {
    if (!(await isFree(host, port)))
      throw new UsageError(
        `port ${port} (${what}) is taken; choose others with: npm start -- --port-base 20000`,
      )
  }
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(false)
      else reject(error)
    })
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}
