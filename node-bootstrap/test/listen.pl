# Listens on each PORT given and greets whoever comes.
use strict;
use warnings;
use IO::Select;
use IO::Socket::IP;

my $listeners = IO::Select->new(map { IO::Socket::IP->new(LocalAddr => '::', V6Only => 0, LocalPort => $_, Listen => 5, ReuseAddr => 1) or die "port $_: $@\n" } @ARGV);
$| = 1;
$SIG{PIPE} = "IGNORE";
print "listening\n";
while (my @ready = $listeners->can_read) {
  for my $listener (@ready) {
    my $visitor = $listener->accept or next;
    # Closing on unread bytes would reset the connection and take the greeting back.
    sysread $visitor, my $request, 4096;
    print {$visitor} "HTTP/1.0 200 OK\r\n\r\nstolen\n";
    close $visitor;
  }
}
