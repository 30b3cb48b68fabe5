package Faimi::Nginx;

# An nginx process of a test's own, below a folder of its own (conf/, logs/,
# html/).  It is told apart by its pid alone, and each wait is bounded.

use v5.36;

use Errno qw(ESRCH);
use File::Path qw(make_path);
use File::Spec;
use POSIX qw(WNOHANG);
use Time::HiRes qw(sleep time);

use Faimi::Environment ();


# new(root => folder, binary => command)
sub new ($class, %option)
{
    my $root = File::Spec->rel2abs($option{root});

    return bless {
        root   => $root,
        binary => $option{binary} // binary(),
        conf   => "$root/conf/nginx.conf",
        pid    => "$root/logs/nginx.pid",
        error  => "$root/logs/error.log",
        access => "$root/logs/access.log",
        mark   => 0,
    }, $class;
}


sub binary
{
    return $ENV{TEST_NGINX_BINARY};
}


# The modules that a configuration has to load, as directives.
sub load_modules (@modules)
{
    @modules = split ' ', $ENV{TEST_NGINX_LOAD_MODULES} if !@modules;

    return join '', map { "load_module $_;\n" } @modules;
}


# Directives that keep what NGINX writes aside below a folder.
sub temp_paths ($root)
{
    return join '', map { "${_}_temp_path  $root/${_}_temp;\n" }
                    qw(client_body proxy fastcgi uwsgi scgi);
}


# As 1022001; 0 if there is no such program.
sub version ($binary = binary())
{
    my $text = qx($binary -v 2>&1) // '';
    my @part = $text =~ m{nginx/(\d+)\.(\d+)\.(\d+)} or return 0;

    return $part[0] * 1_000_000 + $part[1] * 1000 + $part[2];
}


sub root   ($self) { return $self->{root} }
sub stderr ($self) { return $self->{stderr} }


# Runs "nginx -c conf"; returns its exit status.  -e keeps in error.log, too,
# what is said before the configuration is read; Debian's build has it on
# standard error alone.
sub start ($self, $conf, @arguments)
{
    my $root = $self->{root};

    make_path("$root/conf", "$root/logs", "$root/html");
    write_file($self->{conf}, $conf);
    $self->{mark} = -s $self->{error} // 0;

    system "$self->{binary} -p $root/ -c $self->{conf} -e logs/error.log"
           . " @arguments > $root/logs/stdout 2> $root/logs/stderr";

    my $status = $?;
    $self->{stderr} = read_file("$root/logs/stderr");

    return $status & 127 ? 128 + ($status & 127) : $status >> 8;
}


# The master's pid (or the only process's); 0 if it does not run.
sub pid ($self)
{
    my ($pid) = (read_file($self->{pid}) // '') =~ /^(\d+)/;

    return $pid && running($pid) ? $pid : 0;
}


# The workers' pids: the master's children that are not on their way out.
sub workers ($self)
{
    my $master = $self->pid or return;
    my @children;

    for my $stat (glob '/proc/[0-9]*/stat') {
        my $text = read_file($stat) // next;
        my ($pid, $state, $parent)
            = $text =~ /^(\d+) \(.*\) (\S) (\d+) /s or next;

        next if $parent != $master || $state eq 'Z';

        my $title = read_file("/proc/$pid/cmdline") // '';
        push @children, $pid if $title =~ /worker process(?! is shut)/;
    }

    @children = sort { $a <=> $b } @children;

    return @children;
}


sub signal ($self, $signal)
{
    my $pid = $self->pid or return 0;

    return kill $signal, $pid;
}


# Ends it: gracefully, then quickly, then by force; 5 s at most each.
sub stop ($self, @signals)
{
    my $pid = $self->pid or return 1;

    for my $signal (@signals ? @signals : 'QUIT', 'TERM', 'KILL') {
        kill $signal, $pid;
        return 1 if wait_until(sub { !running($pid) }, 5);
    }

    return 0;
}


# The error log's text since the last mark.
sub log ($self)
{
    open my $in, '<:raw', $self->{error} or return '';
    seek $in, $self->{mark}, 0;

    return do { local $/; <$in> } // '';
}


# What follows is after this text, which log() gave; without it, after all.
sub mark_log ($self, $text = undef)
{
    $self->{mark} = defined $text ? $self->{mark} + length $text
                                  : -s $self->{error} // 0;

    return;
}


# ------------------------------------------------------------------- helpers

sub running ($pid)
{
    waitpid $pid, WNOHANG;

    return 0 if !kill(0, $pid) && $! == ESRCH;

    # A dead process whose parent does not care is still in the table.
    my $stat = read_file("/proc/$pid/stat") // return 0;

    return $stat !~ /^\d+ \(.*\) Z/s;
}


# Waits until the code returns something true, which it returns.
sub wait_until ($code, $seconds = 5, $step = 0.005)
{
    my $end = time + $seconds;

    while (1) {
        my $result = $code->();

        return $result if $result || time > $end;
        sleep $step;
    }
}


sub read_file ($path)
{
    open my $in, '<:raw', $path or return undef;

    return do { local $/; <$in> } // '';
}


sub write_file ($path, $text)
{
    open my $out, '>:raw', $path or die "$path: $!\n";
    print {$out} $text;
    close $out or die "$path: $!\n";

    return;
}

1;
