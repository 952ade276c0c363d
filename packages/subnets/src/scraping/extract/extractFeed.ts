import { XMLParser } from "fast-xml-parser"
import { parseHTML } from "linkedom"
import { canonicalUrl } from "../net/canonicalUrl.ts"
import { blockText, cutText, type TextNode, tidyText } from "./blockText.ts"
import { dateOf, titleUnitsMax } from "./extractHtml.ts"

export interface FeedItem {
  readonly url: string
  readonly title: string
  readonly text: string
  /** Milliseconds since 1970. */
  readonly publishedAt: number | null
}

export interface Feed {
  readonly title: string
  readonly items: readonly FeedItem[]
}

const itemsMax = 200
const itemUnitsMax = 8_192

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  textNodeName: "#text",
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: (name) => name === "item" || name === "entry" || name === "link",
})

/** Reads RSS 2.0, RSS 1.0 (RDF) and Atom. Undefined when the text is none of them. */
export function extractFeed(xml: string, url: string): Feed | undefined {
  // Entities of a document's own can grow without bound, and no honest feed has any.
  if (/<!ENTITY/i.test(xml)) return undefined
  const tree = parse(xml)
  if (tree === undefined) return undefined
  const rss = asNode(asNode(tree["rss"])["channel"])
  const rdf = asNode(tree["RDF"])
  const atom = asNode(tree["feed"])
  if ("feed" in tree) return { title: titleOf(atom), items: items(atom["entry"], url, atomItem) }
  if ("rss" in tree) return { title: titleOf(rss), items: items(rss["item"], url, rssItem) }
  if ("RDF" in tree)
    return { title: titleOf(asNode(rdf["channel"])), items: items(rdf["item"], url, rssItem) }
  return undefined
}

type Node = Readonly<Record<string, unknown>>

function parse(xml: string): Node | undefined {
  try {
    return asNode(parser.parse(xml))
  } catch {
    return undefined
  }
}

type ReadItem = (node: Node) => { link: string; content: string; date: string }

const rssItem: ReadItem = (node) => ({
  link: textOf(asList(node["link"])[0]) || permanentGuid(node["guid"]),
  content: textOf(node["encoded"]) || textOf(node["description"]),
  date: textOf(node["pubDate"]) || textOf(node["date"]),
})

const atomItem: ReadItem = (node) => {
  const links = asList(node["link"]).map(asNode)
  const link = links.find((each) => (each["@rel"] ?? "alternate") === "alternate") ?? links[0]
  return {
    link: String(link?.["@href"] ?? ""),
    content: textOf(node["content"]) || textOf(node["summary"]),
    date: textOf(node["published"]) || textOf(node["updated"]),
  }
}

function items(value: unknown, url: string, read: ReadItem): FeedItem[] {
  const out = new Map<string, FeedItem>()
  for (const each of asList(value).slice(0, itemsMax)) {
    const node = asNode(each)
    const { link, content, date } = read(node)
    const at = canonicalUrl(link.trim(), url)
    if (at === undefined || link.trim() === "" || out.has(at)) continue
    out.set(at, { url: at, title: titleOf(node), text: plain(content), publishedAt: dateOf(date) })
  }
  return [...out.values()]
}

const titleOf = (node: Node): string =>
  cutText(plain(textOf(node["title"])).replaceAll("\n", " "), titleUnitsMax)

/** Feeds carry HTML as text. */
function plain(content: string): string {
  const cut = cutText(content, 8 * itemUnitsMax)
  if (!/[<&]/.test(cut)) return cutText(tidyText(cut), itemUnitsMax)
  const { document } = parseHTML(`<html><body>${cut}</body></html>`)
  return cutText(blockText(document.body as unknown as TextNode), itemUnitsMax)
}

const permanentGuid = (guid: unknown): string =>
  asNode(guid)["@isPermaLink"] === "false" ? "" : textOf(guid)

const asList = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value]

const asNode = (value: unknown): Node =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Node) : {}

function textOf(value: unknown): string {
  if (typeof value === "string") return value
  const text = asNode(value)["#text"]
  return typeof text === "string" ? text : ""
}
