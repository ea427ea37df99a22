"use strict";
// What the page can do where scripts run: today, one week at a time, ticks, cards in a sheet, timers.
// It writes text, never HTML, and takes every word from the page.
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

  const strip = make("ol", { class: "strip" }); // the days of the week that is looked at

  // -- ticks: kept by this browser for the athlete, whichever of her plans this is, by the ids of sessions and
  // sets, which hold the date; where nothing is kept, for as long as the page is open ------------------------
  const KEY = `planforge/${page.dataset.athlete}`;
  let kept = true;
  let ticks = {};
  try {
    ticks = stored(); // ids of an older plan stay and do nothing
    localStorage.setItem(KEY, JSON.stringify(ticks));
  } catch (refused) {
    kept = false;
  }

  // What is kept now; what another program left there that holds no ticks counts as none.
  function stored() {
    const text = localStorage.getItem(KEY) || "{}";
    try {
      const found = JSON.parse(text);
      return found && typeof found === "object" && !Array.isArray(found) ? found : {};
    } catch (rubbish) {
      return {};
    }
  }

  // Read anew each time: the same page may be open twice.
  function keep(id, on) {
    try {
      if (kept) ticks = stored();
    } catch (refused) {
      kept = false;
    }
    if (on) ticks[id] = 1;
    else delete ticks[id];
    if (!kept) return;
    try {
      localStorage.setItem(KEY, JSON.stringify(ticks));
    } catch (refused) {
      kept = false;
      tellNotKept();
    }
  }

  function tellNotKept() {
    if (one("#not-kept")) return;
    one("#content").prepend(make("p", { class: "notice", id: "not-kept", role: "status" }, say("not_kept")));
  }

  function tick(id, seen, more, changed) {
    const box = make("input", { type: "checkbox", checked: Boolean(ticks[id]) });
    box.addEventListener("change", () => {
      keep(id, box.checked);
      changed(box.checked);
    });
    return make("label", { class: "tick" }, box, make("span", {}, seen, make("span", { class: "unseen" }, more)));
  }

  // A session's title without its dot and its mark.
  function titleOf(session) {
    const parts = [...one("h4", session).childNodes].filter((part) => part.nodeType === Node.TEXT_NODE || part.matches(".to-card"));
    return parts.map((part) => part.textContent.trim()).filter(Boolean).join(" ");
  }

  // What an exercise is called; of the habit, its own link.
  const nameOf = (item) => (one("h5", item) || one(".to-card", item.closest(".session")) || one("h4", item.closest(".session"))).textContent.trim();

  function markDone(item) {
    const boxes = all(".sets input", item);
    item.classList.toggle("all-done", boxes.length > 0 && boxes.every((box) => box.checked));
  }

  // The last set ticks the session. Taking a set back leaves it: whether the session is done is the athlete's word.
  function setTicked(item, on) {
    markDone(item);
    const session = item.closest(".session");
    const done = one(":scope > .tick input", session);
    if (on && !done.checked && all(".sets input", session).every((box) => box.checked)) done.click();
  }

  // A day is done when its sessions are; the habit is optional and does not count.
  function markDay(day) {
    const sessions = all(".session:not(.habit)", day);
    const did = sessions.length > 0 && sessions.every((session) => ticks[session.dataset.id]);
    day.classList.toggle("did", did);
    for (const button of all("button", strip)) if (button.value === day.dataset.date) button.classList.toggle("did", did);
  }

  function addTicks(week) {
    for (const day of all(".day", week)) {
      for (const session of all(".session", day)) {
        const title = titleOf(session);
        const more = ` ${say("done_of", { title, day: day.dataset.short })}`;
        const row = tick(session.dataset.id, say("done"), more, () => markDay(day));
        const timed = one(".timed", session);
        if (timed) timed.before(row);
        else session.append(row);
      }
      for (const item of all(".items > .item", day)) {
        for (const dose of all(".dose[data-sets]", item)) addSets(item, dose);
        markDone(item);
      }
      markDay(day);
    }
  }

  function addSets(item, dose) {
    const sets = Number(dose.dataset.sets);
    const side = ["left", "right"].find((each) => dose.classList.contains(each)) || "both";
    const called = one(".side", dose)?.textContent.trim() || one(".setup", dose).textContent.trim();
    const row = make("div", { class: "sets" });
    for (let set = 1; set <= sets; set += 1) {
      const more = ` ${say("set_of", { name: nameOf(item), side: called, set, sets })}`;
      row.append(tick(`${item.closest(".session").dataset.id}${item.dataset.id}/${side}/${set}`, String(set), more, (on) => setTicked(item, on)));
    }
    dose.append(row);
  }

  // -- cards in a sheet: the card itself is moved there and back, so it stands once --------------------------
  const sheet = make("dialog", { class: "sheet", "aria-labelledby": "sheet-title" });
  const sheetTitle = make("h2", { id: "sheet-title" });
  sheet.append(head(sheetTitle, sheet));
  let home = null;

  // -- back closes what lies over the page before it leaves the page ------------------------------------------
  // An entry of ours stays in the history once what it stood for is closed: the next one opened takes it over,
  // and going back over it goes one further. To take it out at once could undo a touch that comes just then.
  let covered = Boolean(history.state?.over);
  let address = location.href;

  function open(dialog) {
    dialog.showModal();
    if (covered) return;
    try {
      history.pushState({ over: true }, "");
      covered = true;
      address = location.href;
    } catch (refused) {
      // a viewer without a history has no way back either
    }
  }

  addEventListener("popstate", (event) => {
    const opened = one("dialog[open]");
    const wasCovered = covered;
    covered = Boolean(event.state?.over);
    if (opened) opened.close();
    else if (wasCovered && !covered && location.href === address) history.back();
  });

  function head(title, dialog) {
    const close = make("button", { type: "button" }, say("close"));
    close.addEventListener("click", () => dialog.close());
    return make("div", { class: "sheet-head" }, title, close);
  }

  function showCard(card) {
    if (sheet.open || !card) return;
    home = card.parentElement;
    sheetTitle.textContent = card.dataset.name;
    sheet.append(card);
    open(sheet);
    sheet.scrollTop = 0;
  }

  sheet.addEventListener("close", () => {
    const card = one(".card-body", sheet);
    if (card && home) home.append(card);
  });
  // A touch beside the sheet closes it.
  sheet.addEventListener("click", (event) => event.target === sheet && sheet.close());

  // -- timers: where one stands follows from the time gone by alone, so that a phone that sleeps loses nothing --
  const READY = 3;
  const CHANGE = 5; // seconds from one side to the other
  const dialog = make("dialog", { class: "timer", "aria-labelledby": "timer-title" });
  const title = make("h2", { id: "timer-title" });
  const circle = make("div", { class: "circle" });
  const phaseText = make("b");
  const restText = make("span");
  const countText = make("p", { class: "count" });
  const live = make("p", { class: "unseen", "aria-live": "polite" });
  const go = make("button", { type: "button", class: "filled" });
  const again = make("button", { type: "button" }, say("again"));
  const sound = make("input", { type: "checkbox" });
  const shake = make("input", { type: "checkbox" });
  const ticksSets = make("button", { type: "button", class: "filled" });
  const stage = make("div", { class: "told", "aria-hidden": "true" }, phaseText, " ", make("div", { class: "stage" }, circle, restText));
  const choices = make("div", { class: "buttons" }, make("label", { class: "tick" }, sound, say("sound")));
  if ("vibrate" in navigator) choices.append(make("label", { class: "tick" }, shake, say("vibrate")));
  dialog.append(head(title, dialog), stage, countText, live, make("div", { class: "buttons" }, ticksSets, go, again), choices);
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  let parts = []; // {from, to, kind, text, count, announce, big0, big1}
  let gone = 0; // milliseconds before the last start
  let since = null; // when it was started; null while it stands still
  let ticking = null;
  let frame = null;
  let told = -1;
  let wake = null;
  let timed = null; // the exercise whose breaths are counted

  const SMALL = 0.45;

  function plan(steps) {
    let from = 0;
    return steps
      .filter((step) => step.seconds > 0)
      .map((step) => {
        const part = { ...step, from, to: from + step.seconds * 1000 };
        from = part.to;
        return part;
      });
  }

  function rest(seconds, count) {
    return { kind: "rest", seconds, text: say("resting"), count, announce: say("resting"), from0: SMALL, to0: SMALL };
  }

  // Set by set, the side that starts before the other, each breath in, out and pause, the rest between sets.
  function breathing(item) {
    const [inhale, exhale, pause] = item.dataset.breath.split("-").map(Number);
    const doses = all("[data-breaths]", item);
    if (item.dataset.first === "right") doses.reverse();
    const most = Math.max(...doses.map((dose) => Number(dose.dataset.sets)));
    const steps = [];
    let last = null; // the set before, and the side that did it
    for (let set = 1; set <= most; set += 1) {
      for (const dose of doses) {
        const sets = Number(dose.dataset.sets);
        const breaths = Number(dose.dataset.breaths);
        if (set > sets) continue;
        const side = one(".side", dose)?.textContent.trim();
        const where = [side, say("set", { set, sets })].filter(Boolean).join(" · ");
        const coming = say("coming", { what: where });
        const waiting = { count: coming, announce: coming, from0: SMALL, to0: SMALL };
        if (!last) steps.push({ kind: "ready", seconds: READY, text: say("ready"), ...waiting });
        else if (last.set !== set && Number(item.dataset.rest)) steps.push({ ...rest(Number(item.dataset.rest), coming), announce: coming });
        else if (last.side !== side) steps.push({ kind: "rest", seconds: CHANGE, text: say("change", { side }), ...waiting });
        last = { set, side };
        for (let breath = 1; breath <= breaths; breath += 1) {
          const count = `${where}\n${say("breath", { breath, breaths })}`;
          const announce = breath === 1 ? where : "";
          steps.push({ kind: "in", seconds: inhale, text: say("in"), count, announce, from0: SMALL, to0: 1 });
          steps.push({ kind: "out", seconds: exhale, text: say("out"), count, announce: "", from0: 1, to0: SMALL });
          steps.push({ kind: "hold", seconds: pause, text: say("hold"), count, announce: "", from0: SMALL, to0: SMALL });
        }
      }
    }
    return plan(steps);
  }

  const elapsed = () => gone + (since === null ? 0 : performance.now() - since);

  function show() {
    const now = elapsed();
    const place = parts.findIndex((part) => now < part.to);
    if (place < 0) return finish();
    const part = parts[place];
    const shown = Math.ceil((part.to - now) / 1000);
    if (restText.textContent !== String(shown)) restText.textContent = String(shown);
    if (place !== told) {
      told = place;
      phaseText.textContent = part.text;
      countText.textContent = part.count;
      if (since !== null) {
        if (part.announce) live.textContent = part.announce;
        signal(part.kind);
      }
    }
  }

  function grow() {
    const now = elapsed();
    const part = parts.find((each) => now < each.to);
    if (part && !still.matches) {
      const share = (now - part.from) / (part.to - part.from);
      circle.style.transform = `scale(${(part.from0 + (part.to0 - part.from0) * share).toFixed(3)})`;
    }
    frame = since === null ? null : requestAnimationFrame(grow);
  }

  function finish() {
    halt();
    told = -1;
    gone = 0;
    phaseText.textContent = say("finished");
    restText.textContent = "";
    countText.textContent = "";
    live.textContent = say("finished");
    go.textContent = say("start");
    circle.style.transform = "";
    signal("done");
    offer();
  }

  // After the last breath one touch ticks what was counted.
  function offer() {
    const boxes = timed ? boxesOf(timed).filter((box) => !box.checked) : [];
    ticksSets.hidden = boxes.length === 0;
    if (boxes.length) ticksSets.focus();
  }

  // The boxes of what the timer counts: an exercise's sets, or the habit's one.
  const boxesOf = (item) => (item.classList.contains("timed") ? all(".tick input", item.closest(".session")) : all("[data-breaths] .sets input", item));

  ticksSets.addEventListener("click", () => {
    for (const box of boxesOf(timed)) if (!box.checked) box.click();
    dialog.close();
  });

  function start() {
    ticksSets.hidden = true;
    since = performance.now();
    go.textContent = say("pause");
    told = -1;
    ticking = setInterval(show, 100);
    show();
    grow();
    holdScreen();
  }

  function halt() {
    if (since !== null) gone += performance.now() - since;
    since = null;
    clearInterval(ticking);
    cancelAnimationFrame(frame);
    if (gone > 0) go.textContent = say("resume");
    if (wake) wake.release().catch(() => {});
    wake = null;
  }

  function reset() {
    halt();
    ticksSets.hidden = true;
    gone = 0;
    told = -1;
    live.textContent = "";
    go.textContent = say("start");
    circle.style.transform = "";
    show();
  }

  async function holdScreen() {
    try {
      wake = await navigator.wakeLock.request("screen");
    } catch (refused) {
      wake = null; // the screen then sleeps as it always does
    }
  }

  let speaker = null;
  const TONES = { in: 520, out: 390, hold: 330, rest: 260, done: 660, ready: 440 };
  function signal(kind) {
    if (shake.checked) navigator.vibrate(kind === "done" ? [200, 100, 200] : kind === "in" ? 120 : 50);
    if (!sound.checked) return;
    try {
      speaker = speaker || new AudioContext();
      const tone = speaker.createOscillator();
      const loud = speaker.createGain();
      tone.frequency.value = TONES[kind];
      loud.gain.setValueAtTime(0.15, speaker.currentTime);
      loud.gain.exponentialRampToValueAtTime(0.001, speaker.currentTime + 0.35);
      tone.connect(loud).connect(speaker.destination);
      tone.start();
      tone.stop(speaker.currentTime + 0.4);
    } catch (refused) {
      sound.checked = false;
    }
  }

  function openTimer(name, steps, item) {
    title.textContent = name;
    parts = steps;
    timed = item;
    ticksSets.textContent = say(item?.classList.contains("timed") ? "tick_habit" : "tick_sets");
    dialog.classList.toggle("still", still.matches);
    reset();
    open(dialog);
    go.focus();
    if (!item) start(); // a rest runs at once
  }

  go.addEventListener("click", () => (since === null ? start() : halt()));
  again.addEventListener("click", reset);
  dialog.addEventListener("close", halt);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    if (since !== null) holdScreen();
    refresh();
  });
  addEventListener("pageshow", refresh);
  setInterval(refresh, 60_000); // a page that stays open turns at midnight

  function addTimers(week) {
    for (const item of all(".item", week)) {
      const row = make("div", { class: "timers" });
      const name = nameOf(item);
      if (item.dataset.breath && one("[data-breaths]", item)) {
        const button = make("button", { type: "button", class: "filled breathe" }, say("breathe"), make("span", { class: "unseen" }, ` ${name}`));
        button.addEventListener("click", () => openTimer(name, breathing(item), item));
        row.append(button);
      }
      const seconds = Number(item.dataset.rest || 0);
      const printed = one(".rest-text", item);
      if (seconds > 0 && printed) {
        const label = say("rest", { rest: item.dataset.restText });
        const button = make("button", { type: "button", class: "rest-text" }, label, make("span", { class: "unseen" }, ` ${name}`));
        button.addEventListener("click", () => openTimer(label, plan([rest(seconds, name)]), null));
        printed.replaceWith(button);
      }
      if (row.childElementCount) item.append(row);
    }
  }

  // -- today and the weeks ------------------------------------------------------------------------------
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
    addTicks(week);
    addTimers(week);
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
  for (const card of all(".card")) card.open = false;
  page.append(sheet, dialog);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    if (link.classList.contains("to-card")) {
      event.preventDefault();
      showCard(document.getElementById(link.hash.slice(1)));
    }
  });
  addEventListener("hashchange", view);
  if (!kept) tellNotKept();
  refresh();
  root.classList.replace("plain", "scripted");
  view();
})();
