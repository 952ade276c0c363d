import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { signerFromUri } from "@taonet/sdk/signer"
import { writeHotkey } from "@taonet/sdk/wallet/folder"
import { walletKeyFromUri } from "@taonet/sdk/wallet/keyfile"
import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { takeHotkey } from "./hotkey.ts"

let walletPath: string
beforeEach(() => {
  walletPath = mkdtempSync(join(tmpdir(), "taonet-hotkey-"))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(walletPath, { recursive: true, force: true })
})

it("a neuron's key comes from a wallet's hotkey, the one named default unless told", async () => {
  const place = { root: walletPath, wallet: "mine" }
  writeHotkey(place, "default", walletKeyFromUri("//Alice"))
  writeHotkey(place, "second", walletKeyFromUri("//Bob", "ed25519"))
  const usual = await takeHotkey({ wallet: "mine", walletPath })
  expect([usual.hotkey.ss58, usual.signer.ss58]).toEqual(Array(2).fill(signerFromUri("//Alice").ss58))
  const second = await takeHotkey({ wallet: "mine", hotkey: "second", walletPath })
  expect([second.hotkey.scheme, second.signer.scheme]).toEqual(["ed25519", "ed25519"])
  await expect(takeHotkey({ wallet: "mine", hotkey: "third", walletPath })).rejects.toThrow(/there is no/)
})

it("and from the environment otherwise, where it is taken out", async () => {
  vi.stubEnv("TAONET_HOTKEY", "//Alice")
  expect((await takeHotkey({})).signer.ss58).toBe(signerFromUri("//Alice").ss58)
  await expect(takeHotkey({})).rejects.toThrow(/set TAONET_HOTKEY/)
  await expect(takeHotkey({ hotkey: "second" })).rejects.toThrow(/--wallet too/)
})
