import { randomBytes } from "node:crypto"
import { existsSync } from "node:fs"
import { mnemonicFromEntropy } from "@taonet/primitives/crypto/suri"
import { decodeAddress } from "@taonet/primitives/ss58"
import { keyfileKey } from "@taonet/sdk/wallet/encryption"
import {
  defaultWalletRoot,
  type KeyfileSummary,
  listWallets,
  pathsOf,
  readColdkey,
  readHotkey,
  summaryOf,
  type WalletPlace,
  type WalletSummary,
  writeColdkey,
  writeColdkeyPublic,
  writeHotkey,
} from "@taonet/sdk/wallet/folder"
import { publicKeyOf, type WalletKey, type WalletScheme, walletKeyFromUri } from "@taonet/sdk/wallet/keyfile"
import { newPassword, takePassword, takeSecret } from "../prompt.ts"
import { exitWith, UsageError } from "../stop.ts"

interface PathOption {
  readonly path?: string
}
interface MakeOptions extends PathOption {
  readonly hotkey?: string
  readonly crypto: string
  /** Commander's pair of `--password` and `--no-password`. */
  readonly password: boolean | undefined
  readonly overwrite: boolean
}
interface JsonOption {
  readonly json: boolean
}

const wordCounts = [12, 15, 18, 21, 24] as const

export const walletCreate = (
  name: string,
  options: MakeOptions & { readonly words: string; readonly quiet: boolean },
): Promise<void> =>
  printing(async () => {
    const words = wordCounts.find((count) => String(count) === options.words)
    if (words === undefined) throw new UsageError(`--words is one of ${wordCounts.join(", ")}`)
    refuseExisting(name, options)
    const phrase = mnemonicFromEntropy(new Uint8Array(randomBytes(32)), words)
    const key = walletKeyFromUri(phrase, schemeOf(options))
    await write(name, key, options)
    const shown = options.quiet
      ? []
      : [`words    ${phrase}`, "Write the words down: whoever has them has the key."]
    return [`address  ${key.ss58}`, ...shown].join("\n")
  })

export const walletImport = (
  name: string,
  options: MakeOptions & { readonly address?: string },
): Promise<void> =>
  printing(async () => {
    if (options.address !== undefined) return watchOnly(name, options.address, options)
    refuseExisting(name, options)
    const key = keyOf(await takeSecret(), schemeOf(options))
    await write(name, key, options)
    return `address  ${key.ss58}`
  })

export const walletList = (options: PathOption & JsonOption): Promise<void> =>
  printing(async () => {
    const root = rootOf(options)
    const wallets = listWallets(root)
    if (options.json) return JSON.stringify(wallets)
    return wallets.length === 0 ? `no wallets in ${root}` : wallets.map(text).join("\n")
  })

export const walletShow = (
  name: string,
  options: PathOption & JsonOption & { readonly hotkey?: string; readonly words: boolean },
): Promise<void> =>
  printing(async () => {
    const place = { root: rootOf(options), wallet: name }
    if (!options.words) {
      const summary = summaryOf(place)
      return options.json ? JSON.stringify(summary) : text(summary)
    }
    const { phrase, seed, ss58 } = await openKey(place, options.hotkey)
    const secret = phrase ?? seed
    if (secret === undefined) throw new UsageError("the key was derived: its file holds no words and no seed")
    return options.json ? JSON.stringify({ ss58, phrase, seed }) : secret
  })

/** A key of a wallet; the password of an encrypted one comes from the environment or the terminal. */
export function openKey(place: WalletPlace, hotkey?: string): Promise<WalletKey> {
  const paths = pathsOf(place)
  const password = () => takePassword(hotkey === undefined ? paths.coldkey : paths.hotkey(hotkey))
  return hotkey === undefined ? readColdkey(place, password) : readHotkey(place, hotkey, password)
}

/** Coldkeys are encrypted unless told otherwise, hotkeys only when told so: they sign unattended. */
async function write(name: string, key: WalletKey, options: MakeOptions): Promise<void> {
  const place = { root: rootOf(options), wallet: name }
  const { hotkey, overwrite, password = hotkey === undefined } = options
  const how = { overwrite, ...(password && { key: await keyfileKey(await newPassword()) }) }
  if (hotkey === undefined) writeColdkey(place, key, how)
  else writeHotkey(place, hotkey, key, how)
}

function watchOnly(name: string, address: string, options: MakeOptions): string {
  if (options.hotkey !== undefined) throw new UsageError("--address is for coldkeys")
  const known = publicKeyOf(accountOf(address), schemeOf(options))
  const place = { root: rootOf(options), wallet: name }
  writeColdkeyPublic(place, known, { overwrite: options.overwrite })
  return `address  ${known.ss58}`
}

/** Before anybody is asked for a password. */
function refuseExisting(name: string, { hotkey, overwrite, ...options }: MakeOptions): void {
  const paths = pathsOf({ root: rootOf(options), wallet: name })
  const path = hotkey === undefined ? paths.coldkey : paths.hotkey(hotkey)
  if (!overwrite && existsSync(path)) throw new UsageError(`${path} exists already; --overwrite replaces it`)
}

const rootOf = ({ path }: PathOption): string => path ?? defaultWalletRoot()

function schemeOf({ crypto }: MakeOptions): WalletScheme {
  if (crypto === "sr25519" || crypto === "ed25519") return crypto
  throw new UsageError("--crypto is sr25519 or ed25519")
}

function keyOf(secret: string, scheme: WalletScheme): WalletKey {
  try {
    return walletKeyFromUri(secret, scheme)
  } catch {
    // Its own message might quote the secret.
    throw new UsageError("that is no phrase, seed or secret URI")
  }
}

function accountOf(address: string): `0x${string}` {
  try {
    return decodeAddress(address)
  } catch {
    throw new UsageError(`${address} is no address`)
  }
}

function text({ name, coldkey, hotkeys }: WalletSummary): string {
  const line = (label: string, key: KeyfileSummary): string => {
    const state = key.encryption === undefined ? "address only" : key.encryption === "none" ? "" : "encrypted"
    return `${label.padEnd(24)} ${key.public?.ss58 ?? "unknown"} ${state}`.trimEnd()
  }
  return [line(name, coldkey), ...hotkeys.map((hotkey) => line(`  ${hotkey.name}`, hotkey))].join("\n")
}

async function printing(work: () => Promise<string>): Promise<void> {
  try {
    process.stdout.write(`${await work()}\n`)
  } catch (error) {
    exitWith(error)
  }
}
