/** Whether an app may name images of others: they are pulled, and some of them are private. */
export const runsForeignImages = ({ template }: { template: string }): boolean =>
  template === "image" || template === "compose";
