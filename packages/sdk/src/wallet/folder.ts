/**
 * Wallets on disk, in the folders of btcli: `<root>/<wallet>/coldkey`, `coldkeypub.txt` and `hotkeys/<hotkey>` (`<hotkey>pub.txt` where only
 * the public half is known). For Node.js. Files are for their owner alone, and appear whole or not at all.
 */
import { randomBytes } from "node:crypto"
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs"
import { homedir } from "node:os"
import { dirname, join } from "node:path"
import { decryptKeyfile, type Encryption, encryptionOf, sealKeyfile } from "./encryption.ts"
import { KeyfileError } from "./errors.ts"
import {
  decodeKeyfile,
  decodePublicKeyfile,
  encodeKeyfile,
  encodePublicKeyfile,
  type PublicKey,
  type WalletKey,
} from "./keyfile.ts"

/** Where btcli keeps wallets. */
export const defaultWalletRoot = (): string => join(homedir(), ".bittensor", "wallets")

/** A wallet's place: a folder of wallets and a name in it. */
export interface WalletPlace {
  readonly root: string
  readonly wallet: string
}

export interface WriteOptions {
  /** Encrypts the file: a `keyfileKey`. */
  readonly key?: Uint8Array
  /** Replaces a key that is there. Default false: KeyfileError. */
  readonly overwrite?: boolean
}

/** What can be said of a key without its password. */
export interface KeyfileSummary {
  readonly name: string
  readonly public: PublicKey | undefined
  /** Undefined where there is no secret. */
  readonly encryption: Encryption | undefined
}

export interface WalletSummary {
  readonly name: string
  readonly coldkey: KeyfileSummary
  readonly hotkeys: readonly KeyfileSummary[]
}

const nameForm = /^[\p{L}\p{N}_.@+ -]{1,128}$/u
const ownerOnly = 0o600
const keyfileBytesMax = 64 * 1024

export function writeColdkey(place: WalletPlace, key: WalletKey, options: WriteOptions = {}): void {
  const { coldkey, coldkeypub } = pathsOf(place)
  writeSecret(coldkey, key, options)
  writeWhole(coldkeypub, encodePublicKeyfile(key), true)
}

export function writeHotkey(
  place: WalletPlace,
  hotkey: string,
  key: WalletKey,
  options: WriteOptions = {},
): void {
  const paths = pathsOf(place)
  writeSecret(paths.hotkey(hotkey), key, options)
  writeWhole(paths.hotkeypub(hotkey), encodePublicKeyfile(key), true)
}

/** A wallet of which only the address is known: it watches, and cannot sign. */
export function writeColdkeyPublic(place: WalletPlace, known: PublicKey, options: WriteOptions = {}): void {
  const { coldkey, coldkeypub } = pathsOf(place)
  // An address that stands beside another key's secret would mislead whoever reads it.
  refuseExisting(coldkey, false)
  writeWhole(coldkeypub, encodePublicKeyfile(known), options.overwrite ?? false)
}

/** Opens the coldkey. `password` is asked only when the file is encrypted. Throws KeyfileError, WrongPasswordError. */
export const readColdkey = (
  place: WalletPlace,
  password: () => string | Promise<string>,
): Promise<WalletKey> => readSecret(pathsOf(place).coldkey, password)

export const readHotkey = (
  place: WalletPlace,
  hotkey: string,
  password: () => string | Promise<string>,
): Promise<WalletKey> => readSecret(pathsOf(place).hotkey(hotkey), password)

/** The coldkey's address: from `coldkeypub.txt`, else from a coldkey in the clear. */
export function readColdkeyPublic(place: WalletPlace): PublicKey {
  const { coldkey, coldkeypub } = pathsOf(place)
  return decodePublicKeyfile(readBytes(existsSync(coldkeypub) ? coldkeypub : coldkey))
}

/** Wallets of a folder with what is known of them without passwords, in the order of their names. */
export function listWallets(root: string): WalletSummary[] {
  return namesIn(root, "folder").map((wallet) => summaryOf({ root, wallet }))
}

