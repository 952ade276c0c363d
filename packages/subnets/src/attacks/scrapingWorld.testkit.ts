/**
 * The scraping subnet in the small economy: real shelves, routes, commitments on the chain and the validators' own scorer. A made-up site in memory, of
 * which a quarter changes in every epoch, stands for the web, and function calls for the wire.
 */
import type { AxonReply, AxonRequest, AxonRoute } from "@taonet/neuron/axon/types"
import { AxonError } from "@taonet/neuron/axon/types"
import { type Clock, systemClock } from "@taonet/neuron/clock"
import { DendriteError } from "@taonet/neuron/dendrite/errors"
import type { Dendrite, DendriteResponse } from "@taonet/neuron/dendrite/types"
import type { ScoreMiner } from "@taonet/neuron/loops/runValidator"
import { createScores, type Scores, weightsOf } from "@taonet/neuron/loops/scores"
import { type Random, sample, seededRandom } from "@taonet/neuron/random"
import { encodeAddress } from "@taonet/primitives/ss58"
import { type CommitmentBook, chainBook } from "../commitments.ts"
import { openStore, type ScrapeStore } from "../scraping/crawl/store.ts"
import { type DishonestWays, scrapingRoutes } from "../scraping/miner.ts"
import { FetchError } from "../scraping/net/fetchError.ts"
import type { PoliteFetch } from "../scraping/net/politeFetch.ts"
import type { ScrapedRecord } from "../scraping/record.ts"
import { createCredibility } from "../scraping/scoring/credibility.ts"
import { scrapePage } from "../scraping/scrape.ts"
import { createShelf, type Shelf } from "../scraping/shelf.ts"
import { proseOf } from "../scraping/site/articles.ts"
import { scrapingScorer } from "../scraping/validator.ts"
import { netuid, type Row, type World } from "./world.testkit.ts"

const hourMs = 3_600_000
/** An epoch is a quarter of a day: after four, a record that was not read again is worth nothing. */
const epochMs = 6 * hourMs
const startMs = Date.UTC(2026, 0, 1)
const host = "site.example"
const things = ["tide", "boat", "quay", "crane", "harbour", "lantern", "granite", "orchard"]
export const sitePages = 24
const versionEpochs = 4
export const urlOf = (page: number): string => `http://${host}/${page}.html`
const sources = Array.from({ length: sitePages }, (_, page) => ({ seed: urlOf(page) }))
/** So many looks at each miner even out the luck of the draw. */
const roundsPerEpoch = 3
/** Of a job by a miner's own means, as the validator's clock would have it. */
const ownMs = 800

/** How one miner works. */
export interface Scraper {
  readonly name: string
  /** Fills its store for this epoch. */
  readonly read: (game: ScrapingGame, self: ScraperAtWork) => void | Promise<void>
  readonly dishonest?: (game: ScrapingGame) => DishonestWays
  /** Whether this caller may give it jobs; default anybody. Throws AxonError. */
  readonly admit?: (caller: string, world: World) => void
  /** What it does with a job instead of its own work, and how long that takes. */
  readonly job?: (job: unknown, game: ScrapingGame, own: () => Promise<unknown>) => Promise<Said>
}

export interface Said {
  readonly answer: unknown
  readonly elapsedMs: number
}

export interface ScraperAtWork {
  /** ss58. */
  readonly hotkey: string
  readonly store: ScrapeStore
}

export interface ScrapingGame {
  readonly epoch: () => number
  /** The page as it is now. */
  readonly page: (page: number) => ScrapedRecord
  readonly miner: (name: string) => ScraperAtWork
  /** Gives a miner a job, as anybody can. Rejects with AxonError. */
  readonly ask: (name: string, job: unknown, caller: string) => Promise<Said>
}

interface Player extends ScraperAtWork {
  readonly plan: Scraper
  readonly uid: number
  readonly shelf: Shelf
  readonly routes: readonly AxonRoute[]
}

