/** The frame of the page; the script fills the tables. Column names are Bittensor's. */

interface Column {
  readonly name: string
  /** The unit, in small print. */
  readonly unit?: string
  readonly number?: true
}

const subnetColumns: Column[] = [
  { name: "Netuid", number: true },
  { name: "Name" },
  { name: "Symbol" },
  { name: "Price", unit: "τ/α", number: true },
  { name: "Tempo", unit: "blocks", number: true },
  { name: "Next epoch", unit: "blocks", number: true },
  { name: "Neurons", number: true },
]

const neuronColumns: Column[] = [
  { name: "UID", number: true },
  { name: "Hotkey" },
  { name: "Stake", unit: "α", number: true },
  { name: "Consensus", number: true },
  { name: "Incentive", number: true },
  { name: "Dividends", number: true },
  { name: "Emission", unit: "α/tempo", number: true },
  { name: "VPermit" },
  { name: "Updated", unit: "blocks ago", number: true },
  { name: "Axon" },
]

const queryColumns: Column[] = [
  { name: "Time" },
  { name: "Model" },
  { name: "Miner" },
  { name: "Tokens", number: true },
  { name: "Latency", unit: "ms", number: true },
  { name: "Status" },
]

export const body = `<header>
<h1><span class="mark" aria-hidden="true">τ</span> Taonet <small id="network"></small></h1>
<p id="link" role="status" data-state="waiting">connecting</p>
</header>
<main>
<noscript><p class="notice">This page needs its script to stay live. The same facts are at <a href="/api/status">/api/status</a>.</p></noscript>
<dl class="facts">
<div><dt>Block</dt><dd id="block">–</dd></div>
<div><dt>Age</dt><dd id="age">–</dd></div>
<div><dt>Total issuance</dt><dd id="issuance">–</dd></div>
<div><dt>Block hash</dt><dd id="hash" class="mono">–</dd></div>
</dl>
<dl class="endpoints" id="endpoints"></dl>
${section("metagraph", 'Metagraph of netuid <span id="netuid">1</span>', "Neurons", neuronColumns, "No neurons are registered.")}
${section("queries", "Last queries", "Queries, newest first", queryColumns, "Nobody has asked anything yet.")}
${section("subnets", "Subnets", "Subnets", subnetColumns, "There are no subnets.")}
</main>
<footer>Amounts are in TAO (τ) and alpha (α). Raw data: <a href="/api/status">/api/status</a></footer>`

function section(id: string, title: string, caption: string, columns: Column[], empty: string): string {
  const head = columns.map(({ name, unit, number }) => {
    const small = unit ? ` <small>${unit}</small>` : ""
    return `<th scope="col"${number ? ' class="number"' : ""}>${name}${small}</th>`
  })
  return `<section aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
<div class="scroll" role="region" aria-labelledby="${id}-title" tabindex="0">
<table><caption>${caption}</caption>
<thead><tr>${head.join("")}</tr></thead>
<tbody id="${id}"></tbody></table>
<p class="empty" id="${id}-empty">${empty}</p>
</div></section>`
}
