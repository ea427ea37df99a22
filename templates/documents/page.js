"use strict";
// What the page can do where scripts run: today, one week at a time, and the tabs. Ticks, timers and cards in a
// sheet are functions of page_ticks.js, page_timers.js and page_sheet.js, which stand before this file in the one
// script. It writes text, never HTML, and takes every word from the page.
(() => {
  const root = document.documentElement;
  const page = document.body;
  if (!("HTMLDialogElement" in window)) return; // an old viewer keeps the whole page as it stands
  const words = JSON.parse(page.dataset.words);
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const one = (what, where = document) => where.querySelector(what);
  const say = (name, facts = {}) => words[name].replace(/\{(\w+)\}/g, (whole, fact) => (fact in facts ? facts[fact] : whole));

  function make(tag, look = {}, ...inside) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(look)) {
      if (name === "class") made.className = value;
      else if (name in made) made[name] = value;
      else made.setAttribute(name, value);
    }
    made.append(...inside);
    return made;
  }

  // What an exercise is called; of the habit, its own link.
  const nameOf = (item) => (one("h5", item) || one(".to-card", item.closest(".session")) || one("h4", item.closest(".session"))).textContent.trim();

  const tools = { page, all, one, make, say, nameOf };

  // -- today and the weeks ------------------------------------------------------------------------------
  const strip = make("ol", { class: "strip" }); // the days of the week that is looked at
  const ticks = pageTicks(tools, markStrip);
  const timers = pageTimers(tools, pageSheet(tools));
  const days = all(".day");
  const weeks = all(".week");
  const iso = (date) => [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  let today = null; // the day of the plan that stands for today
  let drawn = ""; // the date that the page was last drawn for
  let shown = null; // the day that is looked at
  const dressed = new Set(); // the weeks that have their buttons
  const todayHead = make("h2");
  const bar = make("div", { class: "week-bar" });
  const barHead = make("h2");
  const choose = make("select", { "aria-label": say("choose") });
  const before = make("button", { type: "button", "aria-label": say("previous") }, "‹");
  const after = make("button", { type: "button", "aria-label": say("next") }, "›");

  const weekOf = (day) => day.closest(".week");

  function lookAt(day) {
    const turned = !shown || weekOf(shown) !== weekOf(day);
    shown = day;
    const week = weekOf(day);
    dress(week);
    for (const each of days) each.classList.toggle("shown", each === day);
    for (const each of weeks) each.classList.toggle("current", each === week);
    const isToday = day === today && day.dataset.date === iso(new Date());
    const called = isToday ? `${one('.menu [href="#today"]').textContent} · ` : "";
    todayHead.textContent = called + week.dataset.title;
    if (turned) turnTo(week);
    for (const button of all("button", strip)) button.setAttribute("aria-pressed", String(button.value === day.dataset.date));
  }

  function turnTo(week) {
    const place = weeks.indexOf(week);
    barHead.replaceChildren(week.dataset.title, " ", make("small", {}, week.dataset.about));
    choose.value = String(place);
    before.disabled = place === 0;
    after.disabled = place === weeks.length - 1;
    strip.replaceChildren(...all(".day", week).map(stripDay));
  }

  function stripDay(day) {
    const [name, number] = day.dataset.short.split(" ");
    const mark = make("span", { class: "dots", "aria-hidden": "true" }, ...all(".session .dot", day).map((dot) => dot.cloneNode()));
    const inside = [make("span", {}, name), " ", make("b", {}, number), make("span", { class: "unseen" }, ` ${one(".title", day).textContent}`), mark];
    const button = make("button", { type: "button", value: day.dataset.date }, ...inside);
    button.classList.toggle("did", day.classList.contains("did"));
    if (day.dataset.date === iso(new Date())) button.setAttribute("aria-current", "date");
    button.addEventListener("click", () => lookAt(day));
    return make("li", {}, button);
  }

  function markStrip(day, did) {
    for (const button of all("button", strip)) if (button.value === day.dataset.date) button.classList.toggle("did", did);
  }

  // The week that is turned to opens at today where it holds it, else at its first day.
  function turnToPlace(place) {
    const week = weeks[place];
    lookAt(week === weekOf(today) ? today : one(".day", week));
  }

  function fold(day, open) {
    day.classList.toggle("open", open);
    one(".fold", day)?.setAttribute("aria-expanded", String(open));
  }

  function refresh() {
    const date = iso(new Date());
    const found = days.find((day) => day.dataset.date === date) || (date < days[0].dataset.date ? days[0] : days[days.length - 1]);
    if (date === drawn) return;
    drawn = date;
    for (const day of days) day.classList.toggle("is-today", day.dataset.date === date);
    today = found;
    one(".before").hidden = date >= page.dataset.start;
    one(".after").hidden = date <= page.dataset.end;
    shown = null;
    lookAt(today);
    fold(today, true);
  }

  function view() {
    const asked = document.getElementById(location.hash.slice(1));
    const name = asked?.closest(".view")?.id || (asked && root.dataset.view) || "today";
    root.dataset.view = name;
    if (name === "today" && today) lookAt(today);
    for (const link of all(".menu a")) {
      if (link.hash === `#${name}`) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    if (asked && asked.id !== name) asked.scrollIntoView();
    else scrollTo(0, 0);
  }

  function addFolds(week) {
    for (const day of all(".day", week)) {
      const heading = one("h3", day);
      const [date, name] = [one(".date", heading).textContent, one(".title", heading).textContent];
      const printed = make("span", { class: "printed" }, ...heading.childNodes);
      const plain = make("span", { class: "unfolded" }, make("span", { class: "date" }, day.dataset.long), " ", make("span", { class: "title" }, name));
      const body = one(".day-body", day);
      const dots = all(".dot", body).map((dot) => dot.cloneNode());
      const inside = [make("span", { class: "date" }, date), " ", make("span", { class: "title" }, ...dots, name)];
      const key = one(".key", day);
      if (key) inside.push(" ", make("span", { class: "mark" }, key.textContent));
      heading.replaceChildren(printed, plain);
      if (!body.childElementCount) {
        heading.append(make("span", { class: "fold empty" }, ...inside));
        continue;
      }
      body.id = `day-${day.dataset.date}`;
      const button = make("button", { type: "button", class: "fold", "aria-expanded": "false", "aria-controls": body.id }, ...inside);
      button.addEventListener("click", () => fold(day, !day.classList.contains("open")));
      heading.append(button);
    }
  }

  // A week gets what can be pressed when it is first turned to: a phone shows today sooner for it.
  function dress(week) {
    if (dressed.has(week)) return;
    dressed.add(week);
    one("details", week).open = true;
    addFolds(week);
    ticks.add(week);
    timers.add(week);
  }

  function addBar() {
    choose.append(...weeks.map((week, place) => make("option", { value: String(place) }, `${week.dataset.title} · ${week.dataset.dates}`)));
    choose.addEventListener("change", () => turnToPlace(Number(choose.value)));
    before.addEventListener("click", () => turnToPlace(weeks.indexOf(weekOf(shown)) - 1));
    after.addEventListener("click", () => turnToPlace(weeks.indexOf(weekOf(shown)) + 1));
    bar.append(barHead, choose, before, after);
    one("#weeks").prepend(bar);
    one("#today").append(todayHead, strip);
  }

  // -- begin ------------------------------------------------------------------------------------------
  addBar();
  addEventListener("hashchange", view);
  addEventListener("pageshow", refresh);
  document.addEventListener("visibilitychange", () => document.hidden || refresh());
  setInterval(refresh, 60_000); // a page that stays open turns at midnight
  refresh();
  root.classList.replace("plain", "scripted");
  view();
})();
