import { locale } from "./dictionary.ts";
import { text } from "./units.text.ts";

const parts = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
const figures = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });

export function formatNumber(value: number): string {
  return figures.format(value);
}

/** "512 MB", "1 GB", "1.6 TB". */
export function formatMegabytes(megabytes: number): string {
  if (megabytes < 1024) return `${figures.format(megabytes)} MB`;
  if (megabytes < 1024 * 1024) return `${figures.format(megabytes / 1024)} GB`;
  return `${figures.format(megabytes / 1024 / 1024)} TB`;
}

/** "12 KB", "3.4 MB": of one file. */
export const formatBytes = (bytes: number): string =>
  bytes < 1024 * 1024
    ? `${figures.format(Math.max(0.1, Math.round((bytes / 1024) * 10) / 10))} KB`
    : formatMegabytes(bytes / 1024 / 1024);

/** "2.4 of 4 GB": both in the unit of the whole. */
export function formatUsed(usedMegabytes: number, totalMegabytes: number): string {
  const [divisor, unit] =
    totalMegabytes < 1024 ? [1, "MB"] : totalMegabytes < 1024 * 1024 ? [1024, "GB"] : [1024 * 1024, "TB"];
  const [used, total] = [usedMegabytes, totalMegabytes].map((megabytes) =>
    figures.format(megabytes / (divisor as number)),
  );
  return text.of(`${used}`, `${total} ${unit}`);
}

/** 100 % of a processor is one core. */
export function formatCores(cpuPercent: number): string {
  const cores = cpuPercent / 100;
  return cores === 1 ? text.core : text.cores(parts.format(cores));
}
