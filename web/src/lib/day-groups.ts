export type Day<Item> = { day: string; items: Item[] };

/** Items in the days they happened on where the reader is; their order stays. `day` is "2026-11-22". */
export function dayGroups<Item extends { at: string }>(items: readonly Item[]): Day<Item>[] {
  const days: Day<Item>[] = [];
  for (const item of items) {
    const day = dayOf(new Date(item.at));
    const last = days.at(-1);
    if (last?.day === day) last.items.push(item);
    else days.push({ day, items: [item] });
  }
  return days;
}

const two = (n: number): string => String(n).padStart(2, "0");
export const dayOf = (date: Date): string => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