interface Memory {
  readonly scores: Scores
  readonly random: Random
  readonly score: ScoreMiner
}

/** How the validators of a plan weigh these miners: each by its own look, all in one world. */
export function scrapingJudge(scrapers: readonly Scraper[], validators: readonly string[]) {
  const games = new WeakMap<World, ReturnType<typeof createGame>>()
  return async (world: World, epoch: number, self: string): Promise<Row | undefined> => {
    const game = games.get(world) ?? createGame(world, scrapers, validators)
    games.set(world, game)
    await game.begin(epoch)
    return game.judge(self)
  }
}

function createGame(world: World, scrapers: readonly Scraper[], validators: readonly string[]) {
  const time = { now: startMs, epoch: -1 }
  const clock: Clock = { ...systemClock, unixNanoseconds: () => BigInt(time.now) * 1_000_000n }
  const fetch = siteFetch(time)
  const book = chainBook(world.chain.client, netuid)
  const memories = new Map<string, Memory>()
  /** One block a round, so that rounds do not outrun the epoch. */
  const beacon = { next: async () => world.chain.head() }
  const game: ScrapingGame = {
    epoch: () => time.epoch,
    page: (page) => ({ ...recordOf(page, versionAt(page, time.now)), fetched_at: time.now }),
    miner: (name) => playerOf(name),
    ask: async (name, job, caller) => {
      const player = playerOf(name)
      player.plan.admit?.(caller, world)
      const own = () => call(player, "/v1/scraping/jobs", "POST", job, caller)
      if (player.plan.job === undefined) return { answer: await own(), elapsedMs: ownMs }
      return player.plan.job(job, game, own)
    },
  }
  const players = scrapers.map((plan): Player => {
    const hotkey = encodeAddress(world.chain.hotkey(plan.name))
    const store = openStore()
    const dishonest = plan.dishonest?.(game)
    const shelf = createShelf({ netuid, hotkey, newsShare: 0, trick: dishonest?.manifest }, store, clock)
    const inspectors = { has: async (caller: string | undefined) => validators.includes(caller ?? "") }
    const routes = scrapingRoutes({ store, fetch, shelf, inspectors, ...(dishonest && { dishonest }) })
    return { plan, uid: world.uidOf(plan.name), hotkey, store, shelf, routes }
  })

  function playerOf(name: string): Player {
    const found = players.find(({ plan }) => plan.name === name)
    if (found === undefined) throw new AxonError(404, "NoSuchMiner", name)
    return found
  }

  function memoryOf(self: string): Memory {
    const known = memories.get(self)
    if (known !== undefined) return known
    const memory = {
      scores: createScores(0.3),
      random: seededRandom(`the secret of ${self}`),
      score: scrapingScorer({ netuid, sources, fetch, book, beacon, credibility: createCredibility() }),
    }
    memories.set(self, memory)
    return memory
  }

  return {
    /** Miners read and commit; an hour later they are judged. */
    async begin(epoch: number): Promise<void> {
      if (epoch === time.epoch) return
      time.epoch = epoch
      time.now = startMs + epoch * epochMs + hourMs
      for (const player of players) {
        await player.plan.read(game, player)
        await commit(world, player, book)
      }
      time.now += hourMs
    },
    async judge(self: string): Promise<Row | undefined> {
      const { scores, random, score } = memoryOf(self)
      for (let round = 0; round < roundsPerEpoch; round++) {
        await world.chain.mine()
        // In any order, as in the validator's loop.
        for (const player of sample(random, players, players.length)) {
          const { uid, hotkey } = player
          const dendrite = scriptedDendrite(player, game, self)
          const context = { dendrite, random, clock, signal: new AbortController().signal }
          scores.record(hotkey, (await score({ uid, hotkey, ip: "10.0.0.1", port: 1 }, context)).score)
        }
      }
      const found = weightsOf(scores, players, 2)
      return found?.uids.map((uid, i) => [uid, found.weights[i] ?? 0] as const)
    },
  }
}

