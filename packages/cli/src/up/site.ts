import type { Closers } from "./closers.ts"
import { type PlannedSubnet, type Ports, sitePort } from "./plan.ts"

/** The site is on this machine whatever the network listens on: its readers are its children. */
const host = "127.0.0.1"
/** It has nobody to share its time with. */
const intervalMs = 20

const hasSite = ({ makes }: PlannedSubnet): boolean => makes === "scraping"

export const siteUrl = (subnet: PlannedSubnet, ports: Ports): string | undefined =>
  hasSite(subnet) ? `http://${host}:${sitePort(ports, subnet)}/` : undefined

/** Serves what a scraping subnet reads where there is no internet; other subnets need no site. */
export async function serveSite(subnet: PlannedSubnet, ports: Ports, closers: Closers): Promise<void> {
  if (!hasSite(subnet)) return
  const { startDemoSite } = await import("@taonet/subnets/scraping/site/demoSite")
  const site = await startDemoSite({ host, port: sitePort(ports, subnet) })
  closers.add(() => site.close())
}

/** Its neurons read this one site, which they may although it is on this machine. */
export function siteArgs(subnet: PlannedSubnet, ports: Ports): string[] {
  const url = siteUrl(subnet, ports)
  if (url === undefined) return []
  return ["--sites", url, "--allow-private", new URL(url).host, "--interval-ms", String(intervalMs)]
}
