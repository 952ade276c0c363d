import { defineApi, method } from "@taonet/frame/schema/runtimeApis"
import { option, u16, vec } from "@taonet/primitives/scale/index"
import { NeuronInfo, NeuronInfoLite } from "../../pallets/subtensor/types.ts"
import { NetUid } from "../../types/subtensorCommon.ts"

/** Neurons of a subnet. */
export const NeuronInfoRuntimeApi = defineApi("NeuronInfoRuntimeApi", 1, "Neurons of a subnet", {
  get_neurons: method(
    "Lists a subnet's neurons in uid order with weights and bonds",
    { netuid: NetUid },
    vec(NeuronInfo),
  ),
  get_neuron: method(
    "Returns one neuron with weights and bonds, or none",
    { netuid: NetUid, uid: u16 },
    option(NeuronInfo),
  ),
  get_neurons_lite: method(
    "Lists a subnet's neurons in uid order without weights and bonds",
    { netuid: NetUid },
    vec(NeuronInfoLite),
  ),
  get_neuron_lite: method(
    "Returns one neuron without weights and bonds, or none",
    { netuid: NetUid, uid: u16 },
    option(NeuronInfoLite),
  ),
})
