import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, it } from "vitest"
import { emptyMemory, fileScoreStore, restore, savedOf } from "./memory.ts"

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "taonet-scores-"))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const owner = { netuid: 3, hotkey: "validator" }

it("keeps averages, turns and the block of the last weights", async () => {
  const memory = emptyMemory(0.25)
  memory.scores.record("good", 1)
  memory.scores.record("good", 0.5)
  memory.challengedIn.set("good", 4)
  memory.challengedIn.set("never judged", 5)
  memory.weightsAt = 77
  memory.round = 6
  const store = fileScoreStore(join(folder, "new", "scores.json"))
  expect(await store.load()).toBeUndefined()
  await store.save(savedOf(memory, owner))
  const saved = await store.load()
  const back = saved && restore(saved, owner, 0.25)
  expect(back?.scores.average("good")).toBe(memory.scores.average("good"))
  expect(back?.scores.average("never judged")).toBeUndefined()
  expect(back).toMatchObject({ challengedIn: memory.challengedIn, weightsAt: 77, round: 6 })
  expect(saved && restore(saved, { ...owner, netuid: 4 }, 0.25)).toBeUndefined()
  expect(saved && restore(saved, { ...owner, hotkey: "other" }, 0.25)).toBeUndefined()
})

it.each([
  ["half a file", '{"version":1,"netuid":3'],
  ["another version", '{"version":2}'],
  [
    "an average above 1",
    JSON.stringify({
      ...savedOf(emptyMemory(0.1), owner),
      scores: [{ hotkey: "a", sum: 2, weight: 1, samples: 1, challengedIn: 0 }],
    }),
  ],
  [
    "an average of nothing",
    JSON.stringify({
      ...savedOf(emptyMemory(0.1), owner),
      scores: [{ hotkey: "a", sum: 0, weight: 0, samples: 1, challengedIn: 0 }],
    }),
  ],
])("puts %s aside and says so", async (_, text) => {
  const path = join(folder, "bad.json")
  await writeFile(path, text)
  const store = fileScoreStore(path)
  await expect(store.load()).rejects.toMatchObject({ code: "ScoresUnreadable" })
  expect(await readdir(folder)).toContain("bad.json.broken")
  expect(await store.load()).toBeUndefined()
})
