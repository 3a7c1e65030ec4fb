const oneDigit = /^\+[17]/;
const twoDigits = /^\+(2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/** With the country's number apart, as registries want it: `+420.123456789`. */
export function withCountryNumber(phone: string): string {
  if (phone.includes(".")) return phone;
  const digits = oneDigit.test(phone) ? 1 : twoDigits.test(phone) ? 2 : 3;
  return `${phone.slice(0, digits + 1)}.${phone.slice(digits + 1)}`;
}
