"use strict";
// Ticks: kept by this browser for the athlete, whichever of her plans this is, by the ids of sessions and sets,
// which hold the date; where nothing is kept, for as long as the page is open.
// `dayTicked(day, did)` is called when a day becomes done or is taken back.
function pageTicks({ page, all, one, make, say, nameOf }, dayTicked) {
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
    dayTicked(day, did);
  }

  function add(week) {
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

  if (!kept) tellNotKept();
  return { add };
}
