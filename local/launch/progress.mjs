const tellEveryMs = 15_000;

/** Waits for `work`. What takes long is announced, kept alive with its time so far, and told with its time at the end. */
export async function during(label, work, { announceAfterMs = 2_000 } = {}) {
  const startedAt = Date.now();
  let ticking;
  const timer = setTimeout(() => {
    console.log(`  ${label} …`);
    ticking = setInterval(() => console.log(`  ${label}: ${seconds(startedAt)} so far`), tellEveryMs);
  }, announceAfterMs);
  try {
    const result = await work;
    if (ticking) console.log(`  ${label}: ${seconds(startedAt)}`);
    return result;
  } finally {
    clearTimeout(timer);
    clearInterval(ticking);
  }
}

const seconds = (startedAt) => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
