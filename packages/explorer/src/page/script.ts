import { rows } from "./rows.ts"

/**
 * What runs in the browser, as text: it is sent as it stands and named by its hash in the policy. Whatever comes from the chain
 * or from miners is set as text, never as markup.
 */
export const script = `
"use strict"
const byId = (id) => document.getElementById(id)
const part = (root, name) => root.querySelector('[data-part="' + name + '"]')
let latest = null

${rows}

function set(element, text) {
  if (element.textContent !== text) element.textContent = text
}

/** Changes what differs and leaves the rest alone, so that a selection, a hover or a scroll outlives an update. */
function fill(root, name, lines) {
  const body = part(root, name)
  while (body.rows.length > lines.length) body.lastElementChild.remove()
  lines.forEach((cells, at) => {
    const row = body.rows[at] ?? body.appendChild(document.createElement("tr"))
    cells.forEach((cell, column) => show(row.cells[column] ?? newCell(row, column), cell))
  })
  part(root, name + "-empty").hidden = lines.length > 0
}

function newCell(row, column) {
  const element = row.appendChild(document.createElement(column === 0 ? "th" : "td"))
  if (column === 0) element.setAttribute("scope", "row")
  return element
}

function show(element, { text, name = "", title = "", share, href }) {
  if (href) {
    const link = element.firstElementChild ?? element.appendChild(document.createElement("a"))
    if (link.getAttribute("href") !== href) link.setAttribute("href", href)
    set(link, text)
  } else if (element.firstElementChild) element.textContent = text
  else set(element, text)
  if (element.className !== name) element.className = name
  if (element.title !== title) element.title = title
  if (share !== undefined) element.style.setProperty("--share", String(Math.min(1, Math.max(0, share))))
}

/** One section a subnet, kept as long as there is the subnet. */
const details = new Map()

function detailOf(netuid) {
  if (!details.has(netuid)) {
    const section = byId("detail").content.firstElementChild.cloneNode(true)
    section.id = "subnet-" + netuid
    details.set(netuid, section)
  }
  return details.get(netuid)
}

function showDetails(status) {
  const followed = status.subnets.filter((subnet) => subnet.neurons !== null)
  for (const [netuid, section] of details)
    if (!followed.some((subnet) => subnet.netuid === netuid)) {
      section.remove()
      details.delete(netuid)
    }
  for (const subnet of followed) {
    const section = detailOf(subnet.netuid)
    if (!section.isConnected) byId("details").append(section)
    showDetail(section, subnet, status)
  }
}

function showDetail(section, subnet, { chain, queries }) {
  set(part(section, "title"), "Subnet " + subnet.netuid + " · " + titleOf(subnet))
  set(part(section, "about"), subnet.models.length > 0 ? "at the gateway: " + subnet.models.join(", ") : "")
  set(part(section, "epoch"), epochText(subnet))
  const progress = part(section, "progress")
  progress.hidden = subnet.blocksToEpoch === null
  progress.max = subnet.tempo || 1
  progress.value = subnet.tempo - (subnet.blocksToEpoch ?? 0)
  const names = new Map(subnet.neurons.map(({ uid, name }) => [uid, name]))
  fill(section, "neurons", subnet.neurons.map((neuron) => neuronRow(neuron, chain.block)))
  const mechanisms = part(section, "mechanisms")
  set(mechanisms, mechanismsText(subnet.mechanisms, names))
  mechanisms.hidden = subnet.mechanisms.length < 2
  fill(section, "validators", subnet.agreement.validators.map((one) => validatorRow(one, names)))
  set(part(section, "differ"), differText(subnet.agreement))
  fill(section, "queries", queries.filter(({ netuid }) => netuid === subnet.netuid).map((query) => queryRow(query, names)))
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

function showStatus(status) {
  const { chain, endpoints } = status
  set(byId("network"), chain.name + " · spec " + chain.specVersion)
  set(byId("block"), "#" + count(chain.block))
  set(byId("hash"), chain.hash)
  byId("hash").title = chain.hash
  set(byId("issuance"), chain.issuance === null ? "–" : "τ " + amount(chain.issuance))
  document.title = "#" + chain.block + " · Taonet"
  if (JSON.stringify(latest?.endpoints) !== JSON.stringify(endpoints)) byId("endpoints").replaceChildren(...endpoints.map(endpointEntry))
  fill(document, "subnets", status.subnets.map(subnetRow))
  showDetails(status)
  const others = status.queries.filter(({ netuid }) => netuid === null)
  byId("others-section").hidden = others.length === 0
  fill(document, "others", others.map((query) => queryRow(query, new Map())))
  latest = status
  showAge()
}

function showAge() {
  if (latest) set(byId("age"), age(Date.now() - latest.chain.timestamp))
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
  showStatus(JSON.parse(event.data))
})
events.addEventListener("unavailable", () => link("lost", "the chain does not answer"))
events.addEventListener("error", () => link("lost", "connection lost, retrying"))
setInterval(showAge, 500)
`
