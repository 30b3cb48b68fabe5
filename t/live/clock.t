# What is dated ahead is published when its time has come, without an edit.

use v5.36;
use lib 't/lib';
use Test::More;
use POSIX qw(strftime);
use Time::HiRes qw(sleep time);
use Faimi::Live;

my ($server, $when);

# As soon as the machine lets NGINX start in half of the time.
for my $margin (3, 10, 30) {
    $when   = time + $margin;
    $server = server($when);
    last if time < $when - $margin / 2;
}

visible($server, 'dated ahead', '/ahead/', 404);
visible($server, 'the list without it', '/list.txt', 200, qr{^\[/past/\]$});
visible($server, 'a post of the past', '/past/', 200, qr/BODY-PAST/);

cmp_ok(time, '<', $when, 'its time has not come yet');
sleep $when - time if $when > time;

eventually($server, 'when its time has come', 1.5, '/ahead/', 200,
           qr/BODY-AHEAD/);
eventually($server, 'the list, too', 1, '/list.txt', 200, qr{/ahead/});

done_testing();


sub server ($when)
{
    my $date = strftime('%Y-%m-%d %H:%M:%S +0000', gmtime $when);

    return live(files => {
        '_posts/2020-01-01-ahead.md'
            => "---\npermalink: /ahead/\ndate: $date\n---\nBODY-AHEAD\n",
        '_posts/2020-01-01-past.md'
            => "---\npermalink: /past/\n---\nBODY-PAST\n",
        'list.txt'
            => "---\nlayout: none\n---\n"
               . "{% for p in site.posts %}[{{ p.url }}]{% endfor %}\n",
    });
}