/** As `publish` does it, under the miner's key. */
async function commit(
  { chain }: World,
  { plan, hotkey, shelf }: Player,
  book: Pick<CommitmentBook, "of">,
): Promise<void> {
  const root = shelf.offer((await book.of(hotkey))?.digest)?.root
  if (root === undefined) return
  const info = { fields: [{ Sha256: `0x${root}` }] }
  const { ok, error } = await chain.call(chain.hotkey(plan.name), {
    Commitments: { set_commitment: { netuid, info } },
  })
  if (!ok) throw new Error(`${plan.name} cannot commit: ${error}`)
}

const versionAt = (page: number, now: number): number =>
  Math.floor(((now - startMs) / epochMs + page) / versionEpochs)

const changedAt = (page: number, version: number): number =>
  startMs + (version * versionEpochs - page) * epochMs

const texts = new Map<string, string>()
function textOf(page: number, version: number): string {
  const key = `${page} ${version}`
  const known = texts.get(key) ?? proseOf(key, things, 6).join("\n")
  texts.set(key, known)
  return known
}

function pageOf(page: number, version: number, fetchedAt: number) {
  return {
    status: 200,
    url: urlOf(page),
    contentType: "text/plain",
    text: textOf(page, version),
    etag: undefined,
    lastModified: changedAt(page, version),
    fetchedAt,
  } as const
}

const records = new Map<string, ScrapedRecord>()
function recordOf(page: number, version: number): ScrapedRecord {
  const key = `${page} ${version}`
  const known = records.get(key) ?? scrapePage(pageOf(page, version, 0)).record
  records.set(key, known)
  return known
}

function siteFetch(time: { readonly now: number }): PoliteFetch {
  const fetch = async (url: string) => {
    const page = sources.findIndex(({ seed }) => seed === url)
    if (page < 0) throw new FetchError("HttpStatus", "status 404", 404)
    return pageOf(page, versionAt(page, time.now), time.now)
  }
  return fetch as PoliteFetch
}

/** The wire between a validator and one miner. */
function scriptedDendrite(
  player: Player,
  game: ScrapingGame,
  caller: string,
): Pick<Dendrite, "request" | "stream"> {
  return {
    async request(_target, { path, method = "POST", body }) {
      const isJob = path === "/v1/scraping/jobs"
      const said = isJob
        ? await game.ask(player.plan.name, body, caller).catch(refused)
        : { answer: await call(player, path, method, body, caller).catch(refused), elapsedMs: ownMs }
      const response: DendriteResponse = {
        status: 200,
        headers: {},
        body: new Uint8Array(),
        json: () => said.answer,
        evidence: undefined,
        elapsedMs: said.elapsedMs,
      }
      return response
    },
    stream: () => Promise.reject(new Error("nothing streams here")),
  }
}

function refused(error: unknown): never {
  if (!(error instanceof AxonError)) throw error
  throw new DendriteError("HttpStatus", error.message, { status: error.status })
}

/** Rejects with AxonError where the answer is no 200. */
async function call({ routes }: Player, target: string, method: string, body: unknown, caller: string) {
  const [path = "", query] = target.split("?", 2)
  const route = routes.find((each) => each.path === path && each.method === method)
  if (route === undefined) throw new AxonError(404, "NoSuchPath", path)
  const request: AxonRequest = {
    ...{ method, path, query: new URLSearchParams(query), headers: {} },
    body: Buffer.from(JSON.stringify(body ?? null)),
    caller: { hotkey: caller, nonce: 0n, scheme: "sr25519", requestId: "" },
    signal: new AbortController().signal,
  }
  const reply: AxonReply = await route.handle(request)
  if (reply.status !== 200 || !("body" in reply)) throw new AxonError(reply.status, "Refused", path)
  return JSON.parse(String(reply.body)) as unknown
}
