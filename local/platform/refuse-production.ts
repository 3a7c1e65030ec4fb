/** Every part of local/ calls this before it opens anything: a stand-in must never serve real customers. */
export function refuseProduction(part: string): void {
  const marker =
    process.env.ROOKERY_STAGE === "production"
      ? "ROOKERY_STAGE is production"
      : process.env.AWS_LAMBDA_FUNCTION_NAME
        ? "AWS_LAMBDA_FUNCTION_NAME is set"
        : undefined;
  if (marker) throw new Error(`The local ${part} refuses to start because ${marker}.`);
}
