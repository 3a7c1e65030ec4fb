export const handler = (event: { queryStringParameters: { with: string } }) =>
  JSON.parse(event.queryStringParameters.with);
