import { networkInterfaces } from "node:os"

type Interfaces = ReturnType<typeof networkInterfaces>

const everywhere = ["0.0.0.0", "::"]

export const isEverywhere = (host: string): boolean => everywhere.includes(host)

export const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || host.startsWith("127.")

/** The address under which others find what listens on `host`: for "everywhere", this machine's first address on a network. */
export function reachableHost(host: string, interfaces: Interfaces = networkInterfaces()): string {
  if (!isEverywhere(host)) return host
  const addresses = Object.values(interfaces).flatMap((list) => list ?? [])
  return addresses.find(({ internal, family }) => !internal && family === "IPv4")?.address ?? "127.0.0.1"
}

/** The same from this machine itself. */
export const localHost = (host: string): string => (isEverywhere(host) ? "127.0.0.1" : host)

/** As it stands in a URL. */
export const urlHost = (host: string): string => (host.includes(":") ? `[${host}]` : host)
