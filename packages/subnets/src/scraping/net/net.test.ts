import type { RequestListener } from "node:http"
import { gzipSync } from "node:zlib"
import { systemClock } from "@taonet/neuron/clock"
import { afterEach, describe, expect, it } from "vitest"
import { fetchFrom, never, serveOn, type TestServer } from "../testKit.ts"
import { isPublicAddress } from "./addresses.ts"
import { canonicalUrl } from "./canonicalUrl.ts"
import { decodeBody } from "./decodeBody.ts"
import { createHostGate } from "./hostGate.ts"
import { createPoliteFetch } from "./politeFetch.ts"

const open: TestServer[] = []
afterEach(() => {
  for (const server of open.splice(0)) server.close()
})

type Pages = Readonly<Record<string, RequestListener | string>>

/** Text is an HTML page; robots.txt is missing unless it is given. */
async function site(pages: Pages): Promise<TestServer & { asked: string[] }> {
  const asked: string[] = []
  const server = await serveOn((request, response) => {
    asked.push(request.url ?? "")
    const answer = pages[request.url ?? ""]
    if (typeof answer === "function") return answer(request, response)
    if (answer === undefined) return response.writeHead(404).end()
    response.setHeader("content-type", "text/html; charset=utf-8")
    response.end(answer)
  })
  open.push(server)
  return Object.assign(server, { asked })
}

const redirect =
  (to: string): RequestListener =>
  (_request, response) =>
    response.writeHead(302, { location: to }).end()

describe("addresses", () => {
  it.each([
    ["8.8.8.8", true],
    ["93.184.216.34", true],
    ["2606:4700::1111", true],
    ["127.0.0.1", false],
    ["10.1.2.3", false],
    ["172.31.0.1", false],
    ["192.168.1.1", false],
    ["169.254.169.254", false],
    ["100.64.0.1", false],
    ["0.0.0.0", false],
    ["224.0.0.1", false],
    ["255.255.255.255", false],
    ["::1", false],
    ["::", false],
    ["fe80::1", false],
    ["fd00::1", false],
    ["::ffff:127.0.0.1", false],
    ["::ffff:8.8.8.8", false],
    ["64:ff9b::7f00:1", false],
    ["2002:7f00:1::", false],
    ["2001:0:1::1", false],
    ["2001:db8::1", false],
    ["localhost", false],
  ])("%s is public: %s", (address, isPublic) => expect(isPublicAddress(address)).toBe(isPublic))
})

describe("canonical addresses", () => {
  it.each([
    ["HTTP://Site.Example:80/a/../b?x=1&utm_source=y#part", "http://site.example/b?x=1"],
    ["http://site.example./", "http://site.example/"],
    ["http://2130706433/", "http://127.0.0.1/"],
    ["http://site.example/?b=%20&a=1", "http://site.example/?b=%20&a=1"],
    ["ftp://site.example/", undefined],
    ["file:///etc/passwd", undefined],
    ["http://user:pass@site.example/", undefined],
    [`http://site.example/${"x".repeat(2_100)}`, undefined],
    ["nonsense", undefined],
  ])("%s", (given, canonical) => expect(canonicalUrl(given)).toBe(canonical))
})

