import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import { AwsChunkedDecoder } from "./aws-chunked.ts";

const decode = async (...pieces: string[]) =>
  (await buffer(Readable.from(pieces.map((piece) => Buffer.from(piece))).pipe(new AwsChunkedDecoder()))).toString();

const FRAMED =
  "5;chunk-signature=ab12\r\nhello\r\n6\r\n world\r\n0;chunk-signature=cd\r\nx-amz-checksum-crc32:AAAA==\r\n\r\n";

test("the framing is gone wherever the network cuts the body", async () => {
  expect(await decode(FRAMED)).toBe("hello world");
  expect(await decode(...FRAMED)).toBe("hello world");
  for (let cut = 1; cut < FRAMED.length; cut++) {
    expect(await decode(FRAMED.slice(0, cut), FRAMED.slice(cut))).toBe("hello world");
  }
});

test("data that looks like framing stays data", async () => {
  expect(await decode("7\r\n0\r\n\r\n0\r\r\n0\r\n\r\n")).toBe("0\r\n\r\n0\r");
});

test.each([
  ["a body that ends early", "5\r\nhel"],
  ["a body without its last chunk", "5\r\nhello\r\n"],
  ["a size that is none", "-5\r\nhello\r\n0\r\n\r\n"],
  ["a chunk longer than its size", "2\r\nhello\r\n0\r\n\r\n"],
  ["a line without end", "1;".padEnd(9000, "x")],
])("%s is an error", async (_, body) => {
  const decoder = Readable.from([Buffer.from(body)]).pipe(new AwsChunkedDecoder());
  await expect(buffer(decoder)).rejects.toThrow(/malformed|ended before/);
});
