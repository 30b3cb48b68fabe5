# `prove -r t` needs no options: each test finds its libraries by itself, and a
# suite settles its environment before it loads Test::Nginx::Socket.

use v5.36;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;

use Faimi::Nginx;

for my $path (glob 't/*.t t/*/*.t t/*/*/*.t') {
    my $text = Faimi::Nginx::read_file($path);

    like($text, qr/^use lib .*^use Faimi::/ms, "$path: use lib")
        if $text =~ /^use Faimi::/m;

    like($text, qr/^use Faimi::(?:Blocks|Suite);\n.*?^use Test::Nginx::/ms,
         "$path: the environment is settled first")
        if $text =~ /^use Test::Nginx::/m;
}

done_testing();
