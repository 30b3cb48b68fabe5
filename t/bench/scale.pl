#!/usr/bin/env perl

# scale.pl FAIMI: how the module's times and its memory grow with the site.
# For each size a site is made (site.pl) and served by one worker: from the
# start of NGINX to the first answer; the worker's memory; from the close of an
# edited file to the answer that shows it, and the processor time that the
# worker takes for it.  Then `faimi build`, and Jekyll's build of the same site
# if it is installed.  At last `faimi build` of sites whose layout looks at all
# pages (languages.pl): the processor time for each page, and how many times as
# much it is in the larger site.
#
# In the environment: SIZES, EDITS (medians of so many), JEKYLL=0 to leave it
# out, JEKYLL_SECONDS that it may take, LANGUAGES (the sizes of the last part).

use v5.36;
use FindBin;
use lib "$FindBin::Bin/../lib";

use File::Temp qw(tempdir);
use List::Util qw(max sum);
use POSIX ();
use Time::HiRes qw(sleep time);

use Faimi::Http qw(free_port);
use Faimi::Nginx;

my @SIZES   = split ' ', $ENV{SIZES} // '100 1000 10000';
my @PAGES   = split ' ', $ENV{LANGUAGES} // '500 5000';
my $EDITS   = $ENV{EDITS}          // 9;
my $SECONDS = $ENV{JEKYLL_SECONDS} // 1800;
my $FAIMI   = shift @ARGV // die "usage: scale.pl FAIMI\n";
my $JEKYLL  = ($ENV{JEKYLL} // 1) && qx(command -v jekyll 2> /dev/null);

# What is printed, in this order; the times in milliseconds.
my @ROWS = (
    ['start',      'start to the first answer, ms'],
    ['pss',        'memory of a worker, PSS, MB'],
    ['private',    'memory of a worker, private, MB'],
    ['body',       'a body edited, to its page, ms'],
    ['body_cpu',   '  processor time of it, ms'],
    ['title',      'a title edited, to the listing, ms'],
    ['title_cpu',  '  processor time of it, ms'],
    ['build',      'faimi build, ms'],
    ['jekyll',     'jekyll build, ms'],
    ['ratio',      '  times as long'],
);

my ($nginx, $jekyll);

$SIG{INT} = $SIG{TERM} = sub { exit 1 };

my @results = map { measure($_) } @SIZES;

report();
report_pages();


END {
    local $?;
    $nginx->stop('TERM') if $nginx;
    kill 'KILL', $jekyll if $jekyll;
}


sub measure ($size)
{
    my $root = tempdir('faimi-scale-XXXXXX', TMPDIR => 1, CLEANUP => 1);
    my $site = "$root/site";
    my %result;

    chmod 0755, $root;
    say STDERR "# $size documents";
    run($^X, "$FindBin::Bin/site.pl", $size, $site);

    serve($root, $site, \%result);
    $result{build} = run($FAIMI, 'build', $site, "$root/faimi");

    if ($JEKYLL) {
        $result{jekyll} = build_jekyll($root, $site);
        $result{ratio}  = $result{jekyll} / $result{build}
            if defined $result{jekyll};
    }

    return \%result;
}


# Milliseconds of processor time per page that `faimi build` takes in its own
# code for a site in ten languages, without the system's for writing files.
# Small sites are built more often: a clock's tick is as long as 100 pages.
sub per_page ($size)
{
    my $root  = tempdir('faimi-scale-XXXXXX', TMPDIR => 1, CLEANUP => 1);
    my $turns = int max(@PAGES) / $size;

    say STDERR "# $size pages in ten languages";
    run($^X, "$FindBin::Bin/languages.pl", $size, "$root/site");

    my $before = (POSIX::times())[3];
    run($FAIMI, 'build', "$root/site", "$root/built") for 1 .. $turns;
    my $ticks = (POSIX::times())[3] - $before;

    return 1000 * $ticks / POSIX::sysconf(POSIX::_SC_CLK_TCK())
           / ($turns * $size);
}


# Milliseconds that a program took.
sub run (@command)
{
    my $begun = time;

    system(@command) == 0 or die "@command: failed\n";

    return 1000 * (time - $begun);
}


# The same, if it ends in time.
sub build_jekyll ($root, $site)
{
    my $begun = time;

    $jekyll = fork // die "fork: $!\n";

    if (!$jekyll) {
        open STDOUT, '>', "$root/jekyll.log";
        open STDERR, '>&', \*STDOUT;
        exec 'jekyll', 'build', '--source', $site, '--destination',
             "$root/jekyll", '--disable-disk-cache';
        exit 1;
    }

    my $ended = Faimi::Nginx::wait_until(sub {
        waitpid($jekyll, POSIX::WNOHANG()) == $jekyll
    }, $SECONDS, 0.01);
    my $took = 1000 * (time - $begun);

    if (!$ended) {
        say STDERR "# jekyll: not done after $SECONDS s";
        return undef;
    }

    undef $jekyll;
    die "jekyll: " . Faimi::Nginx::read_file("$root/jekyll.log") if $?;

    return $took;
}


# ------------------------------------------------------------------- serving

sub serve ($root, $site, $result)
{
    my $port = free_port();

    $nginx = Faimi::Nginx->new(root => $root);

    my $begun = time;
    $nginx->start(configuration($root, $site, $port)) == 0
        or die $nginx->stderr;

    my $http = Faimi::Http->connect($port, 60) or die "no server\n";
    ask($http, '/blog.html');
    $result->{start} = 1000 * (time - $begun);

    my ($worker) = $nginx->workers;
    memory($worker, $result);

    # past the two seconds that young files are left alone
    sleep 2.2;

    my @edits = edits($site);

    for my $what (qw(body title)) {
        edit($http, $worker, $what, $_, 1) for @edits[0, 1];

        $result->{$what} = median(map { edit($http, $worker, $what, $_, 0) }
                                  @edits);
        $result->{"${what}_cpu"}
            = median(map { edit($http, $worker, $what, $_, 1) } @edits);
    }

    $nginx->stop('TERM');
    undef $nginx;

    return;
}


sub memory ($pid, $result)
{
    my $text = Faimi::Nginx::read_file("/proc/$pid/smaps_rollup") // '';
    my %kb   = $text =~ /^(\w+):\s+(\d+) kB/mg;

    $result->{pss}     = ($kb{Pss} // 0) / 1024;
    $result->{private} = (($kb{Private_Dirty} // 0)
                          + ($kb{Private_Clean} // 0)) / 1024;

    return;
}


sub ask ($http, $path)
{
    my $answer = $http->get($path);

    die "$path: " . ($answer ? $answer->status : 'no answer') . "\n"
        if !$answer || $answer->status != 200;

    return $answer->body;
}


# Posts to be edited: file and URL, evenly over all.
sub edits ($site)
{
    my @posts = sort glob "$site/_posts/*.md";
    my @edits;

    for my $i (0 .. $EDITS - 1) {
        my $file = $posts[int($i * @posts / $EDITS)];
        my ($year, $month, $name) = $file =~ /(\d+)-(\d+)-\d+-([^\/]+)\.md$/;

        push @edits, { file => $file, url => "/$year/$month/$name/" };
    }

    return @edits;
}


# One edit: milliseconds until it is shown; or, with `cpu`, what the worker
# takes for it, while nothing is asked of it but the page itself.
sub edit ($http, $worker, $what, $post, $cpu)
{
    state $n = 0;

    my $mark = 'edit' . ++$n;
    my $url  = $what eq 'body' ? $post->{url} : '/blog.html';
    my $text = Faimi::Nginx::read_file($post->{file});

    if ($what eq 'body') {
        $text .= "\n$mark\n";

    } else {
        $text =~ s/^title:.*/title: $mark/m;
    }

    ask($http, $url);
    sleep 0.02;

    my $before = cpu($worker);
    my $begun  = time;

    Faimi::Nginx::write_file($post->{file}, $text);
    sleep 0.2 if $cpu;

    while (index(ask($http, $url), $mark) < 0) {
        die "$post->{file}: the edit is not shown\n" if time > $begun + 10;
        sleep 0.001;
    }

    return $cpu ? cpu($worker) - $before : 1000 * (time - $begun);
}


# Milliseconds of processor time that a process has taken.
sub cpu ($pid)
{
    my ($ran) = split ' ', Faimi::Nginx::read_file("/proc/$pid/schedstat");

    return $ran / 1e6;
}


sub median (@values)
{
    @values = sort { $a <=> $b } @values;

    return sum(@values[$#values / 2, @values / 2]) / 2;
}


# -------------------------------------------------------------------- report

sub report
{
    printf "%-38s" . '%10s' x @SIZES . "   growth\n", 'documents', @SIZES;

    for my $row (@ROWS) {
        my ($key, $name) = @$row;
        my @values = map { $_->{$key} } @results;

        next if !grep { defined } @values;
        printf "%-38s%s  %s\n", $name,
               join('', map { sprintf '%10s', number($_) } @values),
               join('', map { growth(@values[$_ - 1, $_]) } 1 .. $#values);
    }

    return;
}


sub report_pages
{
    my @times = map { per_page($_) } @PAGES;

    printf "\n%-38s" . '%10s' x @PAGES . "   growth\n",
           'pages in ten languages', @PAGES;
    printf "%-38s%s  %s\n", 'faimi build, processor time a page, ms',
           join('', map { sprintf '%10.3f', $_ } @times),
           join('', map { growth(@times[$_ - 1, $_]) } 1 .. $#times);

    return;
}


sub number ($value)
{
    return !defined $value ? '-' : sprintf $value < 100 ? '%.2f' : '%.0f',
                                           $value;
}


sub growth ($from, $to)
{
    return defined $from && defined $to && $from > 0
           ? sprintf(' x%.1f', $to / $from) : ' -';
}


sub configuration ($root, $site, $port)
{
    my $modules = Faimi::Nginx::load_modules();
    my $temps   = Faimi::Nginx::temp_paths($root);
    my $user    = $> == 0 ? 'user root;' : '';

    return <<"END";
$user
$modules
worker_processes  1;
pid               $root/logs/nginx.pid;
error_log         $root/logs/error.log warn;

events {
    worker_connections  256;
}

http {
    access_log          off;
    keepalive_requests  1000000000;
    keepalive_timeout   600s;
    $temps

    faimi_site  scale  $site  zone=256m;

    server {
        listen  127.0.0.1:$port;
        location / { faimi scale; }
    }
}
END
}
