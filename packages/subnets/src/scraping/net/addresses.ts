import { BlockList, isIP } from "node:net"

/** Whether an address is one of the public internet's. Whatever is not known to be public is private: an address family that came later too. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address)
  if (version === 4) return !specialV4.check(address, "ipv4")
  if (version !== 6) return false
  // Zone ids, IPv4-mapped and translated forms all stand outside of 2000::/3.
  return globalV6.check(address, "ipv6") && !specialV6.check(address, "ipv6")
}

/** IANA's special-purpose registry. */
const specialV4 = blockList([
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
])

const globalV6 = blockList(["2000::/3"])
/** Within it: protocol assignments (Teredo, ORCHID), documentation, and 6to4, which leads to any IPv4 address. */
const specialV6 = blockList(["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"])

function blockList(subnets: readonly string[]): BlockList {
  const list = new BlockList()
  for (const subnet of subnets) {
    const [net = "", prefix = "0"] = subnet.split("/")
    list.addSubnet(net, Number(prefix), net.includes(":") ? "ipv6" : "ipv4")
  }
  return list
}
