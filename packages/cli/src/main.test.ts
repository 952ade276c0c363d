import { describe, expect, it } from "vitest"
import { runTaonet } from "./testKit.ts"

describe("help", () => {
  it("lists the verbs, and what each of them takes", async () => {
    const [main, up, dev] = await Promise.all([
      runTaonet(["--help"]),
      runTaonet(["up", "--help"]),
      runTaonet(["dev", "--help"]),
    ])
    expect(main).toMatchObject({ code: 0, stderr: "" })
    for (const verb of ["up", "dev", "miner", "validator"])
      expect(main.stdout).toMatch(new RegExp(`^  ${verb} `, "m"))
    for (const option of ["--port-base", "--host", "--no-model", "--data-dir", "--json-logs"])
      expect(up.stdout).toContain(option)
    expect(up.stdout.replaceAll(/\s+/g, " ")).toContain('(default: "127.0.0.1")')
    for (const option of ["--port", "--second-port", "--block-time", "--chain"])
      expect(dev.stdout).toContain(option)
  })

  it("says its version", async () => {
    expect((await runTaonet(["--version"])).stdout).toBe("0.1.0\n")
  })
})

describe("wrong use: one line on stderr, nothing on stdout, exit code 1", () => {
  it.each<[string[], string]>([
    [["up", "--bort"], "unknown option '--bort'"],
    [["up", "--prot-base", "1"], "(Did you mean --port-base?)"],
    [["fly"], "unknown command 'fly'"],
    [["up", "--port-base", "70000"], "65535"],
    [["up", "--port-base", "65535"], "between 1 and 65500"],
    [["up", "--port-base", "x"], "a whole number is needed"],
    [["up", "--block-time", "instant"], "--block-time in milliseconds"],
    [["up", "--block-time", "10"], "between 50 and 600000"],
    [["up", "--host", "203.0.113.1"], "cannot listen on 203.0.113.1"],
    [["up", "--chain", "mars"], 'no chain spec "mars"'],
    [["up", "--model", "/nowhere.gguf"], "/nowhere.gguf cannot be read"],
    [["up", "--validators", "0"], "at least 1 is needed"],
    [["up", "--validators", "9"], "--validators can be at most 8"],
    [["up", "--chain", "thesis", "--validators", "2"], "has the text subnet and one validator"],
    [["up", "--subnets", "weather"], "known are: text, image, scraping"],
    [["miner", "--open", "--limit", "1:60:4"], "cannot be used with option '--limit"],
    [["miner", "--allow", "me"], '"me" is no address of a hotkey'],
    [["dev", "--port"], "argument missing"],
    [
      ["dev", "--port", "0", "--chain", "mars"],
      'no chain spec "mars"; known are: local, local-slow, finney, thesis',
    ],
    [["dev", "--port", "0", "--data-dir", "/dev/null"], "a part of the path is a file"],
    [["dev", "--port", "0", "extra"], "too many arguments"],
    [["miner"], "set TAONET_HOTKEY"],
    [["validator"], "set TAONET_HOTKEY"],
  ])("taonet %j: %s", async (args, message) => {
    const base = args[0] === "up" && !args.includes("--port-base") ? ["--port-base", "21900"] : []
    const { code, stdout, stderr } = await runTaonet([...args, ...base], { env: { TAONET_HOTKEY: "" } })
    expect(stderr.trimEnd().split("\n")).toHaveLength(1)
    expect(stderr).toMatch(/^taonet: /)
    expect(stderr).toContain(message)
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" })
  })

  it("names the backends it knows", async () => {
    const env = { TAONET_HOTKEY: "//Bob" }
    const { code, stderr } = await runTaonet(["miner", "--backend", "oracle"], { env })
    expect(stderr).toContain('no backend "oracle" for text; known are: llama, openai, ngram, trained, lazy')
    expect(code).toBe(1)
  })

  it("says it as a line of JSON where logs are JSON", async () => {
    const { code, stderr } = await runTaonet(["dev", "--port", "0", "--chain", "mars", "--json-logs"])
    expect(JSON.parse(stderr)).toMatchObject({ name: "chain", event: "failed" })
    expect(code).toBe(1)
  })
})
