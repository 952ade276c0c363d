import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fromHex } from "@taonet/primitives/hex"
import { unsealKeyfile } from "@taonet/sdk/wallet/encryption"
import { decodeKeyfile } from "@taonet/sdk/wallet/keyfile"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import vectors from "../../../../vectors/wallet/keyfiles.json" with { type: "json" }
import { runTaonet } from "../testKit.ts"

const phrase = "bottom drive obey lake curtain smoke basket hold race lonely fit walk"
const address = "5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV"

let path: string
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), "taonet-wallet-"))
})
afterEach(() => rmSync(path, { recursive: true, force: true }))

const unset = { TAONET_SECRET: "", TAONET_WALLET_PASSWORD: "", BT_WALLET_PASSWORD: "" }
const wallet = (args: readonly string[], env: Record<string, string> = {}) =>
  runTaonet(["wallet", ...args, "--path", path], { env: { ...unset, ...env } })

describe("taonet wallet", () => {
  it("imports, lists, shows, and gives the words back when asked", async () => {
    const imported = await wallet(["import", "mine", "--no-password"], { TAONET_SECRET: phrase })
    expect(imported).toMatchObject({ code: 0, stdout: `address  ${address}\n`, stderr: "" })
    await wallet(["import", "mine", "--hotkey", "hot"], { TAONET_SECRET: "//Alice//hot" })
    const [list, show, words, json] = await Promise.all([
      wallet(["list"]),
      wallet(["show", "mine"]),
      wallet(["show", "mine", "--words"]),
      wallet(["list", "--json"]),
    ])
    expect(list.stdout.split("\n").map((line) => line.trim().split(/ +/))).toEqual([
      ["mine", address],
      ["hot", expect.stringMatching(/^5/)],
      [""],
    ])
    expect(show.stdout).toBe(list.stdout)
    expect(words.stdout).toBe(`${phrase}\n`)
    expect(JSON.parse(json.stdout)).toMatchObject([{ name: "mine", hotkeys: [{ name: "hot" }] }])
    expect(list.stdout + json.stdout).not.toContain("bottom")
  })

  it("makes new keys, shows their words once, and keeps what is there", async () => {
    const made = await wallet(["create", "new", "--no-password", "--words", "24"])
    const words = /^words {4}(.+)$/m.exec(made.stdout)?.[1] ?? ""
    expect(words.split(" ")).toHaveLength(24)
    expect((await wallet(["show", "new", "--words"])).stdout).toBe(`${words}\n`)
    const again = await wallet(["create", "new", "--no-password"])
    expect(again).toMatchObject({ code: 1, stdout: "" })
    expect(again.stderr).toMatch(/^taonet: .*exists already; --overwrite replaces it\n$/)
    const quiet = await wallet(["create", "quiet", "--no-password", "--quiet"])
    expect(quiet.stdout).toMatch(/^address {2}5\w+\n$/)
  })

  it("watches an address", async () => {
    await wallet(["import", "seen", "--address", address])
    expect((await wallet(["show", "seen"])).stdout).toContain(`${address} address only`)
  })

  it("encrypts coldkeys with the password of the environment", async () => {
    const env = { TAONET_SECRET: phrase, TAONET_WALLET_PASSWORD: vectors.password }
    expect(await wallet(["import", "safe"], env)).toMatchObject({ code: 0, stderr: "" })
    const sealed = new Uint8Array(readFileSync(join(path, "safe", "coldkey")))
    expect(decodeKeyfile(unsealKeyfile(sealed, fromHex(vectors.key))).phrase).toBe(phrase)
    expect((await wallet(["show", "safe"])).stdout).toContain("encrypted")
  }, 180_000)

  it("opens an encrypted key with the password of the environment, and says when that is wrong", async () => {
    mkdirSync(join(path, "old"))
    writeFileSync(join(path, "old", "coldkey"), vectors.ansible)
    const shown = await wallet(["show", "old", "--words"], { BT_WALLET_PASSWORD: vectors.password })
    expect(shown.stdout).toBe(`${phrase}\n`)
    const refused = await wallet(["show", "old", "--words"], { TAONET_WALLET_PASSWORD: "wrong" })
    expect(refused).toMatchObject({
      code: 1,
      stdout: "",
      stderr: "taonet: the password does not open this keyfile\n",
    })
  })

  it.each<[string[], Record<string, string>, string]>([
    [["create", "x"], {}, "set TAONET_WALLET_PASSWORD"],
    [["create", "x", "--words", "13"], {}, "--words is one of"],
    [["create", "../x", "--no-password"], {}, "no name of a wallet"],
    [["create", "x", "--crypto", "ecdsa"], {}, "sr25519 or ed25519"],
    [["import", "x", "--no-password"], {}, "set TAONET_SECRET"],
    [
      ["import", "x", "--no-password"],
      { TAONET_SECRET: "bottom drive obey" },
      "no phrase, seed or secret URI",
    ],
    [["import", "x", "--address", "5nonsense"], {}, "no address"],
    [["show", "nobody"], {}, "no wallet nobody"],
  ])("one line on stderr: %j", async (args, env, message) => {
    const { code, stdout, stderr } = await wallet(args, env)
    expect(stderr).toMatch(/^taonet: .*\n$/)
    expect(stderr).toContain(message)
    expect(stderr).not.toContain("bottom")
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" })
  })
})
