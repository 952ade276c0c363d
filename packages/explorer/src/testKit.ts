import type { NeuronStatus, QueryStatus, Status, SubnetStatus } from "./types.ts"

/** A status with one of everything, and names as hostile as a chain allows. */
export const hostile =
  '<img src=x onerror="document.title=\'owned\'"></script><script>document.title="owned"</script>'

export function neuron(uid: number, more: Partial<NeuronStatus> = {}): NeuronStatus {
  return {
    uid,
    hotkey: `5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694t${uid}`,
    name: `miner-${uid}`,
    stake: 1_234_567_890_123_456n,
    consensus: 0.5,
    incentive: 0.25,
    dividends: 0,
    validatorTrust: 0,
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
      subnet(0, { name: "root", symbol: "Τ", blocksToEpoch: null, neuronCount: 1, maxNeurons: 64 }),
      textSubnet(block),
      imageSubnet(block),
      subnet(7, { name: "somebody's", neuronCount: 12 }),
    ],
    queries: [
      query("req_1", { model: hostile }),
      query("req_2", { status: 502, code: "miners_failed", minerUid: null, minerHotkey: null }),
      query("req_3", { netuid: 2, model: "taonet-image", minerUid: 2, stream: false, latencyMs: 77.2 }),
      query("req_4", { netuid: null, model: "gpt-9", status: 404, code: "model_not_found", minerUid: null }),
    ],
  }
}

const subnet = (netuid: number, more: Partial<SubnetStatus>): SubnetStatus => ({
  ...{ netuid, name: "apex", symbol: "α", kind: null, models: [] },
  ...{ tempo: 20, blocksToEpoch: 6, price: 1_000_000_000n, neuronCount: 0, maxNeurons: 256 },
  ...{ neurons: null, mechanisms: null, agreement: null, queries: { answered: 0, failed: 0 } },
  ...more,
})

/** Two validators that differ, one of which hides in the names of others. */
const textSubnet = (block: number): SubnetStatus =>
  subnet(1, {
    ...{ kind: "text", name: hostile, models: ["taonet-text", hostile], price: null, neuronCount: 5 },
    neurons: [
      neuron(0, {
        ...{ name: "validator", incentive: 0, dividends: 1, validatorTrust: 0.98, validatorPermit: true },
        ...{ lastUpdate: block - 3, axon: undefined },
      }),
      neuron(1, { incentive: 0.61 }),
      neuron(2, { incentive: 0.3, axon: { ip: "::1", port: 1 } }),
      neuron(3, { incentive: 0.09, hotkey: hostile, name: hostile }),
      neuron(4, { name: null, incentive: 0, validatorPermit: true, lastUpdate: block - 9, axon: undefined }),
    ],
    mechanisms: [
      {
        ...{ mechid: 0, emissionShare: 0.8 },
        incentives: [
          [1, 0.61],
          [2, 0.3],
          [3, 0.09],
        ],
      },
      {
        ...{ mechid: 1, emissionShare: 0.2 },
        incentives: [
          [3, 0.996],
          [2, 0.004],
        ],
      },
    ],
    agreement: {
      mean: 0.12,
      validators: [
        validator(0, 0.8, [
          [1, 0.7],
          [2, 0.25],
          [3, 0.05],
        ]),
        validator(4, 0.2, [
          [1, 0.58],
          [2, 0.42],
        ]),
      ],
      identical: [],
    },
    queries: { answered: 1_041, failed: 3 },
  })

const imageSubnet = (block: number): SubnetStatus =>
  subnet(2, {
    ...{ kind: "image", models: ["taonet-image"], blocksToEpoch: 1, neuronCount: 3 },
    neurons: [
      neuron(0, {
        name: "image-validator",
        incentive: 0,
        dividends: 1,
        lastUpdate: block - 1,
        axon: undefined,
      }),
      neuron(1, { incentive: 0.9 }),
      neuron(2, { incentive: 0.1 }),
    ],
    mechanisms: [
      {
        ...{ mechid: 0, emissionShare: 1 },
        incentives: [
          [1, 0.9],
          [2, 0.1],
        ],
      },
    ],
    agreement: {
      mean: 0,
      validators: [{ ...validator(0, 1, [[1, 1]]), fromOthers: undefined, nearest: undefined }],
      identical: [],
    },
    queries: { answered: 1, failed: 0 },
  })

const validator = (uid: number, stakeShare: number, weights: [number, number][]) => ({
  ...{ uid, stakeShare, fromOthers: 0.12, nearest: { uid: 4 - uid, distance: 0.12 }, weights },
})

function query(id: string, more: Partial<QueryStatus>): QueryStatus {
  return {
    id,
    netuid: 1,
    at: 1_700_000_000_000,
    model: "smollm2-135m-instruct",
    stream: true,
    status: 200,
    code: null,
    minerUid: 1,
    minerHotkey: "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty",
    attempts: 1,
    latencyMs: 812.4,
    completionTokens: null,
    ...more,
  }
}
