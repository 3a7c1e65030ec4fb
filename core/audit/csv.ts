/** What a spreadsheet would take for a formula. */
const formula = /^[=+\-@\t\r\n]/;

/** One cell of RFC 4180. A text that begins like a formula gets an apostrophe, which spreadsheets take for "this is text". */
export function csvCell(value: string | null): string {
  const text = value ?? "";
  return `"${(formula.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

export const csvLine = (cells: readonly (string | null)[]): string => `${cells.map(csvCell).join(",")}\r\n`;
