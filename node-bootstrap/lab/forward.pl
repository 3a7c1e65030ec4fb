# Asks a slirp4netns API socket to forward 127.0.0.1:HOST to GUEST inside.
# usage: perl forward.pl SOCKET HOST GUEST
use strict;
use warnings;
use IO::Socket::UNIX;

my ($path, $host, $guest) = @ARGV;
my $socket = IO::Socket::UNIX->new(Peer => $path) or die "no slirp4netns socket at $path: $!\n";
printf {$socket} '{"execute":"add_hostfwd","arguments":{"proto":"tcp","host_addr":"127.0.0.1","host_port":%d,"guest_addr":"10.0.2.100","guest_port":%d}}', $host, $guest;
shutdown $socket, 1;
my $answer = do { local $/; <$socket> } // "";
die "port $host cannot be forwarded: $answer\n" if $answer =~ /"error"/ || $answer eq "";
