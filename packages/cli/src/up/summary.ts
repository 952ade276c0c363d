import { hotkeyFromUri } from "@taonet/neuron/hotkey"
import { encodeAddress } from "@taonet/primitives/ss58"
import { devAccounts } from "@taonet/runtime/specs/devAccounts"
import { isLoopback, reachableHost, urlHost } from "./hosts.ts"
import { gatewayHotkey, type PlannedSubnet, type Ports } from "./plan.ts"
import { siteUrl } from "./site.ts"

export interface SummaryInput {
  readonly ports: Ports
  /** Where everything listens. */
  readonly host: string
  readonly subnets: readonly PlannedSubnet[]
  /** Whether the well-known accounts have TAO from the start. Else all there is is earned. */
  readonly funded: boolean
}

/** Addresses for others, or for this machine where nobody else can connect. */
export interface Endpoints {
  readonly chain: string
  readonly gateway: string
  readonly page: string
}

export function endpointsOf(host: string, ports: Ports): Endpoints {
  const name = urlHost(reachableHost(host))
  return {
    chain: `ws://${name}:${ports.chain}`,
    gateway: `http://${name}:${ports.gateway}/v1`,
    page: `http://${name}:${ports.page}/`,
  }
}

/** What a person needs once everything runs: endpoints, accounts, and something to try. */
export function summary({ ports, host, subnets, funded }: SummaryInput): string {
  const { chain, gateway, page } = endpointsOf(host, ports)
  return `
Taonet is up.

  status      ${page}   (open it: who earns what, live)
  gateway     ${gateway}   (OpenAI-compatible; any API key)
  chain       ${chain}   (JSON-RPC over WebSocket and HTTP)
${subnets.map((subnet) => minersLine(subnet, ports)).join("\n")}${siteLines(subnets, ports)}

${(funded ? fundedAccounts : minedAccounts).join("\n")}
${isLoopback(host) ? "" : `\nOther machines can connect, and anybody knows the keys of these accounts: nothing here is worth anything.\n`}
Try${later(subnets)}:
${subnets.map(({ model, makes }) => tries[makes](gateway, model)).join("\n")}

Ctrl-C stops everything.
`
}

/** The same for programs. */
export function summaryJson({ ports, host, subnets }: SummaryInput): object {
  return {
    ...endpointsOf(host, ports),
    subnets: subnets.map(({ kind, netuid, model, embeddings, miners, validators, portOffset }) => ({
      ...{ kind, netuid, models: [model, ...embeddings] },
      miners: miners.map(({ name }, index) => ({ name, port: ports.miners + portOffset + index })),
      validators: validators.map(({ name }) => ({ name })),
    })),
  }
}

const later = (subnets: readonly PlannedSubnet[]): string =>
  subnets.length < 2
    ? ""
    : ` (the ${subnets
        .slice(1)
        .map(({ kind }) => kind)
        .join(" and ")} subnet${subnets.length > 2 ? "s follow" : " follows"} within seconds)`

const minersLine = ({ kind, netuid, miners, portOffset }: PlannedSubnet, ports: Ports): string => {
  const list = miners.map(({ name }, index) => `${name} on ${ports.miners + portOffset + index}`)
  return `  ${`${netuid} ${kind}`.padEnd(11)} ${list.join(", ")}`
}

const siteLines = (subnets: readonly PlannedSubnet[], ports: Ports): string =>
  subnets
    .map((subnet) => siteUrl(subnet, ports))
    .map((url) =>
      url === undefined ? "" : `\n  site        ${url}   (made up: what the scraping miners read)`,
    )
    .join("")

/** Something to paste for each kind of model. */
const tries: Readonly<Record<PlannedSubnet["makes"], (gateway: string, model: string) => string>> = {
  chat: (gateway, model) =>
    post(`${gateway}/chat/completions`, {
      model,
      messages: [{ role: "user", content: "What is the capital of France?" }],
    }),
  images: (gateway, model) =>
    post(`${gateway}/images/generations`, {
      model,
      prompt: "a red apple on a blue background",
      response_format: "url",
    }),
  scraping: (gateway, model) =>
    post(`${gateway}/scraping/jobs`, { model, kind: "query", query: "lighthouse keeper", limit: 3 }),
}

const post = (url: string, body: object): string =>
  `  curl ${url} -H 'content-type: application/json' \\\n    -d '${JSON.stringify(body)}'`

const gatewayAccount = `  gateway     ${hotkeyFromUri(gatewayHotkey).ss58}   its hotkey, without stake: a miner of yours answers it by --allow`

const fundedAccounts = [
  `  //Alice     ${encodeAddress(devAccounts.Alice)}   sudo and the validator's coldkey, 1,000,000 TAO`,
  `  //Bob       ${encodeAddress(devAccounts.Bob)}   the miners' coldkey, 1,000,000 TAO`,
  `  //Charlie   ${encodeAddress(devAccounts.Charlie)}   free to use, 1,000,000 TAO`,
  gatewayAccount,
]

const minedAccounts = [
  `  //Alice     ${encodeAddress(devAccounts.Alice)}   the validator's coldkey, the founder`,
  `  //Bob       ${encodeAddress(devAccounts.Bob)}   the miners' coldkey`,
  gatewayAccount,
  "  There was no TAO at the start: these earn what they have. Join them with taonet mine, and with stake on root",
  "  make blocks too: taonet stand. The validator does both by itself.",
]
