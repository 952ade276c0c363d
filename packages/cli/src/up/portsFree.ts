import { createServer } from "node:net"
import { UsageError } from "../stop.ts"
import { type PlannedSubnet, type Ports, sitePort } from "./plan.ts"

/** Says clearly which port is taken, before anything has started. */
export async function ensurePortsFree(
  host: string,
  ports: Ports,
  subnets: readonly PlannedSubnet[],
): Promise<void> {
  const wanted: readonly (readonly [string, number])[] = [
    ["chain", ports.chain],
    ["gateway", ports.gateway],
    ["status page", ports.page],
    ...subnets.flatMap(({ miners, portOffset }) =>
      miners.map(({ name }, index) => [`miner ${name}`, ports.miners + portOffset + index] as const),
    ),
    ...subnets
      .filter(({ makes }) => makes === "scraping")
      .map((subnet) => ["site to scrape", sitePort(ports, subnet)] as const),
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
    server.once("error", ({ code }: NodeJS.ErrnoException) => {
      if (code === "EADDRINUSE") resolve(false)
      else reject(new UsageError(`cannot listen on ${host}:${port}: ${code}`))
    })
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}
