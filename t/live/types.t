# Media types of pages: what NGINX's own table says of the file that Jekyll
# would write, with the charset where it is text.

use v5.36;
use lib 't/lib';
use Test::More;
use Faimi::Live;

my ($mime) = grep { -f } '/etc/nginx/mime.types',
                         '/usr/share/nginx/conf/mime.types';

plan(skip_all => 'there is no table of types') if !$mime;

my %types;
my $table = Faimi::Nginx::read_file($mime);

while ($table =~ /^\s*([\w.+-]+\/[\w.+-]+)\s+([^;]+);/mg) {
    my ($type, $endings) = ($1, $2);

    $types{$_} = $type for split ' ', $endings;
}

# Those that sites are written in; .js is text by RFC 9239.
my @endings = qw(html htm css xml txt json svg atom rss js);

my $server = live(
    workers => 1,
    files   => { map { +"a.$_" => "---\nlayout: none\n---\nx\n" } @endings },
);

for my $ending (@endings) {
    my $answer = $server->get("/a.$ending");
    my $type   = $answer->header('content-type') // '';
    my $wanted = $types{$ending} // 'text/plain';

    $wanted = '(?:application|text)/javascript' if $ending eq 'js';
    $wanted = '(?:application|text)/xml' if $ending eq 'xml';

    like($type, qr{^\Q$wanted\E(?:;|$)|^$wanted(?:;|$)}, ".$ending: $type");
    like($type, qr/; charset=utf-8$/, ".$ending: is UTF-8")
        if $type =~ m{^text/};
}

done_testing();
