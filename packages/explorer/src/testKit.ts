import type { NeuronStatus, Status } from "./types.ts"

/** A status with one of everything, and names as hostile as a chain allows. */
export const hostile =
  '<img src=x onerror="document.title=\'owned\'"></script><script>document.title="owned"</script>'

export function neuron(uid: number, more: Partial<NeuronStatus> = {}): NeuronStatus {
  return {
    uid,
    hotkey: `5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694t${uid}`,
    stake: 1_234_567_890_123_456n,
    consensus: 0.5,
    incentive: 0.25,
    dividends: 0,
    emission: 148_000_000_000n,
    validatorPermit: false,
    active: true,
    lastUpdate: 0,
    axon: { ip: "127.0.0.1", port: 9954 + uid },
    ...more,
  }
}

export function exampleStatus(block = 1234): Status {
  return {
    chain: {
      name: "local",
      specVersion: 461,
      block,
      hash: `0x${"9f".repeat(32)}`,
      timestamp: 1_700_000_000_000,
      issuance: 21_000_000_123_400_000n,
    },
    endpoints: [
      { label: "Chain", url: "ws://127.0.0.1:9944" },
      { label: "Gateway", url: "http://127.0.0.1:8080/v1" },
    ],
    subnets: [
      {
        netuid: 0,
        name: "root",
        symbol: "Τ",
        tempo: 100,
        blocksToEpoch: null,
        neurons: 1,
        maxNeurons: 64,
        price: 1_000_000_000n,
      },
      {
        netuid: 1,
        name: hostile,
        symbol: "α",
        tempo: 10,
        blocksToEpoch: 6,
        neurons: 4,
        maxNeurons: 256,
        price: null,
      },
    ],
    metagraph: {
      netuid: 1,
      neurons: [
        neuron(0, {
          incentive: 0,
          dividends: 1,
          validatorPermit: true,
          lastUpdate: block - 3,
          axon: undefined,
        }),
        neuron(1, { incentive: 0.61 }),
        neuron(2, { incentive: 0.3, axon: { ip: "::1", port: 1 } }),
        neuron(3, { incentive: 0.09, hotkey: hostile }),
      ],
    },
    queries: [
      query("req_1", { model: hostile }),
      query("req_2", {
        status: 502,
        code: "miners_failed",
        minerUid: null,
        minerHotkey: null,
        completionTokens: null,
      }),
    ],
  }
}

function query(id: string, more: Partial<Status["queries"][number]>): Status["queries"][number] {
  return {
    id,
    at: 1_700_000_000_000,
    model: "smollm2-135m-instruct",
    stream: true,
    status: 200,
    code: null,
    minerUid: 1,
    minerHotkey: "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty",
    attempts: 1,
    latencyMs: 812.4,
    completionTokens: 42,
    ...more,
  }
}
