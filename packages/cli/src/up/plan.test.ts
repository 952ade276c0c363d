import { describe, expect, it } from "vitest"
import { UsageError } from "../stop.ts"
import { freePortBase, takePort } from "../testKit.ts"
import { isLoopback, reachableHost } from "./hosts.ts"
import { plannedSubnets, portsFrom, scoresFile, validatorHotkey } from "./plan.ts"
import { ensurePortsFree } from "./portsFree.ts"
import { endpointsOf, summary, summaryJson } from "./summary.ts"

describe("ports", () => {
  it("are the usual ones, or count from a base", () => {
    expect(portsFrom(undefined)).toEqual({ chain: 9944, gateway: 8080, page: 8081, miners: 8091 })
    expect(portsFrom(23_000)).toEqual({ chain: 23_000, gateway: 23_001, page: 23_002, miners: 23_010 })
    expect(() => portsFrom(65_501)).toThrow(UsageError)
    expect(() => portsFrom(0)).toThrow(UsageError)
  })

  it("that are taken are named with what they are for", async () => {
    const base = await freePortBase(22_300, 25)
    const ports = portsFrom(base)
    const subnets = plannedSubnets(false)
    await expect(ensurePortsFree("127.0.0.1", ports, subnets)).resolves.toBeUndefined()
    for (const [port, what] of [
      [base, "chain"],
      [base + 2, "status page"],
      [base + 12, "miner ngram-1"],
      [base + 15, "miner icons-3000"],
      [base + 20, "miner diligent"],
      [base + 24, "site to scrape"],
    ] as const) {
      const taken = await takePort(port)
      await expect(ensurePortsFree("127.0.0.1", ports, subnets)).rejects.toThrow(
        `port ${port} (${what}) is taken; choose others with: npm start -- --port-base 20000`,
      )
      await taken.close()
    }
    await expect(ensurePortsFree("203.0.113.1", ports, subnets)).rejects.toThrow(
      "cannot listen on 203.0.113.1",
    )
  })
})

describe("subnets", () => {
  it("are numbered from 1, with miners of different quality, and keys and ports of their own", () => {
    for (const haveModel of [true, false]) {
      const subnets = plannedSubnets(haveModel)
      expect(subnets.map(({ kind, netuid }) => [kind, netuid])).toEqual([
        ["text", 1],
        ["image", 2],
        ["scraping", 3],
      ])
      const neurons = subnets.flatMap(({ miners, validators }) => [...miners, ...validators])
      for (const key of ["name", "hotkey"] as const)
        expect(new Set(neurons.map((neuron) => neuron[key])).size).toBe(neurons.length)
      const ports = subnets.flatMap(({ miners, portOffset }) => miners.map((_, index) => portOffset + index))
      expect(new Set(ports).size).toBe(ports.length)
      expect(neurons.flatMap(({ args }) => args).join(" ")).not.toContain("//")
      expect(subnets[0]?.miners.some(({ usesModel }) => usesModel)).toBe(haveModel)
    }
  })

  it("are those that were named; the first is always there", () => {
    const kinds = (names: string[]) => plannedSubnets(false, names).map(({ kind }) => kind)
    expect(kinds(["text"])).toEqual(["text"])
    expect(kinds(["image"])).toEqual(["text", "image"])
    expect(() => kinds(["text", "weather"])).toThrow(UsageError)
  })
})

describe("the contest of trained models", () => {
  it("has a miner that trains and validators who judge it, in the text subnet only", () => {
    const [text, ...others] = plannedSubnets(true, undefined, { trainingShare: 20 })
    expect(text?.miners.map(({ name }) => name)).toEqual(["model", "lazy", "ngram", "trained"])
    expect(text?.validators[0]?.args).toEqual(["--training-share", "20"])
    expect(others.flatMap(({ validators }) => validators.flatMap(({ args }) => args))).toEqual([])
    expect(others.map(({ miners }) => miners.length)).toEqual([3, 3])
    expect([text, ...others].map((subnet) => subnet?.trainingShare)).toEqual([20, 0, 0])
  })
})

