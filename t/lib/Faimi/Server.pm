package Faimi::Server;

# NGINX with our module and a scratch copy of a site that a test may edit:
#
#   my $server = Faimi::Server->start(
#       site    => 'content',          # copied; without it the site is empty
#       files   => { 'index.md' => "Hello\n" },
#       workers => 4,
#       options => 'zone=8m',          # of faimi_site
#   );
#   is($server->get('/')->status, 200);
#   $server->write('index.md', "Bye\n");
#
# It listens on a free port of the loopback, ends with the object, and a test
# that is ended by a signal ends it too.

use v5.36;

use Exporter 'import';
use File::Copy qw(copy);
use File::Find qw(find);
use File::Path qw(make_path remove_tree);
use File::Spec;
use File::Temp qw(tempdir);
use JSON::PP;
use Scalar::Util qw(refaddr weaken);
use Test::More;
use Time::HiRes qw(sleep time);

use Faimi::Environment qw(need_module);
use Faimi::Http qw(free_port);
use Faimi::Nginx;

our @EXPORT_OK = qw(need_module wait_until);

$SIG{$_} //= sub { exit 1 } for qw(INT TERM HUP);

my %running;    # by address, not counted as references


# An object that a named function of the test refers to lives until the parts
# of it go in any order: then it is too late to end NGINX.
END {
    my $status = $?;

    $_->end for grep { defined } values %running;
    $? = $status if !$?;
}


# wait_until(CODE, SECONDS): what the code returned at last.
sub wait_until ($code, $seconds = 5, $step = 0.005)
{
    return Faimi::Nginx::wait_until($code, $seconds, $step);
}


