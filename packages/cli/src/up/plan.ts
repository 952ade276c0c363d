import { join } from "node:path"
import { lexicalModel } from "@taonet/subnets/text/embedding/lexical"
import { defaultModel } from "@taonet/subnets/text/llama/modelFile"
import { UsageError } from "../stop.ts"

/** Where everything of `taonet up` listens. */
export interface Ports {
  readonly chain: number
  readonly gateway: number
  readonly page: number
  /** The first subnet's first miner's axon; the others follow. */
  readonly miners: number
}

const portBaseMax = 65_500
/** Ports for each subnet's miners. */
const portsPerSubnet = 5

/** Port of the site that the scraping subnet reads where there is no internet: the last of its ports. */
export const sitePort = ({ miners }: Ports, { portOffset }: Pick<PlannedSubnet, "portOffset">): number =>
  miners + portOffset + portsPerSubnet - 1

/** The usual ports, or P, P+1, P+2 and P+10 for a base port P. */
export function portsFrom(base: number | undefined): Ports {
  if (base === undefined) return { chain: 9944, gateway: 8080, page: 8081, miners: 8091 }
  if (base < 1 || base > portBaseMax)
    throw new UsageError(`--port-base must be between 1 and ${portBaseMax}, not ${base}`)
  return { chain: base, gateway: base + 1, page: base + 2, miners: base + 10 }
}

/** A neuron of the demonstration network, as development keys. */
export interface PlannedNeuron {
  readonly name: string
  /** Secret URI of the hotkey. */
  readonly hotkey: string
  /** Arguments of its verb after the common ones. */
  readonly args: readonly string[]
  /** Whether it runs the language model. */
  readonly usesModel: boolean
}

export interface PlannedSubnet {
  /** As `--subnet` of the neurons names it. */
  readonly kind: string
  readonly netuid: number
  /** The name under which the gateway sells what its miners answer, and where it is asked. */
  readonly model: string
  readonly makes: "chat" | "images" | "scraping"
  /** Names under which its miners, or some of them, embed texts. */
  readonly embeddings: readonly string[]
  /** Best first: they are of honestly different quality. */
  readonly miners: readonly PlannedNeuron[]
  /** They judge alike, each by questions of its own. The first has the most stake. */
  readonly validators: readonly PlannedNeuron[]
  /** Percent of the emission that goes by the contest of trained models, on a mechanism of its own; 0 where there is none. */
  readonly trainingShare: number
  /** From the first miner's port of the network. */
  readonly portOffset: number
}

/** Where a validator's scores outlive it. Two networks at once have different ports, and one network the same after a restart. */
export const scoresFile = (
  folder: string,
  { chain }: Ports,
  { netuid }: Pick<PlannedSubnet, "netuid">,
  { name }: Pick<PlannedNeuron, "name">,
): string => join(folder, "scores", String(chain), `${netuid}-${name}.json`)

/** The subnet that is there from the start, and on which a network that starts with nothing is founded. */
export const netuid = 1
/** Coldkey of the miners; its balance is where their rewards show. */
export const minerColdkey = "//Bob"
/** Coldkey of the validators, and the sudo key of a local chain. */
export const ownerColdkey = "//Alice"
export const validatorHotkey = "//Alice//validator"
/** Hotkey of a subnet's owner, which is its first neuron. */
export const ownerHotkey = (kind: string): string => `${ownerColdkey}//${kind}-owner`
/** Signs the gateway's requests; it needs no registration. */
export const gatewayHotkey = "//Alice//gateway"

type Backend = Omit<PlannedNeuron, "hotkey">

interface Row {
  readonly kind: string
  readonly model: string
  readonly makes: PlannedSubnet["makes"]
  readonly embeddings?: (haveModel: boolean) => readonly string[]
  readonly miners: (haveModel: boolean) => readonly Backend[]
  /** Whether its validator audits with the language model. */
  readonly modelAudits: boolean
}

