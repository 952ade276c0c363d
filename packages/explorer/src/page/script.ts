/**
 * What runs in the browser, as text: it is sent as it stands and named by its hash in the policy. Whatever comes from the chain
 * or from miners is set as text, never as markup.
 */
export const script = String.raw`
"use strict"
const byId = (id) => document.getElementById(id)
let latest = null

/** Rao, a decimal string, with four digits after the point. */
function amount(rao) {
  if (rao === null || rao === undefined) return "–"
  const value = BigInt(rao)
  const size = value < 0n ? -value : value
  const whole = (size / 1000000000n).toString().replace(/\B(?=(\d{3})+$)/g, " ")
  const rest = ((size % 1000000000n) / 100000n).toString().padStart(4, "0")
  return (value < 0n ? "-" : "") + whole + "." + rest
}
const share = (value) => value.toFixed(4)
const count = (value) => (value === null ? "–" : String(value).replace(/\B(?=(\d{3})+$)/g, " "))
const short = (address) => (address && address.length > 14 ? address.slice(0, 6) + "…" + address.slice(-5) : (address ?? "–"))
const clock = (ms) => new Date(ms).toLocaleTimeString([], { hour12: false })
function age(ms) {
  const seconds = Math.max(0, ms / 1000)
  if (seconds < 60) return seconds.toFixed(1) + " s"
  return seconds < 3600 ? Math.floor(seconds / 60) + " min" : Math.floor(seconds / 3600) + " h"
}

function cell(text, options = {}) {
  const element = document.createElement(options.head ? "th" : "td")
  if (options.head) element.setAttribute("scope", "row")
  element.textContent = text
  if (options.name) element.className = options.name
  if (options.title) element.title = options.title
  if (options.share !== undefined) element.style.setProperty("--share", String(Math.min(1, Math.max(0, options.share))))
  return element
}
const number = (text, more = {}) => cell(text, { ...more, name: "number " + (more.name ?? "") })

function fill(id, rows) {
  byId(id).replaceChildren(...rows.map((cells) => {
    const row = document.createElement("tr")
    row.append(...cells)
    return row
  }))
  byId(id + "-empty").hidden = rows.length > 0
}

function neuronRow(neuron, block) {
  return [
    number(String(neuron.uid), { head: true }),
    cell(short(neuron.hotkey), { name: "mono", title: neuron.hotkey }),
    number(amount(neuron.stake)),
    number(share(neuron.consensus)),
    number(share(neuron.incentive), { name: "bar", share: neuron.incentive }),
    number(share(neuron.dividends), { name: "bar", share: neuron.dividends }),
    number(amount(neuron.emission)),
    cell(neuron.validatorPermit ? "yes" : "no", neuron.validatorPermit ? {} : { name: "soft" }),
    number(neuron.lastUpdate > 0 ? count(Math.max(0, block - neuron.lastUpdate)) : "–"),
    neuron.axon
      ? cell((neuron.axon.ip.includes(":") ? "[" + neuron.axon.ip + "]" : neuron.axon.ip) + ":" + neuron.axon.port, { name: "mono" })
      : cell("none", { name: "soft" }),
  ]
}

function queryRow(query) {
  const good = query.status === 200 && query.code === null
  const miner = query.minerUid === null ? "none" : query.minerUid + " · " + short(query.minerHotkey)
  return [
    cell(clock(query.at), { head: true }),
    cell(query.model + (query.stream ? " (stream)" : "")),
    cell(miner, { name: "mono", title: query.minerHotkey ?? "" }),
    number(count(query.completionTokens)),
    number(count(Math.round(query.latencyMs))),
    cell(good ? "200" : query.status + " " + (query.code ?? ""), { name: good ? "good" : "bad" }),
  ]
}

function subnetRow(subnet) {
  return [
    number(String(subnet.netuid), { head: true }),
    cell(subnet.name),
    cell(subnet.symbol),
    number(amount(subnet.price)),
    number(count(subnet.tempo)),
    number(count(subnet.blocksToEpoch)),
    number(subnet.neurons + " / " + subnet.maxNeurons),
  ]
}

function endpointEntry(endpoint) {
  const entry = document.createElement("div")
  const label = document.createElement("dt")
  const url = document.createElement("dd")
  label.textContent = endpoint.label
  url.textContent = endpoint.url
  url.className = "mono"
  entry.append(label, url)
  return entry
}

function show(status) {
  latest = status
  const { chain, metagraph } = status
  byId("network").textContent = chain.name + " · spec " + chain.specVersion
  byId("block").textContent = "#" + count(chain.block)
  byId("hash").textContent = chain.hash
  byId("hash").title = chain.hash
  byId("issuance").textContent = chain.issuance === null ? "–" : "τ " + amount(chain.issuance)
  byId("netuid").textContent = String(metagraph.netuid)
  document.title = "#" + chain.block + " · Taonet"
  byId("endpoints").replaceChildren(...status.endpoints.map(endpointEntry))
  fill("metagraph", metagraph.neurons.map((neuron) => neuronRow(neuron, chain.block)))
  fill("queries", status.queries.map(queryRow))
  fill("subnets", status.subnets.map(subnetRow))
  showAge()
}

function showAge() {
  if (latest) byId("age").textContent = age(Date.now() - latest.chain.timestamp)
}

function link(state, text) {
  const element = byId("link")
  if (element.dataset.state === state) return
  element.dataset.state = state
  element.textContent = text
}

const events = new EventSource("/api/events")
events.addEventListener("status", (event) => {
  link("live", "live")
  show(JSON.parse(event.data))
})
events.addEventListener("unavailable", () => link("lost", "the chain does not answer"))
events.addEventListener("error", () => link("lost", "connection lost, retrying"))
setInterval(showAge, 500)
`
