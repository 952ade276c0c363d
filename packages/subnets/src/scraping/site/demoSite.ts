/** A small site to scrape where there is no internet: articles, feeds and news, and what crawlers must beware of. */
import { createHash } from "node:crypto"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { type Article, allArticles, proseOf, topics } from "./articles.ts"

export interface DemoSite {
  /** Without a trailing slash. */
  readonly url: string
  /** `name:port`, as permissions and sources are named. */
  readonly host: string
  close(): Promise<void>
}

export interface DemoSiteOptions {
  readonly host?: string
  /** Default 0: any that is free. */
  readonly port?: number
  /** The news is another every so often; default a minute. */
  readonly newsEveryMs?: number
  /** Milliseconds since 1970. */
  readonly now?: () => number
  /** Answers first; true when it did. */
  readonly first?: (request: IncomingMessage, response: ServerResponse) => boolean
}

/** Rejects with node's error when the port cannot be had. */
export async function startDemoSite(options: DemoSiteOptions = {}): Promise<DemoSite> {
  const { host = "127.0.0.1", now = Date.now, newsEveryMs = 60_000, first } = options
  const articles = allArticles()
  const server = createServer((request, response) => {
    if (first?.(request, response)) return
    send(request, response, answerTo(request.url ?? "/", articles, now(), newsEveryMs))
  })
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen(options.port ?? 0, host, () => resolve())
  })
  const { port } = server.address() as AddressInfo
  const name = `${host.includes(":") ? `[${host}]` : host}:${port}`
  return {
    url: `http://${name}`,
    host: name,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

interface Answer {
  readonly status: number
  readonly type?: string
  readonly location?: string
  readonly body?: string
  readonly modifiedAt?: number
}

/** Everything on the site is older than this, except the news. */
const modifiedAt = Date.UTC(2024, 6, 1)
const html = "text/html; charset=utf-8"

function answerTo(target: string, articles: readonly Article[], now: number, newsEveryMs: number): Answer {
  const { pathname, searchParams } = new URL(target, "http://site.invalid")
  const fixed = fixedAnswers[pathname]
  if (fixed) return fixed
  if (pathname === "/") return page("The Oldmere Almanac", indexBody(), modifiedAt)
  if (pathname === "/news.html") return news(now - (now % newsEveryMs))
  if (pathname === "/feed.xml")
    return { status: 200, type: "application/rss+xml", body: feed(articles), modifiedAt }
  // Every month links to the next: whoever follows them all never ends.
  if (pathname === "/calendar.html") return calendar(Number(searchParams.get("month") ?? 0))
  const article = articles.find(({ path }) => pathname === `/${path}.html`)
  if (article) return page(article.title, articleBody(article, articles), modifiedAt)
  const topic = Object.keys(topics).find((name) => pathname === `/${name}/`)
  if (topic) return page(`All about ${topic}`, topicBody(topic, articles), modifiedAt)
  return { status: 404, type: html, body: "<p>There is no such page.</p>" }
}

const link = (href: string, text: string): string => `<a href="${href}">${text}</a>`

const fixedAnswers: Readonly<Record<string, Answer>> = {
  "/robots.txt": {
    status: 200,
    type: "text/plain",
    body: "User-agent: *\nDisallow: /private/\nAllow: /\n",
    modifiedAt,
  },
  "/private/diary.html": page("A diary", "<p>Robots were asked to stay out of here.</p>", modifiedAt),
  "/old-history.html": { status: 301, location: "/harbours/history.html" },
  "/inside.html": { status: 302, location: "http://127.0.0.1:9/secrets" },
  "/round.html": { status: 302, location: "/round.html" },
}

function indexBody(): string {
  const items = Object.keys(topics).map((topic) => `<li>${link(`/${topic}/`, topic)}</li>`)
  const others = [
    "/news.html",
    "/old-history.html",
    "/inside.html",
    "/round.html",
    "/private/diary.html",
    "/calendar.html",
  ]
  const text = proseOf("index", ["almanac", "reader", "chapter", "map"], 2).map((each) => `<p>${each}</p>`)
  return `${text.join("")}<ul>${items.join("")}</ul><p>${others.map((path) => link(path, path)).join(" ")}</p>`
}

function topicBody(topic: string, articles: readonly Article[]): string {
  const own = articles.filter((article) => article.topic === topic)
  const items = own.map(({ path, title, paragraphs }) => {
    const opening = paragraphs[0]?.split(". ", 1)[0] ?? ""
    return `<h2>${link(`/${path}.html`, title)}</h2><p>${opening}.</p>`
  })
  return items.join("")
}

function articleBody({ path, paragraphs, publishedAt }: Article, articles: readonly Article[]): string {
  const at = articles.findIndex((article) => article.path === path)
  const next = articles[(at + 1) % articles.length]
  const date = `<p><time datetime="${new Date(publishedAt).toISOString()}">first printed</time></p>`
  return `${paragraphs.map((each) => `<p>${each}</p>`).join("\n")}${date}<p>${link(`/${next?.path}.html`, "next article")}</p>`
}

function news(since: number): Answer {
  const text = proseOf(`news ${since}`, ["council", "market", "storm", "election", "bridge"], 3)
  return page(
    `News of ${new Date(since).toISOString()}`,
    text.map((each) => `<p>${each}</p>`).join(""),
    since,
  )
}

function calendar(month: number): Answer {
  const text = `<p>Nothing is written down for this month yet.</p><p>${link(`/calendar.html?month=${month + 1}`, "next")}</p>`
  return page("Calendar", text, modifiedAt)
}

function page(title: string, body: string, at: number): Answer {
  const head = `<meta charset="utf-8"><title>${title}</title><link rel="alternate" type="application/rss+xml" href="/feed.xml">`
  const around = `<header><nav>${link("/", "home")} ${link("/news.html", "news")}</nav></header>`
  const text = `<!doctype html><html lang="en"><head>${head}</head><body>${around}<main><article><h1>${title}</h1>${body}</article></main><footer>The Oldmere Almanac, all invented.</footer></body></html>`
  return { status: 200, type: html, body: text, modifiedAt: at }
}

const feedItems = 20

function feed(articles: readonly Article[]): string {
  const items = articles
    .slice(-feedItems)
    .map(
      ({ path, title, paragraphs, publishedAt }) =>
        `<item><title>${title}</title><link>/${path}.html</link><description>${paragraphs[0] ?? ""}</description><pubDate>${new Date(publishedAt).toUTCString()}</pubDate></item>`,
    )
  return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>The Oldmere Almanac</title>${items.join("")}</channel></rss>`
}

function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const { status, type, location, body = "", modifiedAt: at } = answer
  if (location !== undefined) response.setHeader("location", location)
  if (type !== undefined) response.setHeader("content-type", type)
  if (status !== 200 || at === undefined) return void response.writeHead(status).end(body)
  const etag = `"${createHash("sha256").update(body).digest("hex").slice(0, 16)}"`
  response.setHeader("etag", etag)
  response.setHeader("last-modified", new Date(at).toUTCString())
  if (request.headers["if-none-match"] === etag) return void response.writeHead(304).end()
  response.writeHead(200).end(body)
}
