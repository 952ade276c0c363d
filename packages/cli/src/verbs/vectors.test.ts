import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { runTaonet } from "../testKit.ts"

const recorded = fileURLToPath(new URL("../../../../vectors/", import.meta.url))
const read = (name: string) => JSON.parse(readFileSync(join(recorded, name), "utf8"))

describe("taonet vectors", () => {
  let folder = ""
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "taonet-vectors-"))
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })
  const put = (name: string, content: unknown) => writeFileSync(join(folder, name), JSON.stringify(content))

  it.each([
    ["yuma", "109 passed, 0 failed\n"],
    ["math", "820 passed, 0 failed\n"],
  ])("passes all that is recorded in %s", async (kind, stdout) => {
    expect(await runTaonet(["vectors", join(recorded, kind)])).toMatchObject({ code: 0, stdout, stderr: "" })
  })

  it("names the first field that differs, and goes on", async () => {
    const epoch = read("yuma/t06_n4_agree.json")
    epoch.expected.incentive[3] += 1
    const sequence = read("yuma/s0_y2_n5.json")
    sequence.expected[2].emission[1] = "7"
    const swap = read("math/swap.json")
    swap.cases[1].expected.fee_paid = "x"
    const missing = read("math/swap_init_weight.json")
    delete missing.cases[0].input.tao_reserve
    put("epoch.json", epoch)
    mkdirSync(join(folder, "deeper"))
    writeFileSync(join(folder, "deeper", "sequence.json.gz"), gzipSync(JSON.stringify(sequence)))
    put("swap.json", swap)
    put("missing.json", missing)
    put("other.json", { kind: "other" })
    writeFileSync(join(folder, "torn.json"), '{"kind": ')

    const { code, stdout, stderr } = await runTaonet(["vectors", folder])
    const lines = stdout.trimEnd().split("\n")
    expect(code).toBe(1)
    expect(stderr).toBe("")
    expect(lines).toHaveLength(7)
    expect(lines[0]).toMatch(/^deeper\/sequence\.json\.gz: epoch 2: emission\[1\]: expected "7", got "\d+"$/)
    expect(lines[1]).toMatch(/^epoch\.json: incentive\[3\]: expected \d+, got \d+$/)
    expect(lines[2]).toBe("missing.json case 0: input.tao_reserve is not an integer")
    expect(lines[3]).toBe('other.json: no vectors of a kind that is known ("other")')
    expect(lines[4]).toMatch(/^swap\.json case 1: fee_paid: expected "x", got "\d+"$/)
    expect(lines[5]).toMatch(/^torn\.json: .*torn\.json is not JSON: /)
    expect(lines[6]).toBe(`${swap.cases.length - 1 + missing.cases.length - 1} passed, 6 failed`)
  })

  it("says when there is nothing to run", async () => {
    expect(await runTaonet(["vectors", folder])).toMatchObject({
      code: 1,
      stdout: "",
      stderr: `taonet: no vectors (*.json, *.json.gz) in ${folder}\n`,
    })
    expect((await runTaonet(["vectors", "/nowhere"])).stderr).toBe("taonet: there is no /nowhere\n")
  })
})
