export interface Mutant {
  name: string;
  file: string;
  find: string;
  replace: string;
  tests: string[];
  expects: string;
}
export const mutants: Mutant[];
