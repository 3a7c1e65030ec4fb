throw new Error("the configuration is incomplete");

export const handler = () => null;
