# The files that conmon writes, read in pieces of whole lines. Whatever a customer has put in their place is never followed and never waited for.
package LogFiles;
use strict;
use warnings;
use Exporter qw(import);
use Fcntl qw(O_RDONLY O_NOFOLLOW O_NONBLOCK);
our @EXPORT = qw($prefix names file_at part around lines_before lines_after);

my $chunk = 262_144;
# `<instant> <stream> <F, or P where the line goes on> `: of one length, as conmon writes it. A stream of output-keep's own says from when
# until when lines are missing: what follows is the instant at which they go on.
our $prefix = qr/(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9})\+00:00 (stdout|stderr|missed) ([FP]) /;

sub names {
  my ($path, $fits) = @_;
  opendir my $listed, $path or return;
  return grep { /\A$fits\z/ } readdir $listed;
}

sub file_at {
  my ($path) = @_;
  sysopen(my $in, $path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK) or return;
  my ($number, $size, $changed) = (stat $in)[1, 7, 9];
  # Conmon begins another one long before that.
  return unless -f _ && $size && $size <= 67_108_864;
  return { in => $in, number => $number, size => $size, changed => $changed };
}

sub part {
  my ($file, $begin, $end) = @_;
  sysseek $file->{in}, $begin, 0;
  my $text = '';
  sysread $file->{in}, $text, $end - $begin;
  return $text;
}

# Two lines between which `at` lies: where the last one before it begins, and the first one that is not, as far as was looked.
sub around {
  my ($file, $at) = @_;
  my ($low, $high) = (0, $file->{size});
  while ($high - $low > 65_536) {
    my $middle = int(($low + $high) / 2);
    my $text = part($file, $middle, $middle + 32_768);
    my ($found) = $text =~ /\n$prefix/ or last;
    my $place = $middle + $-[0] + 1;
    last if $place >= $high;
    if ($found ge $at) { $high = $place } else { $low = $place }
  }
  return ($low, $high);
}

# The whole lines of a piece that ends, or begins, at a place; and where the next piece does.
sub lines_before {
  my ($file, $end) = @_;
  my $begin = $end > $chunk ? $end - $chunk : 0;
  my $text = part($file, $begin, $end);
  if ($begin > 0) {
    my $cut = index $text, "\n";
    return ('', $begin, $begin) if $cut < 0;
    my $whole = $cut + 1;
    # A piece of a line may come first; what follows the end of a line is the beginning of one.
    pos($text) = $whole;
    $whole = pos $text if $text =~ /\G(?:.*\n)*?\S+ (?:stdout|stderr) F .*\n/g && pos($text) < length $text;
    $begin += $whole;
    $text = substr $text, $whole;
  }
  return ($text, $begin, $begin);
}
sub lines_after {
  my ($file, $begin) = @_;
  my $end = $begin + $chunk < $file->{size} ? $begin + $chunk : $file->{size};
  my $text = part($file, $begin, $end);
  my $cut = rindex $text, "\n";
  return ('', $begin, $end) if $cut < 0;
  $text = substr $text, 0, $cut + 1;
  # A piece of a line goes with the rest of it, where that is already there.
  if ($end < $file->{size} && $text =~ /\A((?:.*\n)*\S+ (?:stdout|stderr) F .*\n)/) { $text = $1 }
  return ($text, $begin, $begin + length $text);
}

1;
