# usage: cut.pl LISTEN TARGET BYTES. Passes connections on to another address, and cuts all of them off once that many bytes came back.
use strict;
use warnings;
use IO::Select;
use IO::Socket::INET;
my ($listen, $target, $left) = @ARGV;
my $door = IO::Socket::INET->new(LocalAddr => $listen, Listen => 64, ReuseAddr => 1) or die "$listen: $!";
my $waiting = IO::Select->new($door);
my (%other, %answers);
while (my @ready = $waiting->can_read) {
  for my $from (@ready) {
    if ($from == $door) {
      my $near = $door->accept or next;
      my $far = IO::Socket::INET->new(PeerAddr => $target) or die "$target: $!";
      ($other{$near}, $other{$far}, $answers{$far}) = ($far, $near, 1);
      $waiting->add($near, $far);
      next;
    }
    my $to = $other{$from} or next;
    my $count = sysread $from, my $bytes, 65536;
    if (!$count) {
      $waiting->remove($from, $to);
      delete @other{$from, $to};
      close $_ for $from, $to;
      next;
    }
    exit if $answers{$from} && ($left -= $count) < 0;
    for (my $at = 0; $at < $count;) {
      my $wrote = syswrite $to, $bytes, $count - $at, $at or last;
      $at += $wrote;
    }
  }
}
