import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import { runTaonet } from "../testKit.ts"

const vector = (name: string) => fileURLToPath(new URL(`../../../../vectors/yuma/${name}`, import.meta.url))
const liquid = vector("t21_n5_y3_absent_weight_bond_liquid.json")
/** A line of a table, however wide its columns. */
const cells = (line: string | undefined) => (line ?? "").trim().split(/\s{2,}/)

describe("taonet yuma explain", () => {
  it("shows a line for each uid", async () => {
    const { code, stdout } = await runTaonet(["yuma", "explain", liquid])
    const lines = stdout.trimEnd().split("\n")
    expect(code).toBe(0)
    expect(lines).toHaveLength(3 + 5)
    expect(lines[0]).toContain("yuma3 with liquid alpha, 5 uids, block 1000")
    expect(cells(lines[5])).toEqual(
      ["2", "0.000000000", "0.000000000", "no", "no"].concat([
        "0.000000000",
        "0.000000000",
        "1.000000000",
        "1.000000000",
        "0.500000000",
        "no permit",
      ]),
    )
  })

  it("shows all about one uid: its weights and bonds, and why one went", async () => {
    const { stdout } = await runTaonet(["yuma", "explain", liquid, "--uid", "1"])
    expect(stdout).toContain("As a validator: trust 0.500000000, dividends 0.166591572")
    const lines = stdout.split("\n")
    const bonds = lines.slice(lines.indexOf("  its bonds") + 2).map(cells)
    expect(bonds[1]).toEqual([
      "3",
      "30000",
      "0.457770657",
      "0.000000000",
      "0.477180679",
      "0.239331344",
      "15684",
    ])
    expect(bonds[2]?.at(-1)).toBe("its weight was clipped away")
    expect(stdout).toContain("0.083295785 as a validator, 0.083295785 together")
  })

  it("gives the same as data", async () => {
    const { stdout } = await runTaonet(["yuma", "explain", liquid, "--uid", "1", "--json"])
    const { formula, uids } = JSON.parse(stdout)
    expect(formula).toBe("yuma3 with liquid alpha")
    expect(uids).toHaveLength(1)
    expect(uids[0].emission).toEqual({ server: "0", validator: "83295785", total: "83295785" })
  })

  it("names what it cannot read", async () => {
    const { code, stdout, stderr } = await runTaonet(["yuma", "explain", liquid, "--uid", "5"])
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: "",
      stderr: "taonet: uid is not one of the subnet's 5\n",
    })
    expect((await runTaonet(["yuma", "explain", "/nowhere"])).stderr).toBe(
      "taonet: there is no file /nowhere\n",
    )
  })
})

describe("taonet yuma what-if", () => {
  const whatIf = (...args: string[]) => runTaonet(["yuma", "what-if", liquid, ...args])

  it("shows what changes side by side", async () => {
    const { code, stdout } = await whatIf("--set", "kappa=65535", "--set", "weights.1.4=none", "--uid", "1")
    const lines = stdout.trimEnd().split("\n").map(cells)
    expect(code).toBe(0)
    expect(lines[2]).toEqual(["uid", "what", "before", "after", "change"])
    expect(lines).toContainEqual(["1", "validator trust", "0.500000000", "1.000000000", "+0.500000000"])
  })

  it("takes rows, stakes and modes", async () => {
    const { stdout } = await whatIf(
      ...[
        "--set",
        "alphaStake.0=3",
        "--set",
        "weights.0=2:1,4:1",
        "--set",
        "liquid_alpha_consensus_mode=Previous",
      ],
      ...["--json"],
    )
    const { differences } = JSON.parse(stdout)
    expect(differences[0]).toEqual({ uid: 0, what: "stake", before: "7", after: "3" })
    expect((await whatIf("--set", "kappa=32767")).stdout).toContain("no difference")
  })

  it.each<[string, string]>([
    ["kappa", "field=value is needed"],
    ["kapa=1", "an epoch has no kapa"],
    ["kappa.1=1", "only vectors have places"],
    ["alpha_stake.9=1", "9 is none of its 5 places"],
    ["alpha_stake.1.1=1", "too many places"],
    ["weights.0=2", "2 is not uid:value"],
    ["weights.0.x=1", "x is not a uid"],
    ["kappa=65536", "kappa is not an integer from 0 to 65535"],
    ["kappa=NaN", "kappa is not an integer from 0 to 65535"],
    ["rao_emission=-1", "rao_emission is not a u64"],
    ["weights.0.2=70000", "weights[0][0] is not a pair"],
    ["alpha_stake=[]", "alpha_stake has 0 elements for 5 uids"],
  ])("refuses --set %s", async (change, problem) => {
    const { code, stdout, stderr } = await whatIf("--set", change)
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" })
    expect(stderr).toContain(problem)
    expect(stderr.trimEnd().split("\n")).toHaveLength(1)
  })

  it("needs a change", async () => {
    expect((await whatIf()).stderr).toContain("--set")
  })
})
