/**
 * The captioned pictures: Microsoft's Fluent flat emoji (MIT) in the package `@iconify-json/fluent-emoji-flat`, without skin tones and
 * flags. They are drawn once, small, and kept in a cache folder.
 */
import { createHash } from "node:crypto"
import { mkdir, readFile, rename, writeFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { homedir } from "node:os"
import { join } from "node:path"
import { drawIcons } from "./drawIcons.ts"

/** Side of a picture in pixels. */
export const iconSide = 16
/** Red, green, blue (each times alpha) and alpha of every pixel. */
export const iconChannels = 4
export const iconValues = iconSide * iconSide * iconChannels

export interface IconSet {
  readonly captions: readonly string[]
  /** `iconValues` bytes a caption. */
  readonly pixels: Uint8Array
}

export const iconPackage = "@iconify-json/fluent-emoji-flat"
/** Changes when the same package would be drawn otherwise. */
const drawing = "v1"

export const defaultIconFolder = (): string =>
  join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "taonet", "icons")

/** All pictures, from the cache, or drawn and cached. Some 3 s the first time. */
export async function ensureIconSet(cacheFolder = defaultIconFolder()): Promise<IconSet> {
  const source = await readFile(createRequire(import.meta.url).resolve(`${iconPackage}/icons.json`))
  const icons = captioned(JSON.parse(source.toString("utf8")) as IconSource)
  const captions = icons.map(({ caption }) => caption)
  const name = `${createHash("sha256").update(source).digest("hex").slice(0, 16)}-${iconSide}-${drawing}.bin`
  const path = join(cacheFolder, name)
  const cached = await readFile(path).catch(() => undefined)
  // The name only ever appears with the whole content.
  if (cached?.length === captions.length * iconValues) return { captions, pixels: cached }
  const pixels = await drawIcons(
    icons.map(({ body }) => body),
    iconSide,
  )
  await mkdir(cacheFolder, { recursive: true })
  const scratch = `${path}.${process.pid}`
  await writeFile(scratch, pixels)
  await rename(scratch, path)
  return { captions, pixels }
}

interface IconSource {
  readonly icons: Readonly<Record<string, { readonly body: string; readonly hidden?: boolean }>>
}

/** Variants in skin tone look alike at this size, and flags are a trade of their own. */
const leftOut = /(^|-)(light|medium|dark|flag|skin)(-|$)/

function captioned({ icons }: IconSource): { caption: string; body: string }[] {
  return Object.entries(icons)
    .filter(([name, { hidden }]) => hidden !== true && !leftOut.test(name))
    .map(([name, { body }]) => ({ caption: name.replaceAll("-", " "), body }))
}

/** The pixels of one picture. */
export const iconAt = ({ pixels }: IconSet, index: number): Uint8Array =>
  pixels.subarray(index * iconValues, (index + 1) * iconValues)

/** The first pictures of a set, for tests and small machines. */
export function firstIcons({ captions, pixels }: IconSet, count: number): IconSet {
  return { captions: captions.slice(0, count), pixels: pixels.subarray(0, count * iconValues) }
}
