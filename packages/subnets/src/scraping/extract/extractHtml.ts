/**
 * The pinned extractor: miners and validators must get the same text from the same page, so its libraries have exact versions, and
 * whatever it cannot digest has one defined outcome.
 */
import { Readability } from "@mozilla/readability"
import { parseHTML } from "linkedom"
import { canonicalUrl } from "../net/canonicalUrl.ts"
import { blockText, cutText, measureTree, type TextNode, tidyText } from "./blockText.ts"

/** Changes whenever the same page may give another text. Part of every manifest. */
export const extractorVersion = "readability-0.6.0/linkedom-0.18.15/1"

export interface Extracted {
  readonly title: string
  readonly text: string
  readonly language: string | null
  /** Milliseconds since 1970. */
  readonly publishedAt: number | null
  /** Canonical, each once, in the page's order. Empty when the page asks that they be not followed. */
  readonly links: readonly string[]
  /** Feeds that the page names. */
  readonly feeds: readonly string[]
  /** The page asks not to be kept. */
  readonly noIndex: boolean
}

export const titleUnitsMax = 500
export const textUnitsMax = 65_536
const linksMax = 500
const feedsMax = 8
/**
 * Readability's time grows with elements times depth: 20,000 nested elements held a core for more than a minute. Pages beyond are read
 * as plain text. Within them the worst found takes some half second.
 */
const elementsMax = 10_000
const depthMax = 64

type Dom = ReturnType<typeof parseHTML>["document"]

/** Never throws: a page without anything to read gives empty text. */
export function extractHtml(html: string, url: string): Extracted {
  const { document } = parseHTML(wholeDocument(html))
  const robots = metaContent(document, "robots")
  const readable = !isTooComplex(document)
  // Before Readability, which takes the document apart.
  const links = !readable || /nofollow|none/.test(robots) ? [] : linksOf(document, url)
  const feeds = readable ? feedsOf(document, url) : []
  const plain = plainTitle(document)
  const language = document.documentElement?.getAttribute("lang") ?? null
  const article = readable ? read(document) : undefined
  const text = article?.text || blockText((document.body ?? document) as unknown as TextNode)
  return {
    title: cutText(tidyText(article?.title || plain).replaceAll("\n", " "), titleUnitsMax),
    text: cutText(text, textUnitsMax),
    language: language !== null && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language) ? language : null,
    publishedAt: dateOf(article?.published),
    links,
    feeds,
    noIndex: /noindex|none/.test(robots),
  }
}

/** linkedom builds no head and body of its own around fragments. */
const wholeDocument = (html: string): string =>
  /<html[\s>]/i.test(html) ? html : `<html><body>${html}</body></html>`

function isTooComplex(document: Dom): boolean {
  const { elements, depth } = measureTree(document as unknown as TextNode, elementsMax)
  return elements > elementsMax || depth > depthMax
}

function read(document: Dom): { title: string; text: string; published: string | undefined } | undefined {
  try {
    const article = new Readability<TextNode>(document as never, {
      maxElemsToParse: elementsMax,
      serializer: (node) => node as unknown as TextNode,
    }).parse()
    if (!article?.content) return undefined
    return {
      title: article.title ?? "",
      text: blockText(article.content),
      published: article.publishedTime ?? undefined,
    }
  } catch {
    return undefined
  }
}

function linksOf(document: Dom, url: string): string[] {
  const base = document.querySelector("base[href]")?.getAttribute("href") ?? ""
  const from = canonicalUrl(base, url) ?? url
  const links = new Set<string>()
  for (const anchor of document.querySelectorAll("a[href]")) {
    if (links.size >= linksMax) break
    if (/\bnofollow\b/.test(anchor.getAttribute("rel") ?? "")) continue
    const link = canonicalUrl(anchor.getAttribute("href") ?? "", from)
    if (link !== undefined) links.add(link)
  }
  return [...links]
}

function feedsOf(document: Dom, url: string): string[] {
  const found = [...document.querySelectorAll("link[rel=alternate][type]")]
    .filter((link) => /^application\/(rss|atom)\+xml$/.test(link.getAttribute("type") ?? ""))
    .map((link) => canonicalUrl(link.getAttribute("href") ?? "", url))
    .filter((link) => link !== undefined)
  return [...new Set(found)].slice(0, feedsMax)
}

const plainTitle = (document: Dom): string => document.querySelector("title")?.textContent ?? ""

const metaContent = (document: Dom, name: string): string =>
  document.querySelector(`meta[name=${name}]`)?.getAttribute("content")?.toLowerCase() ?? ""

/** Undefined and nonsense are null, and so is the far future. */
export function dateOf(text: string | undefined): number | null {
  const at = Date.parse(text ?? "")
  return Number.isNaN(at) || at < 0 || at > 4e12 ? null : at
}
