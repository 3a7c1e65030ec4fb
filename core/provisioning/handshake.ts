import { X509Certificate } from "node:crypto";
import { connect } from "node:tls";

const timeoutMs = 5_000;

/**
 * What a host shows at a TLS handshake, as PEM; undefined where it shows nothing. Whether it is trusted is not asked:
 * whoever asks knows which certificate it has to be.
 */
export const shownCertificate = (via: { host: string; port: number }, host: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    const socket = connect({ ...via, servername: host, rejectUnauthorized: false, timeout: timeoutMs });
    const end = (shown: string | undefined) => {
      socket.destroy();
      resolve(shown);
    };
    socket.once("secureConnect", () => {
      const { raw } = socket.getPeerCertificate();
      end(raw === undefined ? undefined : new X509Certificate(raw).toString());
    });
    for (const event of ["error", "timeout", "close"] as const) socket.once(event, () => end(undefined));
  });