export function summaryOf(place: WalletPlace): WalletSummary {
  const { folder, coldkey, coldkeypub, hotkey, hotkeypub } = pathsOf(place)
  if (!existsSync(folder)) throw new KeyfileError(`there is no wallet ${place.wallet} in ${place.root}`)
  const files = namesIn(join(folder, "hotkeys"), "file").filter((name) => !/\.(lock|tmp)$/.test(name))
  const names = new Set(files.map((name) => name.replace(/pub\.txt$/, "")))
  return {
    name: place.wallet,
    coldkey: keyfileSummary("coldkey", coldkey, coldkeypub),
    hotkeys: [...names].map((name) => keyfileSummary(name, hotkey(name), hotkeypub(name))),
  }
}

export function pathsOf({ root, wallet }: WalletPlace) {
  const folder = join(root, checkedName(wallet))
  return {
    folder,
    coldkey: join(folder, "coldkey"),
    coldkeypub: join(folder, "coldkeypub.txt"),
    hotkey: (name: string) => join(folder, "hotkeys", checkedName(name)),
    hotkeypub: (name: string) => join(folder, "hotkeys", `${checkedName(name)}pub.txt`),
  }
}

/** Names become parts of paths, so they may not lead out of their folder. */
function checkedName(name: string): string {
  if (!nameForm.test(name) || /^\.+$/.test(name))
    throw new KeyfileError(`"${name}" is no name of a wallet or hotkey`)
  return name
}

function keyfileSummary(name: string, secretPath: string, publicPath: string): KeyfileSummary {
  const secret = existsSync(secretPath) ? readBytes(secretPath) : undefined
  const encryption = secret && encryptionOf(secret)
  const open = encryption === "none" ? secret : undefined
  const known = existsSync(publicPath) ? readBytes(publicPath) : open
  return { name, public: known && publicOrNone(known), encryption }
}

function publicOrNone(bytes: Uint8Array): PublicKey | undefined {
  try {
    return decodePublicKeyfile(bytes)
  } catch {
    return undefined
  }
}

function namesIn(folder: string, kind: "file" | "folder"): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => (kind === "file" ? entry.isFile() : entry.isDirectory()) && nameForm.test(entry.name))
    .map(({ name }) => name)
    .sort()
}

async function readSecret(path: string, password: () => string | Promise<string>): Promise<WalletKey> {
  const bytes = readBytes(path)
  const isOpen = encryptionOf(bytes) === "none"
  return decodeKeyfile(isOpen ? bytes : await decryptKeyfile(bytes, await password()))
}

function readBytes(path: string): Uint8Array {
  try {
    const bytes = readFileSync(path)
    if (bytes.length > keyfileBytesMax) throw new KeyfileError(`${path} is too long for a keyfile`)
    return new Uint8Array(bytes)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") throw new KeyfileError(`there is no ${path}`)
    throw error
  }
}

function writeSecret(path: string, key: WalletKey, { key: sealing, overwrite = false }: WriteOptions): void {
  const plain = encodeKeyfile(key)
  const bytes = sealing ? sealKeyfile(plain, sealing, new Uint8Array(randomBytes(24))) : plain
  writeWhole(path, bytes, overwrite)
}

/** Through a file beside it, so that a crash leaves the old key or the new one. */
function writeWhole(path: string, bytes: Uint8Array, overwrite: boolean): void {
  refuseExisting(path, overwrite)
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const whole = `${path}.${process.pid}.tmp`
  rmSync(whole, { force: true })
  const file = openSync(whole, "wx", ownerOnly)
  try {
    writeSync(file, bytes)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  try {
    // A link fails where a key has appeared meanwhile; a rename would replace it.
    if (overwrite) renameSync(whole, path)
    else linkSync(whole, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") throw new KeyfileError(`${path} exists already`)
    throw error
  } finally {
    rmSync(whole, { force: true })
  }
}

function refuseExisting(path: string, overwrite: boolean): void {
  if (!overwrite && existsSync(path)) throw new KeyfileError(`${path} exists already`)
}