describe("validators", () => {
  it("are as many as wanted, in every subnet, with names and keys of their own", () => {
    const validators = plannedSubnets(false, undefined, { validators: 2 }).flatMap(
      (subnet) => subnet.validators,
    )
    expect(validators.map(({ name }) => name)).toEqual([
      ...["validator", "validator-2", "image-validator", "image-validator-2"],
      ...["scraping-validator", "scraping-validator-2"],
    ])
    expect(new Set(validators.map(({ hotkey }) => hotkey)).size).toBe(6)
    expect(validators[0]?.hotkey).toBe(validatorHotkey)
  })

  it("keep their scores apart, from each other's and from another network's on this machine", () => {
    const files = [27_000, 28_000].flatMap((base) =>
      plannedSubnets(false, undefined, { validators: 2 }).flatMap((subnet) =>
        subnet.validators.map((validator) => scoresFile("/kept", portsFrom(base), subnet, validator)),
      ),
    )
    expect(files[0]).toBe("/kept/scores/27000/1-validator.json")
    expect(new Set(files).size).toBe(12)
  })
})

describe("hosts", () => {
  const address = (ip: string, internal: boolean) =>
    ({ address: ip, family: "IPv4", internal, netmask: "", mac: "", cidr: null }) as const
  const interfaces = { lo: [address("127.0.0.1", true)], eth0: [address("192.0.2.7", false)] }

  it("everywhere is shown as an address that others can reach, if there is one", () => {
    expect(reachableHost("0.0.0.0", interfaces)).toBe("192.0.2.7")
    expect(reachableHost("::", interfaces)).toBe("192.0.2.7")
    expect(reachableHost("0.0.0.0", { lo: interfaces.lo })).toBe("127.0.0.1")
    expect(reachableHost("192.0.2.9", interfaces)).toBe("192.0.2.9")
    expect(["127.0.0.1", "127.1.2.3", "localhost", "::1", "0.0.0.0", "192.0.2.7"].map(isLoopback)).toEqual([
      ...[true, true, true, true],
      ...[false, false],
    ])
  })

  it("stand in URLs as they must", () => {
    expect(endpointsOf("::1", portsFrom(1_000))).toEqual({
      chain: "ws://[::1]:1000",
      gateway: "http://[::1]:1001/v1",
      page: "http://[::1]:1002/",
    })
  })
})

describe("summary", () => {
  const shown = (host: string) =>
    summary({ ports: portsFrom(23_000), host, subnets: plannedSubnets(false), funded: true })

  it("gives endpoints, accounts, and a command that can be pasted", () => {
    const text = shown("127.0.0.1")
    expect(text).toContain("ngram-40 on 23010, ngram-4 on 23011, ngram-1 on 23012")
    expect(text).toContain("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY")
    const [, url, body] = /curl (\S+) -H 'content-type: application\/json' \\\n\s+-d '(.*)'/.exec(text) ?? []
    expect(url).toBe("http://127.0.0.1:23001/v1/chat/completions")
    expect(JSON.parse(body ?? "")).toMatchObject({ model: "taonet-text", messages: [{ role: "user" }] })
    expect(text).toContain("icons-3000 on 23015")
    expect(text).toContain("http://127.0.0.1:23001/v1/images/generations")
    expect(text).toContain("diligent on 23020")
    expect(text).toContain("site        http://127.0.0.1:23024/")
    expect(text).toContain("http://127.0.0.1:23001/v1/scraping/jobs")
  })

  it("gives programs the same as JSON", () => {
    const subnets = plannedSubnets(false, ["text"])
    expect(summaryJson({ ports: portsFrom(23_000), host: "127.0.0.1", subnets, funded: true })).toEqual({
      ...{
        chain: "ws://127.0.0.1:23000",
        gateway: "http://127.0.0.1:23001/v1",
        page: "http://127.0.0.1:23002/",
      },
      subnets: [
        {
          ...{ kind: "text", netuid: 1, models: ["taonet-text", "taonet-lexical"] },
          miners: [
            { name: "ngram-40", port: 23_010 },
            { name: "ngram-4", port: 23_011 },
            { name: "ngram-1", port: 23_012 },
          ],
          validators: [{ name: "validator" }],
        },
      ],
    })
  })

  it("warns when other machines can connect, and never shows an address that is none", () => {
    expect(shown("127.0.0.1")).not.toContain("Other machines")
    expect(shown("0.0.0.0")).toContain("Other machines can connect")
    expect(shown("0.0.0.0")).not.toContain("0.0.0.0")
  })
})
