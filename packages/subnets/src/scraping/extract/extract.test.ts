import { describe, expect, it } from "vitest"
import { hammingDistance, isSimilar, simhashOf } from "../simhash.ts"
import { proseOf } from "../site/articles.ts"
import { recordOf } from "../testKit.ts"
import { extractFeed } from "./extractFeed.ts"
import { extractHtml } from "./extractHtml.ts"

const at = "http://site.example/dir/page.html"
const page = (body: string, head = ""): string =>
  `<!doctype html><html lang="en-GB"><head><title>Tides &amp; boats</title>${head}</head><body>${body}</body></html>`

describe("pages", () => {
  const article = proseOf("tides", ["tide", "boat", "quay"], 3).map((text) => `<p>${text}</p>`)

  it("gives the text that a reader sees, in lines, with what the page says of itself", () => {
    const html = page(
      `<nav><a href="/home">home</a></nav><article><h1>Tides &amp; boats</h1>${article.join("")}<p>A <b>bold</b>
      claim, see <a href="other.html#x">there</a> and <a rel="nofollow" href="/ad">not here</a>.</p></article><script>evil()</script>`,
      '<meta property="article:published_time" content="2024-01-02T03:04:05Z"><link rel="alternate" type="application/rss+xml" href="/feed.xml">',
    )
    const found = extractHtml(html, at)
    expect(found).toMatchObject({
      title: "Tides & boats",
      language: "en-GB",
      publishedAt: Date.UTC(2024, 0, 2, 3, 4, 5),
      links: ["http://site.example/home", "http://site.example/dir/other.html"],
      feeds: ["http://site.example/feed.xml"],
      noIndex: false,
    })
    expect(found.text.split("\n")).toHaveLength(4)
    expect(found.text).toContain("A bold claim, see there and not here.")
    expect(found.text).not.toContain("evil")
  })

  it("heeds noindex and nofollow", () => {
    const html = page('<p>words</p><a href="/x">x</a>', '<meta name="robots" content="NOINDEX, nofollow">')
    expect(extractHtml(html, at)).toMatchObject({ noIndex: true, links: [] })
  })

  it.each([
    ["deep", "<div>".repeat(20_000)],
    ["deep tables", "<table><tr><td>".repeat(2_000)],
    ["wide", "<p>a, b</p>".repeat(20_000)],
    ["unclosed", "<a href=".repeat(20_000)],
    ["empty", ""],
  ])("reads a page that is %s without falling over", (_name, html) => {
    const startedAt = performance.now()
    expect(extractHtml(`${html}the end`, at).links.length).toBeLessThan(2)
    // Left to itself, the article finder takes minutes for some of these.
    expect(performance.now() - startedAt).toBeLessThan(20_000)
  })
})

describe("feeds", () => {
  it("reads RSS, RDF and Atom alike", () => {
    const rss = `<rss><channel><title>T</title><item><title>One &amp; only</title><link>/one#x</link><description>&lt;p&gt;Hello &lt;b&gt;you&lt;/b&gt;&lt;/p&gt;</description><pubDate>Mon, 06 Sep 2021 00:01:00 +0000</pubDate></item></channel></rss>`
    const rdf = `<rdf:RDF xmlns:rdf="x"><channel><title>T</title></channel><item><title>One &amp; only</title><link>http://site.example/one</link><description>Hello you</description><dc:date>2021-09-06T00:01:00Z</dc:date></item></rdf:RDF>`
    const atom = `<feed xmlns="x"><title>T</title><entry><title>One &amp; only</title><link rel="self" href="/self"/><link href="/one"/><published>2021-09-06T00:01:00Z</published><content type="html"><![CDATA[<p>Hello you</p>]]></content></entry></feed>`
    const item = {
      url: "http://site.example/one",
      title: "One & only",
      text: "Hello you",
      publishedAt: Date.UTC(2021, 8, 6, 0, 1),
    }
    for (const xml of [rss, rdf, atom]) expect(extractFeed(xml, at)).toEqual({ title: "T", items: [item] })
  })

  it.each([
    ["a page", page("<p>x</p>")],
    ["a document with entities of its own", '<!DOCTYPE x [<!ENTITY a "aaaa">]><rss><channel/></rss>'],
    ["half a document", "<rss><channel>"],
    ["nothing", ""],
  ])("does not take %s for one", (_name, xml) => {
    expect(extractFeed(xml, at)?.items ?? []).toEqual([])
  })
})

describe("simhash", () => {
  const words = proseOf("long", ["tide", "boat", "quay", "crane"], 12).join(" ")

  it("is near for light edits, far for other texts, and does not take half a text for the whole", () => {
    const edited = words.replace("the", "that").replace("and", "or")
    const other = proseOf("else", ["apple", "frost", "ladder"], 12).join(" ")
    const [a, b, c] = [words, edited, other].map(simhashOf) as [string, string, string]
    expect(hammingDistance(a, a)).toBe(0)
    expect(hammingDistance(a, b)).toBeLessThanOrEqual(8)
    expect(hammingDistance(a, c)).toBeGreaterThan(14)
    const half = recordOf({ text: words.slice(0, words.length / 2) })
    expect(isSimilar(half, recordOf({ text: words }))).toBe(false)
    expect(isSimilar(recordOf({ text: edited }), recordOf({ text: words }))).toBe(true)
  })

  it("stays what it is: recorded values", () => {
    expect(simhashOf("one two three four")).toBe(simhashOf("One, two; THREE four!"))
    expect([simhashOf("one two three four"), simhashOf("")]).toMatchInlineSnapshot(`
      [
        "0801e500904e2b2d",
        "d740bf88a888cdd9",
      ]
    `)
  })
})
