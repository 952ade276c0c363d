import type { State } from "@taonet/frame/state"
import { storage } from "../../pallets/subtensor/storage.ts"
import { compactBytes, compactText } from "./wireText.ts"

/**
 * Names that subnets have until their owner gives one, by netuid. The first 65 are those of the main network's early subnets, then come
 * names of letters. The reference's list goes on to 438; SubnetLimit (128) keeps netuids below this one's end.
 */
const builtInNames: readonly string[] =
  `root apex omron templar targon kaito infinite subvortex ptn pretrain sturdy dippy horde dataverse
palaidn deval bitads 3gen cortex inference bitagent any-any meta social omega protein alchemy compute oracle coldint bet naschain itsai
ready mind logic automata tuning distributed edge chunk sportsensor masa graphite score gen42 neural condense nextplace automl audio
celium dojo frontier safescan unknown gradients gaia dippy-speach agent-arena unknown red_team agentao lean-in chutes
sad dad ta dha ain ghayn fa qaf kaf lam mim nun ha waw ya alef
fehu uruz thurisaz ansuz raidho kaunan cyr_yeru algiz berkanan
ogham beith luis fearn sail nion forfeda ani bani gani doni eni vini ayp ben gim da ech za armeni
grave io dje gje ie dze hard_sign alfa alfas vida vida_small gamma gamma_small
brahmi_a brahmi_aa brahmi_i brahmi_ii brahmi_u la va sha ssa sa ha`
    .split(/\s+/)
    .map((name) => (name === "red_team" ? "red team" : name))

/** The name in a subnet's identity, else the built-in one; "unknown" past the list. */
export function subnetName(state: State, netuid: number): number[] {
  const given = storage.SubnetIdentitiesV3.get(state, netuid)?.subnet_name
  if (given && given.length > 0) return compactBytes(given)
  return compactText(builtInNames[netuid] ?? "unknown")
}
