// fauxqs' own server listens on every interface and offers SNS and S3 besides, and neither can be turned off.
// So its SQS parts are served by ours; the version is pinned, and the tests hold it to what is used here.
export { QueueDoesNotExistError, SqsError } from "../../node_modules/fauxqs/dist/common/errors.js";
export { PersistenceManager } from "../../node_modules/fauxqs/dist/persistence.js";
export { SnsStore } from "../../node_modules/fauxqs/dist/sns/snsStore.js";
export { changeMessageVisibility } from "../../node_modules/fauxqs/dist/sqs/actions/changeMessageVisibility.js";
export { changeMessageVisibilityBatch } from "../../node_modules/fauxqs/dist/sqs/actions/changeMessageVisibilityBatch.js";
export { deleteMessage } from "../../node_modules/fauxqs/dist/sqs/actions/deleteMessage.js";
export { deleteMessageBatch } from "../../node_modules/fauxqs/dist/sqs/actions/deleteMessageBatch.js";
export { getQueueAttributes } from "../../node_modules/fauxqs/dist/sqs/actions/getQueueAttributes.js";
export { purgeQueue } from "../../node_modules/fauxqs/dist/sqs/actions/purgeQueue.js";
export { receiveMessage } from "../../node_modules/fauxqs/dist/sqs/actions/receiveMessage.js";
export { sendMessage } from "../../node_modules/fauxqs/dist/sqs/actions/sendMessage.js";
export { sendMessageBatch } from "../../node_modules/fauxqs/dist/sqs/actions/sendMessageBatch.js";
export { type SqsQueue, SqsStore } from "../../node_modules/fauxqs/dist/sqs/sqsStore.js";
