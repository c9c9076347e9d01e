// Keeps the page of a pull up to date; without it the page is loaded again by its link.
"use strict";
(() => {
  const place = document.getElementById("pull"), stands = () => place.firstElementChild && place.firstElementChild.dataset.stands;
  const look = async () => {
    if (stands() !== "runs") return;
    const answer = await fetch(place.dataset.from, { redirect: "manual" }).catch(() => null);
    if (answer && answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector("[data-stands]");
      // Other buttons belong to another state.
      if (now && now.dataset.stands !== "runs") return location.reload();
      if (now) place.replaceChildren(document.importNode(now, true));
    }
    setTimeout(look, 1000);
  };
  setTimeout(look, 1000);
})();
