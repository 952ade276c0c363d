import { BlockList, isIP } from "node:net"
import type { MinerRoute } from "./types.ts"

/** A row of the metagraph, as far as routing needs it. */
export interface AxonRow {
  readonly uid: number
  /** SS58 address. */
  readonly hotkey: string
  readonly incentive: number
  /** What its axon announced; undefined or port 0 when it serves none. */
  readonly axon: { readonly ip: string; readonly port: number } | undefined
}

export interface MinerRoutesOptions {
  /**
   * Whether loopback and private addresses may be called. Anyone can announce any address on chain, so a gateway on a real
   * network must not be led into its own host or LAN; a local network has nothing but loopback.
   */
  readonly allowPrivateAddresses: boolean
  /** Hotkeys never to ask, such as the gateway's own. */
  readonly exclude?: readonly string[]
}

/** The serving miners of a metagraph. */
export function minerRoutes(rows: readonly AxonRow[], options: MinerRoutesOptions): MinerRoute[] {
  const routes: MinerRoute[] = []
  for (const { uid, hotkey, incentive, axon } of rows) {
    if (!axon || !Number.isInteger(axon.port) || axon.port < 1 || axon.port > 65535) continue
    if (options.exclude?.includes(hotkey)) continue
    const version = isIP(axon.ip)
    if (version === 0) continue
    const family = version === 4 ? "ipv4" : "ipv6"
    // A network that is all on one machine announces "any address", since the chain refuses loopback ones.
    if (nowhere.check(axon.ip, family) && !(options.allowPrivateAddresses && axon.ip === "0.0.0.0")) continue
    if (!options.allowPrivateAddresses && internal.check(axon.ip, family)) continue
    const host = version === 6 ? `[${axon.ip}]` : axon.ip
    routes.push({ uid, hotkey, incentive, url: `http://${host}:${axon.port}` })
  }
  return routes
}

/** Addresses that no server can have. */
const nowhere = blockList(["0.0.0.0/8", "224.0.0.0/3", "::/128", "ff00::/8"])

/** Loopback, private, shared, link-local and the translated forms that lead to them. */
const internal = blockList([
  "127.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "::1/128",
  "fc00::/7",
  "fe80::/10",
  "64:ff9b::/96",
  "2002::/16",
])

/** Node checks an IPv4-mapped IPv6 address against the IPv4 rules by itself. */
function blockList(subnets: readonly string[]): BlockList {
  const list = new BlockList()
  for (const subnet of subnets) {
    const [net = "", prefix = "0"] = subnet.split("/")
    list.addSubnet(net, Number(prefix), net.includes(":") ? "ipv6" : "ipv4")
  }
  return list
}
