import { randomUUID } from "node:crypto"
import { runInNewContext } from "node:vm"
import { startLocalNode } from "@taonet/node/testKit"
import { type BuildResult, build } from "esbuild"
import { beforeAll, describe, expect, it } from "vitest"
import { WebSocket } from "ws"

const entry = `
import * as sdk from "@taonet/sdk"
import { decodeKeyfile, encodeKeyfile, walletKeyFromUri } from "@taonet/sdk/wallet/keyfile"
globalThis.done = (async () => {
  const transport = sdk.webSocket(globalThis.url)
  const client = await sdk.createClient({ transport, signer: sdk.signerFromUri("//Alice") })
  const to = sdk.signerFromUri("//Bob")
  const before = await client.getBalance({ account: to.account })
  const receipt = await client.transfer({ to: to.account, amount: 5n })
  const after = await client.getBalance({ account: to.account })
  const key = decodeKeyfile(encodeKeyfile(walletKeyFromUri("//Alice//hard")))
  await client.close()
  return JSON.stringify({ sent: String(after - before), events: receipt.events.length, ss58: key.ss58 })
})()
`

/** What a page has; everything of Node.js is absent. */
const browserGlobals = {
  AbortSignal,
  TextDecoder,
  TextEncoder,
  WebAssembly: (globalThis as { WebAssembly?: unknown }).WebAssembly,
  WebSocket,
  atob,
  clearTimeout,
  crypto,
  fetch,
  setTimeout,
}

describe("in browsers", () => {
  let result: BuildResult<{ metafile: true; write: false }>
  beforeAll(async () => {
    result = await build({
      stdin: { contents: entry, resolveDir: import.meta.dirname, sourcefile: `${randomUUID()}.js` },
      bundle: true,
      platform: "browser",
      format: "iife",
      target: "es2022",
      minify: true,
      metafile: true,
      write: false,
      logLevel: "silent",
    })
  })

  it("bundles without anything of Node.js, below two megabytes", () => {
    expect(result.errors).toEqual([])
    const imports = Object.values(result.metafile.inputs).flatMap((input) => input.imports)
    expect(imports.filter(({ path }) => path.startsWith("node:"))).toEqual([])
    expect(result.outputFiles[0]!.contents.length).toBeLessThan(2_000_000)
  })

  it("connects, signs and transfers", async () => {
    const node = await startLocalNode({ blockTimeMs: "instant" })
    try {
      const global: Record<string, unknown> = { ...browserGlobals, url: node.url }
      global["globalThis"] = global
      runInNewContext(result.outputFiles[0]!.text, global)
      const seen = JSON.parse(await (global["done"] as Promise<string>)) as Record<string, unknown>
      expect(seen).toMatchObject({ sent: "5" })
      expect(seen["ss58"]).toMatch(/^5/)
    } finally {
      await node.close()
    }
  })
})
