import { randomBytes, randomUUID } from "node:crypto"
import { link, mkdir, open, readFile, rm, stat } from "node:fs/promises"
import { join } from "node:path"
import { fromHex, type Hex, toHex } from "@taonet/primitives/hex"
import { NodeError } from "../errors.ts"

const seedLength = 32
const ownerOnly = 0o600
/** Everybody's rights but the owner's. */
const others = 0o077

export type RandomBytes = (length: number) => Uint8Array

/** A seed for as long as the node runs: what was encrypted to it before a restart cannot be opened after. */
export const passingSeed = (random: RandomBytes = randomBytes): Uint8Array =>
  new Uint8Array(random(seedLength))

/**
 * An author's seed for its keys for encrypted transactions: random, made once, and kept in the data folder in a file that only its owner can
 * read. Throws NodeError `secret-unsafe` when the file is none of ours, or others can read it: what was encrypted to it is no secret then.
 */
export async function keptSeed(
  folder: string,
  author: Hex,
  random: RandomBytes = randomBytes,
): Promise<Uint8Array> {
  const file = join(folder, `shield-${author.slice(2)}.seed`)
  const known = await readSeed(file)
  if (known !== undefined) return known
  await mkdir(folder, { recursive: true })
  const seed = passingSeed(random)
  await writeOnce(file, `${toHex(seed)}\n`)
  // Another process may have been faster: the file is what counts.
  const kept = await readSeed(file)
  if (kept === undefined) throw unsafe(`${file} is gone as soon as it was written`)
  return kept
}

async function readSeed(file: string): Promise<Uint8Array | undefined> {
  const info = await stat(file).catch(missing)
  if (info === undefined) return undefined
  // Windows knows no such rights.
  if (process.platform !== "win32" && (info.mode & others) !== 0)
    throw unsafe(`others can read ${file}: remove it, and a new seed is made (or chmod 600, if nobody has)`)
  const text = (await readFile(file, "utf8")).trim()
  if (!/^0x[0-9a-f]{64}$/.test(text)) throw unsafe(`${file} holds no seed: remove it, and a new one is made`)
  return fromHex(text as Hex)
}

/** Whole or not at all, also when the machine stops: written beside, then linked to its name, which fails where there is one already. */
async function writeOnce(file: string, text: string): Promise<void> {
  const beside = `${file}.${process.pid}.${randomUUID()}`
  const handle = await open(beside, "wx", ownerOnly)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  try {
    await link(beside, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error
  } finally {
    await rm(beside, { force: true })
  }
}

function missing(error: NodeJS.ErrnoException): undefined {
  if (error.code === "ENOENT") return undefined
  throw error
}

const unsafe = (message: string): NodeError => new NodeError("secret-unsafe", message)
