# What a container wrote, as it may be shown and searched. All of it is bytes.
package LogText;
use strict;
use warnings;
use Exporter qw(import);
our @EXPORT = qw(clean plain bare joined escaped finder);

my $sgr = qr/\e\[[0-9;:]*m/;
my $sequence = qr/\e(?:\[[0-9;:?<=>]*[ -\/]*[@-~]|\][^\a\e\n]*(?:\a|\e\\)?|[^\[\]\n])/;
my $utf8 = qr/[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}/;

# Text as it may be shown: UTF-8, of all control characters tabs and the sequences that colour.
sub clean {
  my ($text) = @_;
  if ($text =~ /[\x00-\x08\x0a-\x1f\x7f]/) {
    $text =~ s/($sequence)/my $found = $1; $found =~ m{\A$sgr\z} ? $found : ''/ge;
    $text =~ s/\e(?!\[[0-9;:]*m)//g;
    $text =~ tr/\x00-\x08\x0a-\x1a\x1c-\x1f\x7f//d;
  }
  if ($text =~ /[\x80-\xff]/) {
    $text =~ s/((?:$utf8)+)|(.)/defined $1 ? $1 : "\xef\xbf\xbd"/gse;
    # Those of the second hundred, and those that turn the direction of what follows.
    $text =~ s/\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]//g;
  }
  return $text;
}

sub plain {
  my ($text) = @_;
  $text =~ s/$sgr//g;
  return $text;
}

# As a string of JSON holds it, without its quotes; of control characters there are tabs and escapes alone.
sub escaped {
  my ($text) = @_;
  $text =~ s/(["\\])/\\$1/g;
  $text =~ s/\t/\\t/g;
  $text =~ s/\e/\\u001b/g;
  return $text;
}

# Says whether a text has what is searched for, upper or lower case alike. Nothing in it is a pattern.
sub finder {
  my ($search) = @_;
  if ($search =~ /\A[\x00-\x7f]+\z/) {
    my $wanted = lc $search;
    return sub { index(lc $_[0], $wanted) >= 0 };
  }
  my $characters = $search;
  utf8::decode($characters);
  my $wanted = join '', map {
    my %forms = map { my $form = $_; utf8::encode($form); ($form => 1) } grep { length == 1 } $_, lc, uc;
    '(?:' . join('|', map { quotemeta } sort keys %forms) . ')'
  } split //, $characters;
  return sub { $_[0] =~ /$wanted/ };
}

# Lines of a file without what stands between the halves of one.
sub joined {
  my ($text) = @_;
  $text =~ s/(^\S+ (?:stdout|stderr) P .*)\n\S+ (?:stdout|stderr) [FP] /$1/mg if $text =~ /^\S+ (?:stdout|stderr) P /m;
  return $text;
}

# As it is searched, in one go: without what no reader sees.
sub bare {
  my ($text) = @_;
  return $text unless $text =~ /[\x00-\x08\x0b-\x1f\x7f]/;
  $text =~ s/$sequence//g;
  $text =~ tr/\x00-\x08\x0b-\x1f\x7f//d;
  return $text;
}

1;
