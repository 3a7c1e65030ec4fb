/** Of a password that is the only factor; beside another one the API says how many are enough. */
export const minimumLength = 15;

export type Strength = { reached: 0 | 1 | 2 | 3 | 4; missing: number; repeats: boolean };

/** Length decides, not which kinds of characters there are; what repeats itself does not count as long. */
export function passwordStrength(password: string, minimum = minimumLength): Strength {
  const length = [...password].length;
  const missing = Math.max(0, minimum - length);
  const repeats = missing === 0 && new Set(password.toLowerCase()).size < 6;
  if (length === 0) return { reached: 0, missing, repeats };
  if (missing > 0) return { reached: length < 8 ? 1 : 2, missing, repeats };
  return { reached: repeats ? 3 : 4, missing, repeats };
}
