// Runs before the first paint: a person who chose a theme never sees the other one.
try {
  const theme = localStorage.getItem("rookery.theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch {}
