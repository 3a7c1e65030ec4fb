import { Transform, type TransformCallback } from "node:stream";

type Part = "size" | "data" | "end of data" | "trailer";

const LONGEST_LINE = 8192;

/**
 * Takes AWS' chunk framing off a body: `size;chunk-signature=…\r\n data \r\n … 0\r\n trailers`.
 * The request's own signature has been checked; signatures of chunks and trailing checksums are not.
 */
export class AwsChunkedDecoder extends Transform {
  #part: Part = "size";
  #line = "";
  #remaining = 0;

  override _transform(bytes: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    try {
      this.#decode(bytes);
      done();
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  }

  override _flush(done: TransformCallback): void {
    done(this.#part === "trailer" ? undefined : new Error("The body ended before its last chunk."));
  }

  #decode(bytes: Buffer): void {
    let at = 0;
    while (at < bytes.length && this.#part !== "trailer") {
      if (this.#part === "data") {
        const taken = bytes.subarray(at, at + this.#remaining);
        this.push(taken);
        at += taken.length;
        this.#remaining -= taken.length;
        if (this.#remaining === 0) this.#part = "end of data";
      } else {
        const newline = bytes.indexOf(0x0a, at);
        const end = newline === -1 ? bytes.length : newline;
        this.#line += bytes.toString("latin1", at, end);
        at = end + 1;
        if (this.#line.length > LONGEST_LINE) throw malformed();
        if (newline !== -1) this.#endLine();
      }
    }
  }

  #endLine(): void {
    const line = this.#line.replace(/\r$/, "");
    this.#line = "";
    if (this.#part === "end of data") {
      if (line !== "") throw malformed();
      this.#part = "size";
      return;
    }
    const size = /^([0-9a-fA-F]{1,8})(?:;.*)?$/.exec(line)?.[1];
    if (size === undefined) throw malformed();
    this.#remaining = Number.parseInt(size, 16);
    this.#part = this.#remaining === 0 ? "trailer" : "data";
  }
}

const malformed = () => new Error("The chunks of the body are malformed.");
