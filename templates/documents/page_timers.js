"use strict";
// The breathing timer and the rest timer. Where one stands follows from the time gone by alone, so that a phone
// that sleeps loses nothing.
function pageTimers({ page, all, one, make, say, nameOf }, { head, open }) {
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
    if (!document.hidden && since !== null) holdScreen();
  });

  function add(week) {
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

  page.append(dialog);
  return { add };
}
