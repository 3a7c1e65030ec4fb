/** How many of a size fit beside what runs anyway: at least one, at most what helps on a shared node. */
const fitting = (memoryMb: number, beside: number, each: number, most: number): string =>
  String(Math.max(1, Math.min(most, Math.floor((memoryMb - beside) / each))));

/** A PHP process keeps some 40 MB while it works on a page of a larger program. */
export const phpWorkers = ({ memoryMb }: { memoryMb: number }): string => fitting(memoryMb, 40, 40, 20);

export const pythonWorkers = ({ memoryMb }: { memoryMb: number }): string => fitting(memoryMb, 32, 96, 4);
