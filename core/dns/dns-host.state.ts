/** Who answers for zones, by what the names of their servers end in or hold. */
const hosts: readonly { name: string; servers: RegExp }[] = [
  { name: "Amazon Route 53", servers: /\.awsdns-\d+\./ },
  { name: "AutoDNS", servers: /\.ns14\.net$/ },
  { name: "Azure DNS", servers: /\.azure-dns\./ },
  { name: "Cloudflare", servers: /\.ns\.cloudflare\.com$/ },
  { name: "DigitalOcean", servers: /\.digitalocean\.com$/ },
  { name: "DNSimple", servers: /\.dnsimple(-edge)?\.(com|net|org|io)$/ },
  { name: "Gandi", servers: /\.gandi\.net$/ },
  { name: "GoDaddy", servers: /\.domaincontrol\.com$/ },
  { name: "Google Cloud DNS", servers: /\.googledomains\.com$/ },
  { name: "Hetzner", servers: /(\.ns\.hetzner\.(com|de)|\.first-ns\.de|\.second-ns\.(com|de))$/ },
  { name: "INWX", servers: /\.inwx\.(de|eu|com|net)$/ },
  { name: "IONOS", servers: /\.ui-dns\.(com|de|org|biz)$/ },
  { name: "Namecheap", servers: /\.registrar-servers\.com$/ },
  { name: "netcup", servers: /\.dns\.netcup\.net$/ },
  { name: "OVHcloud", servers: /(\.ovh\.net|\.anycast\.me)$/ },
  { name: "Porkbun", servers: /\.ns\.porkbun\.com$/ },
  { name: "STRATO", servers: /\.(rzone|strato-hosting)\.(de|eu)$/ },
  { name: "Vercel", servers: /\.vercel-dns(-\d+)?\.com$/ },
];

/** Whom to go to with records: whose servers all of them are. Undefined where nobody is known, or several are. */
export function dnsHostOf(servers: readonly string[]): string | undefined {
  const host = hosts.find(({ servers: theirs }) => servers.length > 0 && servers.every((one) => theirs.test(one)));
  return host?.name;
}
