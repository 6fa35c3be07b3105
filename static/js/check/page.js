/* The page on which a reader checks a package: it is read here, and goes nowhere. Words come from the
   page, in its language. */
(function () {
  "use strict";

  const form = document.querySelector("[data-check-package]");
  if (!form || typeof Worker === "undefined") return;
  const out = document.querySelector("[data-check-findings]");
  const status = document.querySelector("[data-check-status]");
  const numbers = new Intl.NumberFormat(document.documentElement.lang);
  const words = (name) => document.querySelector(`template[data-words="${name}"]`);
  let worker = null;

  function filled(template, values) {
    return template.innerHTML.trim().replace(/\{(\w+)\}/g, (_all, name) => {
      const value = values[name];
      const shown = document.createElement("bdi");
      shown.textContent = typeof value === "number" ? numbers.format(value) : String(value ?? "");
      return shown.outerHTML;
    });
  }

  function said_of({ code, holds, numbers: values }) {
    const how = { true: "holds", false: "fails", null: "open" }[holds];
    const template = words(`${code}-${how}-${values.kind}`) || words(`${code}-${how}-${values.rule}`) || words(`${code}-${how}`);
    if (!template) return null;
    const item = document.createElement("li");
    item.className = "finding finding-" + how;
    const mark = document.createElement("strong");
    mark.textContent = words(how).innerHTML.trim();
    const text = document.createElement("span");
    text.innerHTML = filled(template, values); // our own words, with what the file says made harmless
    item.append(mark, " ", text);
    return item;
  }

  function options(titles, picked, heading) {
    const list = document.createElement("ul");
    picked.forEach(([code, points]) => {
      const option = titles.find((one) => one.code === code), item = document.createElement("li"), title = document.createElement("bdi");
      Object.assign(title, { textContent: option ? option.title : code, lang: option ? option.language : "" });
      item.append(title);
      if (points !== undefined && points !== 1) item.append(": " + points);
      list.append(item);
    });
    const title = document.createElement("h3");
    title.textContent = words(heading).innerHTML.trim();
    return [title, list];
  }

  /* What the sum must not hide: whether it is the city's at all, and whether the count was done again */
  function sum_up(findings, wrong) {
    const open = (code) => findings.some((one) => one.code === code && one.holds === null);
    const lacking = [["signature", "unsigned"], ["result", "uncounted"]].filter(([code]) => open(code)).map(([, name]) => form.dataset[name]);
    const said = lacking.length ? [form.dataset.partly, ...lacking].join(" ") : form.dataset.right;
    status.textContent = wrong ? form.dataset.wrong : said;
    status.className = "notice notice-" + (wrong ? "bad" : lacking.length ? "warn" : "good");
  }

  function show(report) {
    worker.terminate();
    worker = null;
    out.replaceChildren();
    if (report.failed) { status.textContent = form.dataset.failed; return; }
    const list = document.createElement("ul");
    list.className = "findings";
    list.append(...report.findings.map(said_of).filter(Boolean));
    const wrong = report.findings.some(({ holds }) => holds === false);
    sum_up(report.findings, wrong);
    out.append(list);
    const own = report.findings.find(({ code }) => code === "own");
    if (own && own.holds) out.append(...options(report.titles, own.numbers.choices, "own-ballot"));
    const counted = report.findings.some(({ code, holds }) => code === "result" && holds);
    if (report.selected && !wrong) out.append(...options(report.titles, report.selected.map((code) => [code]), counted ? "chosen" : "chosen-open"));
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const file = form.elements.package.files[0];
    if (!file) { status.textContent = form.dataset.none; return; }
    if (worker) worker.terminate();
    out.replaceChildren();
    status.className = "notice notice-info";
    status.textContent = form.dataset.working;
    const content = await file.arrayBuffer();
    worker = new Worker(form.dataset.worker);
    worker.onmessage = ({ data }) => show(data);
    worker.onerror = () => show({ failed: true });
    const asked = { receipt: form.elements.receipt.value, saved: form.elements.saved.value, key: form.dataset.key };
    worker.postMessage({ scripts: form.dataset.scripts.split(" ").map((url) => new URL(url, location.href).href), content, asked }, [content]);
  });
  form.hidden = false;
}());
