"use strict";
// What lies over the page: a card in a sheet, and whatever else is opened as a dialog. The phone's back closes it.
function pageSheet({ page, all, one, make, say }) {
  // The card itself is moved into the sheet and back, so it stands once.
  const sheet = make("dialog", { class: "sheet", "aria-labelledby": "sheet-title" });
  const sheetTitle = make("h2", { id: "sheet-title" });
  sheet.append(head(sheetTitle, sheet));
  let home = null;

  // Back closes what lies over the page before it leaves the page.
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

  for (const card of all(".card")) card.open = false;
  page.append(sheet);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.to-card[href^='#']");
    if (!link) return;
    event.preventDefault();
    showCard(document.getElementById(link.hash.slice(1)));
  });
  return { head, open };
}
