import type { RpcMethods } from "./access.ts"
import type { RpcLimits } from "./limits.ts"
import { type RpcServer, type RpcServerOptions, startRpcServer, type TlsKeys } from "./server.ts"

/** Where and to whom JSON-RPC is served. */
export interface ListenOptions {
  /** Where it listens; 0 takes any free port. Without it there is only the in-process door. */
  readonly port?: number
  /** The same on another port: the reference localnet has two. */
  readonly secondPort?: number
  /** Default loopback. */
  readonly host?: string
  /** Origins that browsers may connect from. Default all: wallets are web pages. */
  readonly origins?: readonly string[] | "all"
  readonly limits?: Partial<RpcLimits>
  /** Who may call unsafe methods; see `access.ts`. Default `auto`. */
  readonly rpcMethods?: RpcMethods
  /** PEM texts; with them clients connect by `wss` and `https`. */
  readonly tls?: TlsKeys
}

type Served = Omit<RpcServerOptions, "host" | "port" | "origins" | "rpcMethods" | "tls">

/** All ports or none. */
export async function listen(options: ListenOptions, served: Served): Promise<RpcServer[]> {
  const { port, secondPort, host = "127.0.0.1", origins = "all", rpcMethods = "auto", tls } = options
  const servers: RpcServer[] = []
  try {
    for (const one of [port, secondPort])
      if (one !== undefined)
        servers.push(await startRpcServer({ ...served, host, port: one, origins, rpcMethods, tls }))
  } catch (error) {
    await Promise.all(servers.map((server) => server.close()))
    throw error
  }
  return servers
}

/** What a client on this machine connects to; empty when the node does not listen. */
export function urlOf(server: RpcServer | undefined, { tls }: ListenOptions): string {
  if (server === undefined) return ""
  return `${tls === undefined ? "ws" : "wss"}://${urlHost(server.host)}:${server.port}`
}

function urlHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1"
  return host.includes(":") ? `[${host}]` : host
}
