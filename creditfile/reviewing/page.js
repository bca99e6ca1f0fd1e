// The review page: shows each doubt beside its paper, and takes answers. Nothing is loaded from anywhere else.
"use strict";
(() => {
  const body = document.body, $ = (id) => document.getElementById(id);
  const all = (what, within = document) => [...within.querySelectorAll(what)];
  const live = body.classList.contains("live");
  const files = JSON.parse($("files").textContent);
  const pictures = new Map(JSON.parse($("pictures").textContent).map(([s, p, w, h, src]) => [`${s}/${p}`, { w, h, src }]));
  const sheets = new Map(all("template[data-s]").map((one) => [`${one.dataset.s}/${one.dataset.p}`, one]));
  const english = () => body.dataset.lang === "en";
  const say = (zh, en) => (english() ? en : zh);
  const SVG = "http://www.w3.org/2000/svg";

  // ---- the paper
  let zoom = 100, chosen = false, at = null;
  const leaf = $("leaf"), stage = $("stage");

  function show(spot) {
    const { s, p, box, place, quote } = spot;
    const key = `${s}/${p}`, picture = pictures.get(key), sheet = sheets.get(key);
    at = { ...spot, s: Number(s), p: Number(p) };
    leaf.replaceChildren();
    $("deskfile").textContent = files[s] || "—";
    $("deskpage").textContent = s < 0 ? "" : say(` 第 ${p} 页 `, ` p. ${p} `);
    $("quote").textContent = quote || "";
    if (picture) leaf.append(...drawn(picture, box));
    else if (sheet) leaf.append(sheet.content.cloneNode(true));
    else leaf.append(absent());
    if (sheet && !picture) mark(place);
    if (!chosen) zoom = picture && box ? legible(picture, box) : 100;
    resize();
    bring();
  }

  function clear() {
    at = null;
    leaf.replaceChildren();
    for (const one of ["deskfile", "deskpage", "quote"]) $(one).textContent = "";
  }

  function drawn(picture, box) {
    const image = new Image(picture.w, picture.h);
    image.alt = `${$("deskfile").textContent} ${$("deskpage").textContent}`;
    image.src = picture.src;
    const layer = document.createElementNS(SVG, "svg");
    layer.setAttribute("viewBox", `0 0 ${picture.w} ${picture.h}`);
    layer.setAttribute("preserveAspectRatio", "none");
    if (box) {
      const [x0, top, x1, bottom] = box.split(" ").map(Number), pad = 2.5;
      const frame = document.createElementNS(SVG, "rect");
      const sides = { x: x0 - pad, y: top - pad, width: x1 - x0 + 2 * pad, height: bottom - top + 2 * pad, rx: 2 };
      for (const [name, value] of Object.entries(sides)) frame.setAttribute(name, value);
      layer.append(frame);
    }
    return [image, layer];
  }

  function absent() {
    const note = document.createElement("p");
    note.className = "nosheet";
    note.textContent = say("此页没有图像随附;引文见下。", "No picture of this page travels with the file; its words are below.");
    return note;
  }

  function mark(place) {
    for (const cell of all("[data-place]", leaf)) {
      const own = cell.dataset.place;
      if (place && (own === place || place.startsWith(`${own}:`) || own.startsWith(`${place} `))) cell.classList.add("here");
    }
  }

  function bring() {
    const target = leaf.querySelector("rect") || leaf.querySelector(".here");
    if (!target) return void stage.scrollTo({ top: 0 });
    const box = target.getBoundingClientRect(), frame = stage.getBoundingClientRect();
    stage.scrollTo({
      top: stage.scrollTop + box.top - frame.top - frame.height / 2 + box.height / 2,
      left: stage.scrollLeft + box.left - frame.left - frame.width / 2 + box.width / 2,
    });
  }

  // small print is shown larger, so that it can be read at once
  function legible(picture, box) {
    const [, top, , bottom] = box.split(" ").map(Number);
    const height = ((bottom - top) * (stage.clientWidth - 28)) / picture.w;
    return Math.min(200, Math.max(100, Math.round(13 / height * 4) * 25));
  }

  function resize() { leaf.style.width = `${zoom}%`; }
  function zoomed(by) {
    chosen = Boolean(by);
    zoom = by ? Math.min(400, Math.max(50, zoom + by)) : 100;
    resize();
    bring();
  }
  function turn(by) {
    if (!at) return;
    const next = at.p + by;
    if (pictures.has(`${at.s}/${next}`) || sheets.has(`${at.s}/${next}`)) show({ s: at.s, p: next });
  }

  // ---- matters
  const matters = () => all(".matter").filter((one) => one.offsetParent !== null);
  let open = null;

  function choose(matter) {
    if (!matter || matter === open) return;
    if (open) { open.classList.remove("open"); open.removeAttribute("aria-current"); }
    open = matter;
    matter.classList.add("open");
    matter.setAttribute("aria-current", "true");
    matter.focus({ preventScroll: true });
    matter.scrollIntoView({ block: "nearest" });
    const spot = matter.querySelector(".spot");
    if (spot) look(spot);
    else clear();
    remember();
    beat(matter.dataset.fact ? { looked: matter.dataset.fact } : {});
  }

  function look(spot) {
    all(".spot.here").forEach((one) => one.classList.remove("here"));
    spot.classList.add("here");
    show(spot.dataset);
  }

  function step(by) {
    const listed = matters(), place = listed.indexOf(open);
    choose(listed[Math.min(listed.length - 1, Math.max(0, place + by))]);
  }

  // ---- views
  const tabs = all("[role=tab]");
  function view(tab, { focus = false } = {}) {
    for (const one of tabs) {
      const chosen = one === tab;
      one.setAttribute("aria-selected", chosen);
      one.tabIndex = chosen ? 0 : -1;
      $(one.getAttribute("aria-controls")).hidden = !chosen;
    }
    if (focus) tab.focus();
    if (tab.id === "tab-statements") redraw();
    const first = !at && $(tab.getAttribute("aria-controls")).querySelector(".spot");
    if (first && tab.id !== "tab-matters") look(first);
    remember();
  }

  // ---- sums as links between cells
  const cells = new Map(all(".grid td[data-name]").map((one) => [one.dataset.name, one]));
  function redraw() {
    for (const wrap of all(".gridwrap")) {
      const layer = wrap.querySelector(".links");
      layer.replaceChildren();
      all("td", wrap).forEach((one) => one.classList.remove("tied", "bad"));
      const ties = all(".tie", wrap.parentElement).filter((one) => one.getAttribute("aria-pressed") === "true");
      ties.forEach((tie, place) => link(wrap, layer, tie, place));
    }
  }
  function link(wrap, layer, tie, place) {
    const frame = wrap.getBoundingClientRect(), bad = tie.classList.contains("bad");
    const tied = tie.dataset.names.split("|").map((name) => cells.get(name)).filter((cell) => cell && wrap.contains(cell));
    const spots = tied.map((cell) => {
      cell.classList.add("tied");
      cell.classList.toggle("bad", bad);
      const box = cell.querySelector(".cell").getBoundingClientRect();
      return [box.left - frame.left - 5, box.top - frame.top + box.height / 2];
    });
    const aside = Math.min(...spots.map(([x]) => x)) - 8 - (place % 4) * 5;
    for (const [x, y] of spots) {
      layer.append(shape("circle", { cx: x, cy: y, r: 2.6 }, bad));
      layer.append(shape("path", { d: `M${x} ${y}H${aside}` }, bad));
    }
    const ys = spots.map(([, y]) => y);
    if (ys.length > 1) layer.append(shape("path", { d: `M${aside} ${Math.min(...ys)}V${Math.max(...ys)}` }, bad));
  }
  function shape(kind, sides, bad) {
    const made = document.createElementNS(SVG, kind);
    for (const [name, value] of Object.entries(sides)) made.setAttribute(name, value);
    if (bad) made.setAttribute("class", "bad");
    return made;
  }

  // ---- search: rows without the words are hidden, each view says how many it has
  const ROWS = ".matter, .note, tbody tr:not(.part)";
  const panelOf = (tab) => $(tab.getAttribute("aria-controls"));
  function search(words) {
    const wanted = words.trim().toLowerCase();
    for (const tab of tabs) {
      let hits = 0;
      for (const row of all(ROWS, panelOf(tab))) {
        const found = row.textContent.toLowerCase().includes(wanted);
        hits += found ? 1 : 0;
        row.classList.toggle("unmatched", !found);
      }
      for (const group of all(".group", panelOf(tab))) {
        const rows = all(ROWS, group);
        group.classList.toggle("unmatched", rows.length > 0 && rows.every((one) => one.classList.contains("unmatched")));
      }
      if (wanted) tab.dataset.hits = hits;
      else delete tab.dataset.hits;
    }
    const here = tabs.find((tab) => !panelOf(tab).hidden);
    const other = wanted && here.dataset.hits === "0" && tabs.find((tab) => tab.dataset.hits > 0);
    if (other) view(other);
    else redraw();
  }

  // ---- answers
  const given = new Map();
  const quoted = (text) => JSON.stringify(text).replace(/\u007f/g, "\\u007f");
  const NUMBERS = ["money", "capital", "rate", "ratio", "decimal", "integer", "months", "days", "basis_points"];

  function literal(type, text) {
    const plain = text.trim().replace(/[,,\s]/g, "");
    if (NUMBERS.includes(type) && /^[+-]?\d+(\.\d+)?$/.test(plain)) return plain.replace(/^([+-]?)0+(?=\d)/, "$1");
    if (type === "date" && /^\d{4}-\d{2}-\d{2}$/.test(plain)) return plain;
    if (type === "boolean" && /^(是|yes|true)$/i.test(plain)) return "true";
    if (type === "boolean" && /^(否|no|false)$/i.test(plain)) return "false";
    return quoted(text.trim());
  }

  async function answer(matter, act, more = {}) {
    if (live) return send({ action: act, ...about(matter), ...more });
    const { fact, sha } = matter.dataset;
    const value = act === "confirm" ? matter.dataset.literal : literal(matter.dataset.type, more.value);
    given.set(fact, { value, sha, reason: more.reason || say("与原件一致", "As on paper") });
    matter.classList.add("done");
    matter.querySelector(".answered").textContent = act === "confirm" ? say("已确认", "confirmed") : say(`更正为 ${more.value}`, `corrected to ${more.value}`);
    $("export").hidden = false;
    $("given").textContent = given.size;
    $("left").textContent = all(".matter:not(.done)").length;
    step(1);
  }

  function about(matter) {
    const where = matter.querySelector(".actions").dataset;
    return { fact: matter.dataset.fact, code: where.code, subject: where.subject, digest: where.digest, entry: where.entry, kind: where.entryKind };
  }

  async function send(what) {
    $("problem").hidden = true;
    body.inert = true;
    try {
      const got = await fetch(`${body.dataset.base}/say`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-csrf-token": body.dataset.csrf },
        body: JSON.stringify({ ...what, state: body.dataset.state }),
      });
      const told = await got.json();
      if (!got.ok) return void problem(told.problem);
      if (told.reload) location.reload();
    } catch (error) {
      problem(say("服务已停止或连接中断,未保存。", "The server is gone; nothing was saved."));
    } finally {
      body.inert = false;
    }
  }

  function problem(text) {
    $("problem").textContent = text;
    $("problem").hidden = false;
  }

  function save() {
    const by = $("by").value.trim();
    if (!by) return $("by").focus();
    const today = new Date().toLocaleDateString("sv");
    const blocks = [...given].map(([fact, { value, sha, reason }]) =>
      [`[[correct]]`, `fact = ${quoted(fact)}`, value ? `value = ${value}` : `blank = true`, `by = ${quoted(by)}`, `on = ${today}`, `reason = ${quoted(reason)}`, ...(sha ? [`source_sha256 = ${quoted(sha)}`] : [])].join("\n"));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${blocks.join("\n\n")}\n`], { type: "text/plain" }));
    link.download = "corrections.toml";
    link.click();
  }

  function act(button) {
    const matter = button.closest(".matter"), form = matter.querySelector("form.edit");
    const kind = button.dataset.act;
    if (kind === "edit") return edit(matter);
    if (kind === "cancel") { form.hidden = true; return matter.focus(); }
    if (kind === "take") return answer(matter, "correct", { value: button.dataset.value, reason: say("采用另一读数", "the other reading") });
    if (kind === "waive") return ask(matter, "waive");
    if (kind === "attest") return ask(matter, "attest");
    return answer(matter, kind);
  }

  function edit(matter) {
    const form = matter && matter.querySelector("form.edit");
    if (!form || form.dataset.asks) return;
    form.hidden = false;
    form.scrollIntoView({ block: "nearest" });
    form.elements.value.select();
  }

  function ask(matter, kind) {
    let form = matter.querySelector("form.edit");
    if (!form) {
      form = document.createElement("form");
      form.className = "edit";
      matter.querySelector(".more-of-it").append(form);
    }
    form.dataset.asks = kind;
    const until = kind === "waive" ? [field(say("有效至", "Until"), "until", "date", true)] : [];
    const go = document.createElement("button");
    go.className = "primary";
    go.textContent = kind === "waive" ? say("豁免", "Waive") : say("确认已核实", "Attest");
    const stop = document.createElement("button");
    stop.type = "button";
    stop.textContent = say("取消", "Cancel");
    stop.addEventListener("click", () => { form.remove(); matter.focus(); });
    form.replaceChildren(field(say("理由", "Reason"), "reason", "text", true), ...until, go, stop);
    form.hidden = false;
    form.scrollIntoView({ block: "nearest" });
    form.elements.reason.focus();
  }
  function field(label, name, type, required) {
    const made = document.createElement("label"), input = document.createElement("input");
    Object.assign(input, { name, type, required, autocomplete: "off" });
    made.append(label, input);
    return made;
  }

  // ---- where one was, and how long it takes
  function remember() {
    const tab = tabs.find((one) => one.getAttribute("aria-selected") === "true");
    const place = open ? matters().indexOf(open) : 0;
    try { sessionStorage.setItem(`review ${body.dataset.case}`, JSON.stringify({ tab: tab.id, key: open && open.dataset.key, place })); } catch { /* private window */ }
  }
  function recall() {
    let was = {};
    try { was = JSON.parse(sessionStorage.getItem(`review ${body.dataset.case}`) || "{}"); } catch { /* private window */ }
    const tab = tabs.find((one) => one.id === was.tab) || tabs[0];
    view(tab);
    const listed = matters();
    choose(listed.find((one) => one.dataset.key === was.key) || listed[Math.min(was.place || 0, listed.length - 1)]);
  }
  let last = Date.now(), seconds = 0;
  const seen = new Set();
  function beat(told = {}) {
    const now = Date.now();
    if (document.visibilityState === "visible") seconds += Math.min(60, (now - last) / 1000);
    last = now;
    if (told.looked) seen.add(told.looked);
    if (!live || (seconds < 15 && !seen.size)) return;
    const sent = { seconds: Math.round(seconds), looked: [...seen] };
    seconds = 0;
    seen.clear();
    fetch(`${body.dataset.base}/effort`, { method: "POST", keepalive: true, headers: { "content-type": "application/json", "x-csrf-token": body.dataset.csrf }, body: JSON.stringify(sent) }).catch(() => {});
  }

  // ---- hands
  document.addEventListener("click", (event) => {
    const on = (what) => event.target.closest(what);
    const button = on("[data-act]");
    if (button) return act(button);
    const tie = on(".tie");
    if (tie) { tie.setAttribute("aria-pressed", tie.getAttribute("aria-pressed") !== "true"); return redraw(); }
    const spot = on(".spot");
    if (on(".matter")) choose(on(".matter"));
    if (spot) look(spot);
    if (on("[role=tab]")) view(on("[role=tab]"));
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches(".matter")) choose(event.target);
  });
  document.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target, matter = form.closest(".matter");
    const said = Object.fromEntries(new FormData(form));
    if (form.dataset.asks) return answer(matter, form.dataset.asks, said);
    if (said.value.trim()) answer(matter, "correct", said);
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select");
    if (event.key === "Escape") {
      if (typing) { const form = typing.closest("form.edit"); if (form) form.hidden = true; typing.blur(); }
      return open && open.focus();
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const tab = event.target.closest("[role=tab]");
    if (tab && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
      const next = tabs[(tabs.indexOf(tab) + (event.key === "ArrowRight" ? 1 : tabs.length - 1)) % tabs.length];
      return view(next, { focus: true });
    }
    const keys = { j: () => step(1), k: () => step(-1), e: () => edit(open), "+": () => zoomed(25), "=": () => zoomed(25), "-": () => zoomed(-25), 0: () => zoomed(0), "/": () => $("search").focus(), "[": () => turn(-1), "]": () => turn(1) };
    if (/^[1-6]$/.test(event.key)) view(tabs[event.key - 1]);
    else if (event.key === "Enter" && event.target.closest(".matter, body") && !event.target.closest("button, a, summary")) confirm();
    else if (keys[event.key]) keys[event.key]();
    else return;
    event.preventDefault();
  });
  function confirm() {
    const button = open && open.querySelector(".actions .primary");
    if (button && !open.classList.contains("done")) act(button);
  }
  $("lang").addEventListener("click", () => {
    body.dataset.lang = english() ? "zh" : "en";
    document.documentElement.lang = english() ? "en" : "zh-CN";
    if (at) show(at);
    redraw();
  });
  $("search").addEventListener("input", (event) => search(event.target.value));
  $("print").addEventListener("click", () => window.print());
  $("in").addEventListener("click", () => zoomed(25));
  $("out").addEventListener("click", () => zoomed(-25));
  $("fit").addEventListener("click", () => zoomed(0));
  $("prev").addEventListener("click", () => turn(-1));
  $("next").addEventListener("click", () => turn(1));
  if ($("seen")) $("seen").addEventListener("click", () => $("seen").parentElement.remove());
  if ($("save")) $("save").addEventListener("click", save);
  window.addEventListener("resize", redraw);
  document.addEventListener("visibilitychange", () => beat());
  if (live) setInterval(beat, 20_000);
  all(".tie.bad").slice(0, 6).forEach((tie) => tie.setAttribute("aria-pressed", "true"));
  recall();
  body.dataset.ready = "true";
})();
