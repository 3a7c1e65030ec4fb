/** The longest compose file, in UTF-16 units. */
export const composeCharactersMax = 64 * 1024;
