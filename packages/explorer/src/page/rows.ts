/** The part of the page's script that makes texts and cells of a status: it touches no document. */
export const rows = String.raw`
const grouped = (digits) => digits.replace(/\B(?=(\d{3})+$)/g, " ")

/** Rao, a decimal string, with four digits after the point. */
function amount(rao) {
  if (rao === null || rao === undefined) return "–"
  const value = BigInt(rao)
  const size = value < 0n ? -value : value
  const rest = ((size % 1000000000n) / 100000n).toString().padStart(4, "0")
  return (value < 0n ? "-" : "") + grouped((size / 1000000000n).toString()) + "." + rest
}
const share = (value) => value.toFixed(4)
const percent = (value) => (value === undefined ? "–" : (value * 100).toFixed(value > 0 && value < 0.0995 ? 1 : 0) + " %")
const count = (value) => (value === null ? "–" : grouped(String(value)))
const short = (address) => (address && address.length > 14 ? address.slice(0, 6) + "…" + address.slice(-5) : (address ?? "–"))
const clock = (ms) => new Date(ms).toLocaleTimeString([], { hour12: false })
function age(ms) {
  const seconds = Math.max(0, ms / 1000)
  if (seconds < 60) return seconds.toFixed(1) + " s"
  return seconds < 3600 ? Math.floor(seconds / 60) + " min" : Math.floor(seconds / 3600) + " h"
}

const cell = (text, more = {}) => ({ text, ...more })
const number = (text, more = {}) => ({ text, ...more, name: ("number " + (more.name ?? "")).trim() })
/** Nought is told apart from little, and does not shout. */
const bar = (value) => number(value === 0 ? "0" : share(value), value === 0 ? { name: "soft", share: 0 } : { name: "bar", share: value })

const titleOf = ({ kind, name }) => (kind && kind !== name ? kind + " (" + name + ")" : name)
const named = (uid, names) => (names.get(uid) ? uid + " · " + names.get(uid) : String(uid))

function neuronRow(neuron, block) {
  const { axon } = neuron
  return [
    number(String(neuron.uid)),
    cell(neuron.name ?? "–", neuron.name ? {} : { name: "soft" }),
    bar(neuron.incentive),
    bar(neuron.dividends),
    bar(neuron.validatorTrust),
    number(share(neuron.consensus), { name: "wide" }),
    number(amount(neuron.stake)),
    number(amount(neuron.emission)),
    cell(neuron.validatorPermit ? "yes" : "no", { name: neuron.validatorPermit ? "wide" : "wide soft" }),
    number(neuron.lastUpdate > 0 ? count(Math.max(0, block - neuron.lastUpdate)) : "–"),
    axon
      ? cell((axon.ip.includes(":") ? "[" + axon.ip + "]" : axon.ip) + ":" + axon.port, { name: "mono" })
      : cell("none", { name: "soft" }),
    cell(short(neuron.hotkey), { name: "mono", title: neuron.hotkey }),
  ]
}

/** As many weights fit in a line; all that are known stand in the title. */
const weightsShown = 5
const rounded = (value) => (value < 0.005 ? "<1" : Math.round(value * 100)) + " %"

/** Where there are several; the table of neurons tells of the first. */
function mechanismsText(mechanisms, names) {
  if (mechanisms.length < 2) return ""
  const texts = mechanisms.map(({ mechid, emissionShare, incentives }) => {
    const paid = incentives.slice(0, weightsShown).map(([uid, value]) => named(uid, names) + ": " + rounded(value))
    const more = incentives.length > weightsShown ? ", …" : ""
    return "Mechanism " + mechid + " has " + percent(emissionShare) + " of the emission" + (paid.length > 0 ? ", for " + paid.join(", ") + more : ", and pays nobody yet") + "."
  })
  return texts.join(" ")
}

function validatorRow({ uid, stakeShare, fromOthers, nearest, weights }, names) {
  const said = weights.map(([target, value]) => target + ": " + rounded(value))
  return [
    cell(named(uid, names)),
    number(percent(stakeShare)),
    number(percent(fromOthers), fromOthers === undefined ? {} : { name: "bar", share: fromOthers }),
    cell(nearest === undefined ? "–" : nearest.uid + " at " + percent(nearest.distance)),
    cell(said.slice(0, weightsShown).join(", ") + (said.length > weightsShown ? ", …" : ""), { title: said.join(", ") }),
  ]
}

function differText({ mean, validators, identical }) {
  if (validators.length === 0) return ""
  if (validators.length === 1) return "One validator judges here, so there is nobody to differ from."
  const copies = identical.map((uids) => " The same to the last digit: uids " + uids.join(", ") + ".")
  return validators.length + " validators differ by " + percent(mean) + " of the incentive on average, by stake." + copies.join("")
}

function epochText({ tempo, blocksToEpoch }) {
  if (blocksToEpoch === null) return "no epochs"
  return "next epoch in " + blocksToEpoch + (blocksToEpoch === 1 ? " block" : " blocks") + " of " + tempo
}

function queryRow(query, names) {
  const good = query.code === null
  return [
    cell(clock(query.at)),
    cell(query.model + (query.stream ? " (stream)" : ""), { title: query.id }),
    query.minerUid === null ? cell("none", { name: "soft" }) : cell(named(query.minerUid, names), { title: query.minerHotkey ?? "" }),
    number(count(query.completionTokens), { name: "wide" }),
    number(count(Math.round(query.latencyMs))),
    cell(good ? String(query.status) : query.status + " " + query.code, { name: good ? "good" : "bad" }),
  ]
}

function subnetRow(subnet) {
  const { agreement, queries } = subnet
  const several = agreement !== null && agreement.validators.length > 1
  return [
    number(String(subnet.netuid)),
    subnet.neurons === null ? cell(titleOf(subnet)) : cell(titleOf(subnet), { href: "#subnet-" + subnet.netuid }),
    number(amount(subnet.price), { name: "wide" }),
    number(subnet.blocksToEpoch === null ? "–" : count(subnet.tempo), { name: "wide" }),
    number(count(subnet.blocksToEpoch)),
    number(subnet.neuronCount + " / " + subnet.maxNeurons),
    number(several ? percent(agreement.mean) : "–"),
    number(count(queries.answered)),
    number(count(queries.failed), queries.failed > 0 ? { name: "bad" } : {}),
  ]
}`
