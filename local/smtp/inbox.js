// Shows new mail as it arrives, without taking the keyboard from somebody who is typing.
const shown = Number(document.querySelector("[data-newest]")?.dataset.newest);
const search = new URLSearchParams(location.search);
search.set("limit", "1");

setInterval(async () => {
  if (document.hidden || document.activeElement?.matches("input")) return;
  const [newest] = await fetch(`/messages?${search}`).then(
    (answer) => answer.json(),
    () => [],
  );
  if (newest && newest.id > shown) location.reload();
}, 2000);
