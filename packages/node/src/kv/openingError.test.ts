import { expect, it } from "vitest"
import { openDiskStore } from "./diskStore.ts"
import { openingError } from "./openingError.ts"

/** As the engine wraps what the system said. */
const engineError = (said: string, code = "LEVEL_DATABASE_NOT_OPEN"): Error =>
  Object.assign(new Error("Database failed to open", { cause: new Error(said) }), { code })
const systemError = (code: string): Error => Object.assign(new Error(`${code}: mkdir`), { code })

it.each([
  [engineError("IO error: /d/LOCK: Permission denied"), "store-unusable", "permission is denied"],
  [engineError("IO error: /d/LOCK: Read-only file system"), "store-unusable", "its file system is read-only"],
  [engineError("IO error: /d/000005.log: No space left on device"), "store-unusable", "the disk is full"],
  [engineError("Corruption: bad record", "LEVEL_CORRUPTION"), "store-damaged", "is damaged"],
  [engineError("IO error: lock /d/LOCK", "LEVEL_LOCKED"), "store-locked", "in use by another process"],
  [systemError("EROFS"), "store-unusable", "its file system is read-only"],
  [systemError("EACCES"), "store-unusable", "permission is denied"],
  [new Error("No native build was found"), "store-unusable", "does not load on this system"],
  [new Error("something else"), "store-unusable", "something else"],
])("tells an operator what to do about %s", (error, code, text) => {
  const told = openingError("/d", error)
  expect(told.code).toBe(code)
  expect(told.message).toContain(text)
})

it.runIf(process.platform === "linux")("refuses a file system in which nothing can be made", async () => {
  await expect(openDiskStore({ folder: "/proc/taonet/chain" })).rejects.toMatchObject({
    code: "store-unusable",
    message: expect.stringContaining("/proc/taonet"),
  })
})
