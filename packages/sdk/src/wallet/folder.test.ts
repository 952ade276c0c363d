import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { unsealKeyfile } from "./encryption.ts"
import { KeyfileError, WrongPasswordError } from "./errors.ts"
import {
  listWallets,
  readColdkey,
  readColdkeyPublic,
  readHotkey,
  summaryOf,
  type WalletPlace,
  writeColdkey,
  writeColdkeyPublic,
  writeHotkey,
} from "./folder.ts"
import { sameKey, walletKeyFromUri } from "./keyfile.ts"

const alice = walletKeyFromUri("//Alice")
const bob = walletKeyFromUri("//Bob")
const nobodyAsks = () => {
  throw new Error("asked for a password")
}

let root: string
let place: WalletPlace
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "taonet-wallets-"))
  place = { root, wallet: "mine" }
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe("a wallet's folder", () => {
  it("has btcli's layout, for its owner alone", () => {
    writeColdkey(place, alice)
    writeHotkey(place, "first", bob)
    const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    )
    expect(files.map(({ name }) => name).sort()).toEqual([
      "coldkey",
      "coldkeypub.txt",
      "first",
      "firstpub.txt",
    ])
    for (const { parentPath, name } of files)
      expect(statSync(join(parentPath, name)).mode & 0o777).toBe(0o600)
    expect(statSync(join(root, "mine")).mode & 0o777).toBe(0o700)
  })

  it("gives keys back", async () => {
    writeColdkey(place, alice)
    writeHotkey(place, "first", bob)
    expect(sameKey(await readColdkey(place, nobodyAsks), alice)).toBe(true)
    expect(sameKey(await readHotkey(place, "first", nobodyAsks), bob)).toBe(true)
    expect(readColdkeyPublic(place).account).toBe(alice.account)
  })

  it("keeps a key that is there, unless told otherwise", async () => {
    writeColdkey(place, alice)
    expect(() => writeColdkey(place, bob)).toThrow(/exists already/)
    expect(() => writeColdkeyPublic(place, bob, { overwrite: true })).toThrow(/exists already/)
    expect(readColdkeyPublic(place).account).toBe(alice.account)
    writeColdkey(place, bob, { overwrite: true })
    expect(sameKey(await readColdkey(place, nobodyAsks), bob)).toBe(true)
    expect(readdirSync(join(root, "mine")).sort()).toEqual(["coldkey", "coldkeypub.txt"])
  })

  it("encrypts under a key, and asks for the password only then", async () => {
    const key = new Uint8Array(32).fill(7)
    writeColdkey(place, alice, { key })
    const bytes = new Uint8Array(readFileSync(join(root, "mine", "coldkey")))
    expect(Buffer.from(unsealKeyfile(bytes, key)).toString()).toContain(alice.ss58)
    expect(summaryOf(place).coldkey).toMatchObject({ encryption: "nacl", public: { ss58: alice.ss58 } })
    expect(() =>
      unsealKeyfile(
        bytes,
        key.map(() => 8),
      ),
    ).toThrow(WrongPasswordError)
  })

  it.each(["", ".", "..", "../other", "a/b", "a\\b", "a\0b"])(
    "takes no name that leads elsewhere: %j",
    (name) => {
      expect(() => writeColdkey({ root, wallet: name }, alice)).toThrow(KeyfileError)
      expect(() => writeHotkey(place, name, alice)).toThrow(KeyfileError)
    },
  )

  it("says what is missing, and does not read what is no keyfile by its size", async () => {
    await expect(readColdkey(place, nobodyAsks)).rejects.toThrow(/there is no/)
    expect(() => summaryOf(place)).toThrow(/no wallet mine/)
    mkdirSync(join(root, "mine"))
    writeFileSync(join(root, "mine", "coldkey"), "x".repeat(70_000))
    await expect(readColdkey(place, nobodyAsks)).rejects.toThrow(/too long/)
  })
})

describe("the list", () => {
  it("names wallets, addresses and what is encrypted, and leaves broken files standing", () => {
    writeColdkeyPublic({ root, wallet: "watched" }, alice)
    writeHotkey(place, "h2", bob)
    writeHotkey(place, "h1", alice, { key: new Uint8Array(32) })
    writeFileSync(join(root, "mine", "hotkeys", "junk"), "junk")
    writeFileSync(join(root, "mine", "hotkeys", "h1.lock"), "")
    writeFileSync(join(root, "stray file"), "")
    const seen = listWallets(root).map(({ name, coldkey, hotkeys }) => [
      name,
      coldkey.public?.ss58,
      hotkeys.map((hotkey) => [hotkey.name, hotkey.public?.ss58, hotkey.encryption]),
    ])
    expect(seen).toEqual([
      [
        "mine",
        undefined,
        [
          ["h1", alice.ss58, "nacl"],
          ["h2", bob.ss58, "none"],
          ["junk", undefined, "none"],
        ],
      ],
      ["watched", alice.ss58, []],
    ])
  })

  it("of a folder that does not exist is empty", () => {
    expect(listWallets(join(root, "nowhere"))).toEqual([])
  })
})

describe.skipIf(process.getuid?.() === 0)(
  "a folder that is not ours (skipped for root, who may write anywhere)",
  () => {
    it("is left as it is", () => {
      chmodSync(root, 0o500)
      expect(() => writeColdkey(place, alice)).toThrow(/EACCES/)
    })
  },
)
