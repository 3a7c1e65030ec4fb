#!/usr/bin/perl
# usage: app.pl NAME [sick]; a web application for tests: says its name, takes bodies, echoes on upgraded connections, logs
# every request. A sick one answers, and never says that it is healthy.
use strict;
use warnings;
use IO::Socket::INET;

my ($name, $sick) = @ARGV;
$| = 1;
$SIG{CHLD} = 'IGNORE';
my $listener = IO::Socket::INET->new(LocalAddr => '0.0.0.0', LocalPort => 8080, Listen => 128, ReuseAddr => 1) or die $@;
for (1 .. 3) { last if !fork }
while (1) {
  my $client = $listener->accept or next;
  my $head = '';
  while ($head !~ /\r\n\r\n/) { last if !sysread $client, $head, 8192, length $head }
  my ($method, $path) = $head =~ m{^(\S+) (\S+) } or next;
  my ($rest) = $head =~ /\r\n\r\n(.*)\z/s;
  my ($length) = $head =~ /^Content-Length: *(\d+)/im;
  while (length $rest < ($length // 0)) { last if !sysread $client, $rest, 65536, length $rest }
  if ($path eq '/healthy') {
    print $client $sick ? "HTTP/1.1 500 Sick\r\n\r\n" : "HTTP/1.1 204 Healthy\r\n\r\n";
    next;
  }
  syswrite STDOUT, "$method $path $rest\n";
  if ($head =~ /^Upgrade: /im) {
    next if fork;
    syswrite $client, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n";
    while (sysread $client, my $said, 8192) { syswrite $client, "$name: $said" }
    exit;
  }
  my $body = "$name\n";
  syswrite $client, "HTTP/1.1 200 OK\r\nContent-Length: " . length($body) . "\r\nConnection: close\r\n\r\n$body";
}