describe("fetching as a guest", () => {
  it("brings a page with what the server says about it, and asks again with conditions", async () => {
    const { url, host } = await site({
      "/": (request, response) => {
        if (request.headers["if-none-match"] === '"v1"') return response.writeHead(304).end()
        response.writeHead(200, {
          "content-type": "text/html",
          etag: '"v1"',
          "last-modified": "Mon, 01 Jul 2024 00:00:00 GMT",
          "content-encoding": "gzip",
        })
        response.end(gzipSync(`hello to ${request.headers["user-agent"]}`))
      },
    })
    const fetch = fetchFrom([host], { contact: "https://example.com/robot" })
    const page = await fetch(`${url}/#top`, never)
    expect(page).toMatchObject({
      status: 200,
      url: `${url}/`,
      text: "hello to TaonetScraper/0.1 (+https://example.com/robot)",
      etag: '"v1"',
      lastModified: Date.UTC(2024, 6, 1),
    })
    expect(await fetch(`${url}/`, never, { etag: '"v1"' })).toMatchObject({ status: 304 })
  })

  it("never connects to private addresses, by whatever name", async () => {
    const { url, host, asked } = await site({ "/": "secret" })
    const port = host.split(":")[1]
    const resolve = async (name: string) =>
      name === "mixed.test"
        ? [
            { address: "8.8.8.8", family: 4 },
            { address: "127.0.0.1", family: 4 },
          ]
        : [{ address: "127.0.0.1", family: 4 }]
    const fetch = createPoliteFetch({ intervalMs: 0, ports: [Number(port)], resolve, timeoutMs: 2_000 })
    const addresses = [
      url,
      `http://inside.test:${port}/`,
      `http://mixed.test:${port}/`,
      `http://[::1]:${port}/`,
      `http://[::ffff:127.0.0.1]:${port}/`,
      `http://0x7f.1:${port}/`,
    ]
    for (const address of addresses)
      await expect(fetch(address, never), address).rejects.toMatchObject({ code: "PrivateAddress" })
    await expect(fetch("http://8.8.8.8:22/", never)).rejects.toMatchObject({ code: "BadPort" })
    expect(asked).toEqual([])
  })

  it("connects to the address that was checked, whatever the name says afterwards", async () => {
    const { host, asked } = await site({ "/": "page" })
    const port = host.split(":")[1]
    const name = `rebinding.test:${port}`
    let lookups = 0
    const resolve = async () => [{ address: lookups++ < 2 ? "127.0.0.1" : "127.9.9.9", family: 4 }]
    const fetch = createPoliteFetch({ intervalMs: 0, allowPrivate: [name], resolve })
    // One look-up for robots.txt and one for the page: none between check and connection.
    expect(await fetch(`http://${name}/`, never)).toMatchObject({ text: "page" })
    expect([lookups, asked]).toEqual([2, ["/robots.txt", "/"]])
  })

  it("looks at every redirect anew", async () => {
    const inside = await site({ "/": "secret" })
    const { url, host } = await site({
      "/in": redirect(`${inside.url}/`),
      "/file": redirect("file:///etc/passwd"),
      "/meta": redirect("http://169.254.169.254/latest/"),
      "/loop": redirect("/loop"),
      "/ok": redirect("/page"),
      "/page": "here",
    })
    const fetch = fetchFrom([host])
    expect(await fetch(`${url}/ok`, never)).toMatchObject({ url: `${url}/page`, text: "here" })
    await expect(fetch(`${url}/loop`, never)).rejects.toMatchObject({ code: "TooManyRedirects" })
    await expect(fetch(`${url}/file`, never)).rejects.toMatchObject({ code: "BadUrl" })
    for (const path of ["/in", "/meta"])
      await expect(fetch(url + path, never)).rejects.toMatchObject({ code: "PrivateAddress" })
    expect(inside.asked).toEqual([])
  })

  it("obeys robots.txt, asks for it once, and stays away when it fails to come", async () => {
    const robots = "User-agent: *\nDisallow: /private\n\nUser-agent: OtherBot\nDisallow: /\n"
    const polite = await site({ "/robots.txt": robots, "/a": "a", "/private/b": "b" })
    const broken = await site({ "/robots.txt": (_q, response) => response.writeHead(500).end(), "/a": "a" })
    const fetch = fetchFrom([polite.host, broken.host])
    const [one, two] = await Promise.all([fetch(`${polite.url}/a`, never), fetch(`${polite.url}/a`, never)])
    expect([one.text, two.text]).toEqual(["a", "a"])
    await expect(fetch(`${polite.url}/private/b`, never)).rejects.toMatchObject({ code: "RobotsDisallowed" })
    expect(polite.asked.filter((path) => path === "/robots.txt")).toHaveLength(1)
    expect(polite.asked).not.toContain("/private/b")
    await expect(fetch(`${broken.url}/a`, never)).rejects.toMatchObject({ code: "HttpStatus", status: 500 })
    expect(broken.asked).toEqual(["/robots.txt"])
  })

  it("bounds size, unpacked size, time and kinds of content", async () => {
    const endless: RequestListener = (_request, response) => {
      response.writeHead(200, { "content-type": "text/html" })
      const more = (): void => void (response.destroyed || response.write("x".repeat(65_536), () => more()))
      more()
    }
    const bomb: RequestListener = (_request, response) => {
      response.writeHead(200, { "content-type": "text/html", "content-encoding": "gzip" })
      response.end(gzipSync(Buffer.alloc(8 * 1024 * 1024)))
    }
    const { url, host } = await site({
      "/endless": endless,
      "/bomb": bomb,
      "/says": (_q, response) =>
        response.writeHead(200, { "content-length": 9e9, "content-type": "text/html" }).flushHeaders(),
      "/slow": (_q, response) => response.writeHead(200, { "content-type": "text/html" }).write("…"),
      "/zip": (_q, response) => response.writeHead(200, { "content-type": "application/zip" }).end("PK"),
      "/odd": (_q, response) =>
        response.writeHead(200, { "content-encoding": "gzip", "content-type": "text/html" }).end("no gzip"),
      "/busy": (_q, response) => response.writeHead(503).end(),
    })
    const fetch = fetchFrom([host], { maxBytes: 200_000, timeoutMs: 1_500 })
    const codes = {
      "/endless": "TooLarge",
      "/bomb": "TooLarge",
      "/says": "TooLarge",
      "/slow": "Timeout",
      "/zip": "BadContentType",
      "/odd": "BadEncoding",
      "/busy": "HttpStatus",
      "/none": "HttpStatus",
    }
    for (const [path, code] of Object.entries(codes))
      await expect(fetch(url + path, never), path).rejects.toMatchObject({ code })
  })

  it("passes on the reason of an abort", async () => {
    const { url, host } = await site({ "/": () => undefined })
    const stop = new AbortController()
    const page = fetchFrom([host])(url, stop.signal)
    setTimeout(() => stop.abort(new Error("enough")), 20)
    await expect(page).rejects.toThrow("enough")
  })
})

describe("host gate", () => {
  it("lets one request at a time through, with pauses, and refuses long queues", async () => {
    let now = 0
    const starts: [string, number][] = []
    const clock = {
      ...systemClock,
      milliseconds: () => now,
      sleep: async (ms: number) => {
        now += ms
      },
    }
    const gate = createHostGate(clock, { queueMax: 3 })
    const ask = (host: string) => gate.run(host, 1_000, never, async () => void starts.push([host, now]))
    const all = [ask("a"), ask("a"), ask("a")]
    await expect(ask("a")).rejects.toMatchObject({ code: "HostBusy" })
    await Promise.all(all)
    gate.rest("a", 5_000)
    await ask("a")
    expect(starts).toEqual([
      ["a", 0],
      ["a", 1_000],
      ["a", 2_000],
      ["a", 7_000],
    ])
  })
})

it("reads the bytes of a page as its author meant them", () => {
  expect(decodeBody(Buffer.from("caf\xe9", "latin1"), "ISO-8859-1")).toBe("café")
  expect(decodeBody(Buffer.from('<meta charset="windows-1252">\x80', "latin1"), undefined)).toContain("€")
  expect(decodeBody(Buffer.from("café"), "no such charset")).toBe("café")
})
