import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { toHex } from "@taonet/primitives/hex"
import { devAccounts } from "@taonet/runtime/specs/devAccounts"
import { afterEach, beforeEach, expect, it } from "vitest"
import { devAuthor } from "../author.ts"
import { keptSeed, passingSeed } from "./seedFile.ts"

const { Alice, Bob } = devAccounts
let parent: string
let folder: string
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "taonet-seed-"))
  folder = join(parent, "data")
})
afterEach(() => rm(parent, { recursive: true, force: true }))

const fileOf = (account: string): string => join(folder, `shield-${account.slice(2)}.seed`)

it("makes a seed once, for each author its own, and for its owner's eyes only", async () => {
  const seed = await keptSeed(folder, Alice)
  expect(seed).toHaveLength(32)
  expect(await keptSeed(folder, Alice)).toEqual(seed)
  expect(await keptSeed(folder, Bob)).not.toEqual(seed)
  expect((await stat(fileOf(Alice))).mode & 0o777).toBe(0o600)
  expect((await readFile(fileOf(Alice), "utf8")).trim()).toBe(toHex(seed))
  expect(await readdir(folder)).toHaveLength(2)
})

it("is random, and not what follows from the author's key", async () => {
  const drawn = new Uint8Array(32).fill(7)
  expect(await keptSeed(folder, Alice, () => drawn)).toEqual(drawn)
  expect(passingSeed()).not.toEqual(passingSeed())
  expect(await keptSeed(folder, Bob)).not.toEqual(devAuthor("//Bob").shieldSeed)
})

it("comes to one seed when two start at once", async () => {
  const seeds = await Promise.all([keptSeed(folder, Alice), keptSeed(folder, Alice)])
  expect(seeds[0]).toEqual(seeds[1])
})

it.skipIf(process.platform === "win32")("refuses a file that others can read", async () => {
  await keptSeed(folder, Alice)
  await chmod(fileOf(Alice), 0o640)
  await expect(keptSeed(folder, Alice)).rejects.toMatchObject({ code: "secret-unsafe" })
})

it.each(["", "0x12", "z".repeat(64)])("refuses a file that holds %j", async (text) => {
  await keptSeed(folder, Alice)
  await writeFile(fileOf(Alice), text)
  await expect(keptSeed(folder, Alice)).rejects.toMatchObject({ code: "secret-unsafe" })
})