/** The subnets, in the order in which they start and get their numbers. */
const rows: readonly Row[] = [
  {
    ...{ kind: "text", model: "taonet-text", makes: "chat", embeddings: textEmbeddings },
    ...{ miners: textMiners, modelAudits: true },
  },
  { kind: "image", model: "taonet-image", makes: "images", miners: imageMiners, modelAudits: false },
  {
    kind: "scraping",
    model: "taonet-scraping",
    makes: "scraping",
    miners: scrapingMiners,
    modelAudits: false,
  },
]

export const subnetNames: readonly string[] = rows.map(({ kind }) => kind)

/** More would only share the same two cores. */
const validatorsMax = 8

export interface PlanOptions {
  /** Of each subnet; default 1. */
  readonly validators?: number
  /** Percent of the text subnet's emission that goes by trained models; with any, one miner trains. Default 0. */
  readonly trainingShare?: number
}

/** The named subnets; the first of all is always among them. Throws UsageError. */
export function plannedSubnets(
  haveModel: boolean,
  names: readonly string[] = subnetNames,
  { validators = 1, trainingShare = 0 }: PlanOptions = {},
): PlannedSubnet[] {
  if (validators > validatorsMax) throw new UsageError(`--validators can be at most ${validatorsMax}`)
  const unknown = names.find((name) => !subnetNames.includes(name))
  if (unknown !== undefined)
    throw new UsageError(`there is no subnet "${unknown}"; known are: ${subnetNames.join(", ")}`)
  return rows
    .filter(({ kind }, index) => index === 0 || names.includes(kind))
    .map(({ kind, model, makes, embeddings, miners, modelAudits }, index) => {
      const contest = makes === "chat" && trainingShare > 0
      return {
        ...{ kind, model, makes, embeddings: embeddings?.(haveModel) ?? [] },
        ...{ netuid: netuid + index, portOffset: index * portsPerSubnet },
        trainingShare: contest ? trainingShare : 0,
        // Named by what it is, so that nobody takes one miner's past for another's where a model came or went between two starts.
        miners: [...miners(haveModel), ...(contest ? [trainedMiner] : [])].map((backend) => ({
          ...backend,
          hotkey: `${minerColdkey}//${backend.name}`,
        })),
        validators: Array.from({ length: validators }, (_, at) => {
          const name = `${index === 0 ? "" : `${kind}-`}validator${at === 0 ? "" : `-${at + 1}`}`
          const args = contest ? ["--training-share", String(trainingShare)] : []
          return { name, hotkey: `${ownerColdkey}//${name}`, args, usesModel: modelAudits }
        }),
      }
    })
}

/** Vectors of words that every miner can make, and the language model's of those that run it. */
function textEmbeddings(haveModel: boolean): readonly string[] {
  return [lexicalModel, ...(haveModel ? [`${defaultModel.name}-embedding`] : [])]
}

function textMiners(haveModel: boolean): readonly Backend[] {
  return haveModel
    ? [
        { name: "model", args: ["--backend", "llama"], usesModel: true },
        { name: "lazy", args: ["--backend", "lazy"], usesModel: true },
        ngram(4, "ngram"),
      ]
    : [ngram(40), ngram(4), ngram(1)]
}

/** An n-gram model; `order` is the number of characters it looks back. */
function ngram(order: number, name = `ngram-${order}`): Backend {
  return { name, args: ["--backend", "ngram", "--order", String(order)], usesModel: false }
}

/** Talks worse than the others, and is the only one with a model of its own to show. */
const trainedMiner: Backend = { name: "trained", args: ["--backend", "trained"], usesModel: false }

/** They differ in how much they train. */
function imageMiners(): readonly Backend[] {
  return [3_000, 400, 40].map((steps) => ({
    name: `icons-${steps}`,
    args: ["--backend", "embedded", "--train-steps", String(steps)],
    usesModel: false,
  }))
}

/** They differ in how much they read, and in whether they read at all. */
function scrapingMiners(): readonly Backend[] {
  return [
    { name: "diligent", args: ["--backend", "crawler"], usesModel: false },
    { name: "hasty", args: ["--backend", "crawler", "--max-pages", "20"], usesModel: false },
    { name: "fabricator", args: ["--backend", "fabricator", "--max-pages", "1"], usesModel: false },
  ]
}
