const announceAfterMs = 2_000;

/** Waits for `work`. What takes long is announced, with its time at the end. */
export async function during(label, work) {
  const startedAt = Date.now();
  let announced = false;
  const timer = setTimeout(() => {
    announced = true;
    console.log(`  ${label} …`);
  }, announceAfterMs);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
    if (announced) console.log(`  ${label}: ${seconds(startedAt)}`);
  }
}

/** The same for what is known to take long. */
export async function duringAnnounced(label, work) {
  const startedAt = Date.now();
  console.log(`  ${label} …`);
  const ticking = setInterval(() => console.log(`    ${seconds(startedAt)} so far`), 15_000);
  try {
    const result = await work;
    console.log(`  ${label}: ${seconds(startedAt)}`);
    return result;
  } finally {
    clearInterval(ticking);
  }
}

const seconds = (startedAt) => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
