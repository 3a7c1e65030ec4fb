// usage: serve-repository.ts DIR. Gives the node that runs in this folder a repository to build from, with a Dockerfile in it, and prints as JSON
// how a website is connected with it.
import { openForge } from "./forge.ts";
import { insideOf } from "./lab.ts";

/** In what Debian has on board. */
const server = `
  my $listener = IO::Socket::INET->new(LocalPort => 8080, Listen => 20, ReuseAddr => 1) or die $!;
  open my $file, "<", "/page" or die $!;
  my $page = <$file>;
  while (my $client = $listener->accept) {
    while (<$client>) { last if /^\\r?\\n/ }
    print $client "HTTP/1.0 200 OK\\r\\nContent-Type: text/plain\\r\\n\\r\\n$page";
    close $client;
  }`;
const dockerfile = `FROM debian:trixie-slim
RUN echo "made by a Dockerfile" > /page
USER www-data
CMD ${JSON.stringify(["perl", "-MIO::Socket::INET", "-e", server])}
`;

const [dir = ""] = process.argv.slice(2);
const forge = await openForge({ inside: insideOf(dir) });
await forge.commit("Dockerfile", dockerfile);
console.log(JSON.stringify({ url: forge.https, branch: "main", folder: "" }));
