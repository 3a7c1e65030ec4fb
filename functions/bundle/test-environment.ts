/** Enough for every function to load. Nothing that it leads to is there. */
export const testEnvironment = {
  ROOKERY_STAGE: "test",
  PUBLIC_URL: "http://localhost:4100",
  APPS_DOMAIN: "localhost",
  DATABASE_URL: "postgres://app:none@127.0.0.1:1/none",
  DATABASE_OWNER_URL: "postgres://owner:none@127.0.0.1:1/none",
  NEON_PROXY: "127.0.0.1:1",
  KMS_KEY_ID: "alias/none",
  NODE_FUNCTION: "node",
  QUEUE_URLS: JSON.stringify({
    operations: "http://127.0.0.1:1/operations",
    payments: "http://127.0.0.1:1/payments",
    mail: "http://127.0.0.1:1/mail",
  }),
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "none",
  AWS_SECRET_ACCESS_KEY: "none",
  STRIPE_API_BASE: "http://127.0.0.1:1",
  STRIPE_SECRET_KEY: "sk_test_none",
  STRIPE_WEBHOOK_SECRET: "whsec_none",
  SMTP_URL: "smtp://127.0.0.1:1",
  MAIL_FROM: "none@example.com",
};
