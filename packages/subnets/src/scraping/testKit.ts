/** Helpers of this subnet's tests: a site on loopback, and a guest who may read it. */
import { once } from "node:events"
import { createServer, type RequestListener } from "node:http"
import type { AddressInfo } from "node:net"
import { hotkeyFromUri } from "@taonet/neuron/hotkey"
import type { Commitment } from "../commitments.ts"
import type { BlockBeacon } from "./beacon.ts"
import { createPoliteFetch, type PoliteFetchOptions } from "./net/politeFetch.ts"
import { makeRecord, type RecordFacts } from "./record.ts"

export const testKeys = {
  validator: hotkeyFromUri("//Validator"),
  miner: hotkeyFromUri("//Miner"),
  other: hotkeyFromUri("//Other"),
}

export interface TestServer {
  readonly url: string
  readonly host: string
  close(): void
}

export async function serveOn(handler: RequestListener): Promise<TestServer> {
  const server = createServer(handler).listen(0, "127.0.0.1")
  await once(server, "listening")
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `http://${host}`,
    host,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** In no hurry to be polite. */
export const fetchFrom = (hosts: readonly string[], more: PoliteFetchOptions = {}) =>
  createPoliteFetch({ allowPrivate: hosts, intervalMs: 0, ...more })

export const never = new AbortController().signal

export const recordOf = (facts: Partial<RecordFacts> = {}) =>
  makeRecord({
    kind: "page",
    url: "http://site.example/page.html",
    source: "site.example",
    title: "A page",
    text: "Some words that stand for all the others.",
    language: "en",
    published_at: null,
    last_modified: null,
    fetched_at: 1_000_000,
    ...facts,
  })

/** Blocks and commitments without a chain. Every draw is another block. */
export function testBlocks() {
  const standing = new Map<string, Commitment>()
  const blocks = { number: 1 }
  const of = async (hotkey: string) => standing.get(hotkey)
  const beacon: BlockBeacon = {
    next: async () => ({ number: ++blocks.number, hash: `0x${blocks.number}` }),
  }
  return {
    blocks,
    beacon,
    of,
    /** The book as this miner has it. */
    by: (hotkey: string) => ({
      of,
      blockNumber: async () => blocks.number,
      commit: async (digest: string) => void standing.set(hotkey, { hotkey, digest, block: blocks.number }),
    }),
  }
}
