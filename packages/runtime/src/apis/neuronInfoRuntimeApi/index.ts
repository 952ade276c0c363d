import { implementApi } from "@taonet/frame/schema/runtimeApis"
import { neuron, neuronLite, neurons, neuronsLite } from "./neurons.ts"
import { NeuronInfoRuntimeApi } from "./schema.ts"

export const neuronInfoRuntimeApiImpl = implementApi(NeuronInfoRuntimeApi, {
  get_neurons: (state, { netuid }) => neurons(state, netuid),
  get_neuron: (state, { netuid, uid }) => neuron(state, netuid, uid),
  get_neurons_lite: (state, { netuid }) => neuronsLite(state, netuid),
  get_neuron_lite: (state, { netuid, uid }) => neuronLite(state, netuid, uid),
})
