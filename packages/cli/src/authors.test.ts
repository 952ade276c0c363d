import { mkdtemp, readdir, rm, stat } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { keypairFromUri } from "@taonet/primitives/crypto/suri"
import { devAccounts } from "@taonet/runtime/specs/devAccounts"
import { local } from "@taonet/runtime/specs/local"
import { thesis } from "@taonet/runtime/specs/thesis"
import { afterEach, beforeEach, expect, it } from "vitest"
import { authorsFor, authorVariable } from "./authors.ts"

const secret = "//Somebody"
const own = keypairFromUri(secret).account
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "taonet-authors-"))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

it("has one author make all blocks where nobody is elected", async () => {
  const { author, authors } = await authorsFor(local, folder, {})
  expect([author?.account, authors]).toEqual([devAccounts.One, undefined])
  expect(await readdir(folder)).toEqual([])
})

it("has the founder and whom the demonstration elects where producers are", async () => {
  const { author, authors = [] } = await authorsFor(thesis, undefined, {})
  const accounts = authors.map(({ account }) => account)
  expect(author).toBeUndefined()
  expect(accounts).toContain(devAccounts.One)
  expect(accounts).toContain(keypairFromUri("//Alice//validator").account)
  expect(new Set(accounts).size).toBe(accounts.length)
})

it("adds a producer of one's own, whose seed nobody else knows, and takes its secret out of the environment", async () => {
  const env: NodeJS.ProcessEnv = { [authorVariable]: secret }
  const first = (await authorsFor(thesis, folder, env)).authors?.at(-1)
  expect(first?.account).toBe(own)
  expect(env).toEqual({})
  const again = (await authorsFor(local, folder, { [authorVariable]: secret })).authors?.at(-1)
  expect(again?.shieldSeed).toEqual(first?.shieldSeed)
  const [file = ""] = await readdir(folder)
  expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600)
  const passing = (await authorsFor(thesis, undefined, { [authorVariable]: secret })).authors?.at(-1)
  expect(passing?.shieldSeed).not.toEqual(first?.shieldSeed)
})