# Options beside those above: main, http, server (directives for that context),
# location (for `location /`), listen (parameters of that directive), level (of
# the error log), port, module (another one than the environment's).
sub start ($class, %option)
{
    my $self = $class->new(%option);

    $self->nginx->start($self->configuration) == 0
        or die 'nginx does not start: ' . $self->nginx->stderr;

    wait_until(sub { $self->workers == ($self->{workers} // 1) }, 10)
        or die "nginx's workers do not start\n" . $self->log;

    return $self;
}


# The same, but NGINX does not run yet.
sub new ($class, %option)
{
    my $root = tempdir('faimi-XXXXXX', TMPDIR => 1, CLEANUP => 1);

    # A worker that is another user has to get in.
    chmod 0755, $root;

    my $self = bless {
        %option,
        owner => $$,
        root  => $root,
        port  => $option{port} // free_port(),
        nginx => Faimi::Nginx->new(root => "$root/nginx"),
    }, $class;

    weaken($running{refaddr $self} = $self);

    make_path($self->path);
    copy_tree($option{site}, $self->path) if defined $option{site};

    my $files = $option{files} // {};
    $self->write($_, $files->{$_}) for sort keys %$files;

    return $self;
}


sub nginx ($self) { return $self->{nginx} }
sub port  ($self) { return $self->{port} }


# ------------------------------------------------------------------ requests

# One request on a connection of its own; options as Faimi::Http's get().
sub get ($self, $path, %option)
{
    my $http = $self->connect($option{timeout} // 5) or return;

    return $http->get($path, %option,
                      headers => { Connection => 'close',
                                   ($option{headers} // {})->%* });
}


# A connection that stays open.
sub connect ($self, $timeout = 5)
{
    return Faimi::Http->connect($self->port, $timeout);
}


# The status page as data, after a check of the zone.
sub status ($self)
{
    my $answer = $self->get('/faimi-status?format=json&check=zone') or return;

    return decode_json($answer->body);
}


# ------------------------------------------------------------------ the site

# The absolute path of a file of the site.
sub path ($self, $file = '')
{
    return "$self->{root}/site" . (length $file ? "/$file" : '');
}


# Writes a file in place; its folders are made.
sub write ($self, $file, $text)
{
    my $path = $self->path($file);

    make_path($path =~ s{/[^/]*\z}{}r);
    Faimi::Nginx::write_file($path, $text);

    return;
}


# Writes beside it and renames, as editors do that care.
sub replace ($self, $file, $text)
{
    my $path = $self->path($file);
    my $new  = $path =~ s{([^/]*)\z}{.$1.new}r;

    make_path($path =~ s{/[^/]*\z}{}r);
    Faimi::Nginx::write_file($new, $text);
    rename $new, $path or die "$path: $!\n";

    return;
}


# Writes in pieces, each after a pause; the code runs before each piece.
sub write_slowly ($self, $file, $seconds, $pieces, $code = sub { })
{
    open my $out, '>:raw', $self->path($file) or die "$file: $!\n";
    $out->autoflush(1);

    for my $piece (@$pieces) {
        $code->();
        print {$out} $piece;
        sleep $seconds;
    }

    close $out or die "$file: $!\n";

    return;
}


sub read ($self, $file)
{
    return Faimi::Nginx::read_file($self->path($file));
}


sub remove ($self, $file)
{
    remove_tree($self->path($file));

    return;
}


sub move ($self, $from, $to)
{
    rename $self->path($from), $self->path($to) or die "$from: $!\n";

    return;
}


# ----------------------------------------------------------------- processes

sub workers ($self)
{
    return $self->nginx->workers;
}


# A new configuration (options as for start); waits until only new workers
# take requests.  False if that did not happen within 10 s.
sub reload ($self, %option)
{
    my %old = map { $_ => 1 } $self->workers;

    $self->{$_} = $option{$_} for keys %option;
    Faimi::Nginx::write_file($self->nginx->root . '/conf/nginx.conf',
                             $self->configuration);
    $self->nginx->signal('HUP');

    return wait_until(sub {
        my @now = $self->workers;

        return @now == ($self->{workers} // 1) && !grep { $old{$_} } @now;
    }, 10);
}


# kill -9, then waits for as many workers as before.
sub kill_workers ($self, @pids)
{
    my %old = map { $_ => 1 } $self->workers;

    @pids = keys %old if !@pids;
    kill 'KILL', @pids;
    delete @old{@pids};

    return wait_until(sub {
        my @now = $self->workers;

        return @now == keys(%old) + @pids && !grep {
            my $pid = $_;
            grep { $_ == $pid } @pids;
        } @now;
    }, 10);
}


# Kilobytes of memory that a process has to itself.
sub private_memory ($self, $pid)
{
    my $text = Faimi::Nginx::read_file("/proc/$pid/smaps_rollup") // return 0;
    my $sum  = 0;

    $sum += $1 while $text =~ /^Private_\w+:\s+(\d+) kB/mg;

    return $sum;
}


sub stop ($self, @signals)
{
    return $self->nginx->stop(@signals);
}


sub DESTROY ($self)
{
    $self->end;

    return;
}


# Ends NGINX, once, and tells what went wrong.
sub end ($self)
{
    return if $self->{owner} != $$ || $self->{ended}++;

    local ($?, $@, $!);
    delete $running{refaddr $self};
    my $log = $self->nginx->log;

    $self->stop('QUIT', 'TERM', 'KILL');
    fail('no sanitizer has complained') if $log =~ /Sanitizer|runtime error:/;

    if (!Test::More->builder->is_passing) {
        my @lines = split /^/, $log =~ s/^.*\[debug\].*\n//mgr;

        splice @lines, 0, -20;
        diag("the error log ends:\n", @lines);
    }

    return;
}


# ---------------------------------------------------------------------- logs

# The error log since the start, or since the last call of mark_log().
sub log ($self)
{
    return $self->nginx->log;
}


sub mark_log ($self)
{
    return $self->nginx->mark_log;
}


# Whether a line appears within the time.
sub log_has ($self, $pattern, $seconds = 2)
{
    return wait_until(sub { $self->log =~ $pattern }, $seconds);
}


# ------------------------------------------------------------------- helpers

sub configuration ($self)
{
    my $root    = $self->nginx->root;
    my $modules = Faimi::Nginx::load_modules($self->{module} // ());
    my $temps   = Faimi::Nginx::temp_paths($root);
    my $user    = $> == 0 ? 'user root;' : '';
    my $workers = $self->{workers} // 1;
    my $level   = $self->{level} // 'info';
    my $options = $self->{options} // 'zone=8m';
    my $site    = $self->path;
    my %more    = map { $_ => $self->{$_} // '' }
                      qw(main http listen server location);

    return <<"END";
daemon            on;
worker_processes  $workers;
error_log         $root/logs/error.log $level;
pid               $root/logs/nginx.pid;
$user
$modules
$more{main}

events {
    worker_connections  256;
}

http {
    access_log    off;
    default_type  application/octet-stream;
    $temps

    faimi_site  test  $site  $options;
$more{http}

    server {
        listen  127.0.0.1:$self->{port} $more{listen};
$more{server}

        location / {
            faimi test;
$more{location}
        }

        location = /faimi-status {
            faimi_status test;
        }
    }
}
END
}


sub copy_tree ($from, $to)
{
    $from = File::Spec->rel2abs($from);

    find({ no_chdir => 1, wanted => sub {
        my $path = $to . substr $_, length $from;

        if (-l) {
            symlink readlink, $path;
        } elsif (-d) {
            make_path($path);
        } else {
            copy($_, $path) or die "$path: $!\n";
        }
    } }, $from);

    return;
}

1;
