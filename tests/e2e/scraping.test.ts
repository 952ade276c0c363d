import { subnetView } from "@taonet/neuron/sdkChain"
import type { Client } from "@taonet/sdk/index"
import { chainBook } from "@taonet/subnets/commitments"
import { eventually, report, type Started } from "taonet/testKit"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { waitForClients } from "../support/deadlines.ts"
import { type OwnNetwork, startSubnets } from "./network.ts"

waitForClients()

const netuid = 2

describe("a network with a text and a scraping subnet", () => {
  let own: OwnNetwork
  let base: number
  let network: Started
  let client: Client

  beforeAll(async () => {
    own = await startSubnets("text,scraping", { from: 25_300, count: 20 })
    ;({ base, network, client } = own)
  })
  afterAll(() => own?.close())

  it("fetches pages, reads feeds and searches for who asks the gateway", async () => {
    const site = `http://127.0.0.1:${base + 19}`
    const urls = [`${site}/bees/craft.html`, `${site}/private/diary.html`]
    const pages = await eventually(() => scrape(base, { kind: "pages", urls }), {
      timeoutMs: 240_000,
      everyMs: 500,
    })
    report("npm start with a scraping subnet, from process start to the first record", network.elapsed())
    expect(pages.taonet.netuid).toBe(netuid)
    // One of three miners makes records up; whoever answered, it did so as itself.
    expect(pages.records.map(({ url }) => url)).toContain(urls[0])

    // Once its miners have weights, those who lie are asked no more.
    const feed = await eventually(
      async () => {
        const answer = await scrape(base, { kind: "feed", url: `${site}/feed.xml`, limit: 3 })
        return answer?.records.every(({ kind }) => kind === "feed_item") ? answer : undefined
      },
      { timeoutMs: 240_000, everyMs: 500 },
    )
    expect(feed.records).toHaveLength(3)
  })

  it("pays the miner that reads everything most, and the one that makes things up nothing", async () => {
    const shares = await eventually(
      async () => {
        const { neurons } = await subnetView(client, netuid)
        const found = [0, 1, 2].map(
          (index) => neurons.find(({ axon }) => axon?.port === base + 15 + index)?.incentive ?? 0,
        )
        const [diligent = 0, hasty = 0] = found
        return diligent > 2 * hasty && hasty > 0 ? found : undefined
      },
      { timeoutMs: 240_000, everyMs: 1_000 },
    )
    report(
      `scraping incentives ${shares.map((share) => share.toFixed(3)).join(", ")} for diligent, hasty, fabricator`,
      network.elapsed(),
    )
    expect(shares[2]).toBe(0)
    // What they are paid for stands on the chain, the fabricator's claims too.
    const committed = await chainBook(client, netuid).read()
    expect(committed).toHaveLength(3)
  })

  it("ends cleanly", async () => {
    expect(await network.stop("SIGINT")).toMatchObject({ code: 0, signal: null })
    expect(network.stderr()).not.toContain("process.killed")
  })
})

interface Answer {
  readonly records: readonly { readonly kind: string; readonly url: string }[]
  readonly taonet: { readonly netuid: number }
}

async function scrape(base: number, job: object): Promise<Answer | undefined> {
  const response = await fetch(`http://127.0.0.1:${base + 1}/v1/scraping/jobs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: "taonet-scraping", ...job }),
  })
  return response.ok ? ((await response.json()) as Answer) : undefined
}
