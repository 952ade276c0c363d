/** Wallet files of either side in the other's hands: those of the Python SDKs and ours, plain and encrypted. */
import { mkdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { utf8, utf8Decode } from "@taonet/primitives/bytes"
import { sign } from "@taonet/primitives/crypto/sign"
import { devPhrase } from "@taonet/primitives/crypto/suri"
import { verifySignature } from "@taonet/primitives/crypto/verify"
import { fromHex, toHex } from "@taonet/primitives/hex"
import { encryptionOf, keyfileKey, unsealKeyfile } from "@taonet/sdk/wallet/encryption"
import {
  pathsOf,
  readColdkey,
  readHotkey,
  summaryOf,
  writeColdkey,
  writeHotkey,
} from "@taonet/sdk/wallet/folder"
import { decodeKeyfile, sameKey, type WalletKey, walletKeyFromUri } from "@taonet/sdk/wallet/keyfile"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import vectors from "../../vectors/wallet/keyfiles.json" with { type: "json" }
import { bittensor10, bittensor11, temporaryHome } from "../python-sdk/environments.ts"
import { clientMs, waitForClients } from "../support/deadlines.ts"
import { run, titleOf } from "../support/environments.ts"

waitForClients()
const script = fileURLToPath(new URL("wallets.py", import.meta.url))
const { password } = vectors
const message = utf8("signed with a key from the other side's file")
/** The format's salt is the same everywhere, so one derivation serves all files of this password. */
const key = await keyfileKey(password)

const ours: Readonly<Record<string, WalletKey>> = {
  plain: walletKeyFromUri(devPhrase),
  derived: walletKeyFromUri(`${devPhrase}//hard/soft///word`),
  ed25519: walletKeyFromUri(`${devPhrase}//hard`, "ed25519"),
  sealed: walletKeyFromUri(devPhrase),
}
const hotkey = walletKeyFromUri("//Alice//hot")

interface Seen {
  readonly read: Readonly<
    Record<string, { coldkey: [string, string]; hotkey: [string, string]; public: string }>
  >
  readonly written: Readonly<Record<string, readonly string[]>>
}

it("the password's key is what bittensor-wallet derives", () => {
  expect(toHex(key)).toBe(vectors.key)
})

for (const [title, client] of [
  ["bittensor 10.5.0", await bittensor10()],
  ["bittensor 11.3.0", await bittensor11()],
] as const)
  describe.skipIf(!client.ok)(titleOf(title, client), () => {
    const home = temporaryHome()
    const [oursRoot, theirsRoot] = ["ours", "theirs"].map((name) => join(home.dir, name)) as [string, string]
    let seen: Seen

    beforeAll(async () => {
      mkdirSync(theirsRoot)
      for (const [wallet, coldkey] of Object.entries(ours)) {
        writeColdkey({ root: oursRoot, wallet }, coldkey, wallet === "sealed" ? { key } : {})
        writeHotkey({ root: oursRoot, wallet }, "h", hotkey)
      }
      if (!client.ok) return
      const args = [script, oursRoot, theirsRoot, devPhrase, password]
      const result = await run(client.python, args, { env: home.env, timeoutMs: clientMs })
      expect(result.code, result.output).toBe(0)
      seen = JSON.parse(result.stdout.trim().split("\n").at(-1) ?? "") as Seen
    })
    afterAll(() => home.remove())

    it.each(Object.keys(ours))("opens ours and signs with it: %s", (wallet) => {
      const { coldkey, hotkey: hot, public: known } = seen.read[wallet]!
      const signers = [
        [ours[wallet]!, coldkey],
        [hotkey, hot],
      ] as const
      for (const [expected, [address, signature]] of signers) {
        expect(address).toBe(expected.ss58)
        const bytes = fromHex(`0x${signature}`)
        expect(verifySignature(expected.scheme, bytes, message, fromHex(expected.account))).toBe(true)
      }
      expect(known).toBe(ours[wallet]!.ss58)
    })

    it("writes wallets that open here: from a phrase and a seed, and derived ones of both schemes", async () => {
      const keysOf = async (wallet: string) => {
        const place = { root: theirsRoot, wallet }
        return [
          await readColdkey(place, () => password),
          await readHotkey(place, "h", () => password),
        ] as const
      }
      const [plain, plainHot] = await keysOf("plain")
      expect(sameKey(plain, ours["plain"]!)).toBe(true)
      expect(plain.phrase).toBe(devPhrase)
      expect(sameKey(plainHot, walletKeyFromUri(`0x${"11".repeat(32)}`))).toBe(true)
      const [derived, alice] = await keysOf("uri")
      // The half of a soft key that only blinds its signatures is drawn by chance: the scalar decides.
      expect(derived.account).toBe(walletKeyFromUri("//Alice//hard/soft").account)
      const signature = sign(derived.keypair, message)
      expect(verifySignature("sr25519", signature, message, fromHex(derived.account))).toBe(true)
      expect(sameKey(alice, walletKeyFromUri("//Alice", "ed25519"))).toBe(true)
      expect(seen.written).toMatchObject({
        plain: [plain.ss58, plainHot.ss58],
        uri: [derived.ss58, alice.ss58],
      })
    })

    it("makes phrases of 24 words that give its key here", async () => {
      const made = await readColdkey({ root: theirsRoot, wallet: "made" }, () => password)
      expect(made.phrase?.split(" ")).toHaveLength(24)
      expect([made.ss58]).toEqual(seen.written["made"])
      expect(sameKey(walletKeyFromUri(made.phrase ?? ""), made)).toBe(true)
    })

    it("encrypts wallets that open here, and their addresses are known without the password", () => {
      const place = { root: theirsRoot, wallet: "sealed" }
      const bytes = new Uint8Array(readFileSync(pathsOf(place).coldkey))
      expect(encryptionOf(bytes)).toBe("nacl")
      expect(utf8Decode(bytes)).not.toContain(devPhrase)
      expect(sameKey(decodeKeyfile(unsealKeyfile(bytes, key)), ours["sealed"]!)).toBe(true)
      expect(summaryOf(place).coldkey.public?.ss58).toBe(ours["sealed"]!.ss58)
    })
  })
