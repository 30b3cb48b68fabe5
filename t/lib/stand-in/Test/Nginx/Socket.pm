package Test::Nginx::Socket;

# A small stand-in for OpenResty's module of this name, which Debian does not
# package: of its sections and functions those that our suites use, with the
# meaning they have there, so that `prove -r t` also runs with the real one.
# The table %SECTIONS is the list; a name that is not in it ends the run.
#
# What it does beyond the real one: a block also fails where the error log has
# an [alert], a [crit], an [emerg] or a sanitizer's report that it does not
# expect; what the real one would pass over ends the run: a list without an
# element for each request, a header twice, a line before the first file; and
# TEST_NGINX_RANDOMIZE's folders stay where something failed.

use v5.36;

use Test::Base -base;

use File::Path qw(make_path remove_tree);
use File::Spec;
use List::Util qw(any shuffle);
use Time::HiRes qw(sleep);

use Faimi::Http qw(free_port);
use Faimi::Nginx;
use Test::Nginx::Request qw(requests);

our @EXPORT = qw(
    add_block_preprocessor add_cleanup_handler add_response_body_check
    bail_out check_accum_error_log env_to_nginx html_dir is_str log_level
    master_off master_on no_long_string no_root_location no_shuffle
    repeat_each run_tests server_name server_port server_root timeout use_hup
    worker_connections workers
);

my %SECTIONS = map { $_ => 1 } qw(
    name description ONLY SKIP LAST
    main_config http_config config post_main_config server_name log_level
    user_files init must_die reload_fails
    request raw_request pipelined_requests more_headers timeout abort shutdown
    wait raw_request_middle_delay
    error_code error_code_like
    response_headers response_headers_like
    raw_response_headers_like raw_response_headers_unlike
    response_body response_body_like response_body_unlike
    response_body_filters ignore_response
    error_log no_error_log grep_error_log grep_error_log_out
    access_log no_access_log
    skip_nginx skip_eval
);

my %set = (
    repeat_each        => 1,
    workers            => 1,
    worker_connections => 64,
    timeout            => $ENV{TEST_NGINX_TIMEOUT} // 3,
    server_name        => 'localhost',
    log_level          => $ENV{TEST_NGINX_LOG_LEVEL} // 'debug',
    server_port        => $ENV{TEST_NGINX_SERVER_PORT}
                          // $ENV{TEST_NGINX_PORT} // 1984,
    master             => $ENV{TEST_NGINX_MASTER_PROCESS} // 'off',
    shuffle            => !$ENV{TEST_NGINX_NO_SHUFFLE},
    hup                => $ENV{TEST_NGINX_USE_HUP},
    root_location      => 1,
    accumulate         => 0,
);

if ($ENV{TEST_NGINX_RANDOMIZE}) {
    $set{server_port} = free_port();
}

my $root = File::Spec->rel2abs(
    $ENV{TEST_NGINX_RANDOMIZE} ? "t/servroot_$set{server_port}"
                               : $ENV{TEST_NGINX_SERVROOT} // 't/servroot');

$ENV{TEST_NGINX_SERVER_ROOT} = $root;

my $nginx = Faimi::Nginx->new(root => $root);
my (@preprocessors, @cleanups, @body_checks, @environment);
my ($last_config, $hup_round);


# ------------------------------------------------------------------ settings

for my $name (qw(repeat_each workers worker_connections timeout server_name
                 log_level server_port))
{
    no strict 'refs';
    *$name = sub { $set{$name} = shift if @_; return $set{$name} };
}

sub master_on             { return $set{master} = 'on' }
sub master_off            { return $set{master} = 'off' }
sub no_shuffle            { return $set{shuffle} = 0 }
sub use_hup               { return $set{hup} = 1 }
sub no_root_location      { return $set{root_location} = 0 }
sub check_accum_error_log { return $set{accumulate} = 1 }
sub no_long_string        { return }
sub server_root           { return $root }
sub html_dir              { return "$root/html" }

sub env_to_nginx            { return push @environment, @_ }
sub add_block_preprocessor :prototype(&) { return unshift @preprocessors, @_ }
sub add_cleanup_handler     { return unshift @cleanups, @_ }
sub add_response_body_check { return push @body_checks, @_ }


sub bail_out
{
    cleanup();
    Test::More::BAIL_OUT(@_);
}


sub is_str ($got, $expected, $name)
{
    return ref $expected ? like($got, $expected, $name)
                         : is($got, $expected, $name);
}


# ------------------------------------------------------------------- the run

sub run_tests
{
    my @blocks = Test::Base::blocks();

    $ENV{TEST_NGINX_SERVER_PORT} //= $set{server_port};
    local $SIG{INT}  = sub { exit 130 };
    local $SIG{TERM} = sub { exit 143 };

    for my $block ($set{shuffle} ? shuffle(@blocks) : @blocks) {
        check_sections($block);
        $_->($block) for @preprocessors;
        run_block($block) if !defined $block->SKIP;
    }

    cleanup();

    return;
}


sub check_sections ($block)
{
    for my $name ($block->{_section_order}[0]->@*) {
        bail_out($block->name . " - no section is called $name")
            if !$SECTIONS{$name};
    }

    return;
}


sub run_block ($block)
{
    my $name = $block->name;
    my ($skip, $why) = skipped($block);

    SKIP: {
        skip("$name - $why", $skip * $set{repeat_each}) if $skip;

        return must_die($block) if defined $block->must_die;

        prepare($block) or return;

        if ($block->init) {
            eval $block->init;
            bail_out("$name - init: $@") if $@;
        }

        for my $round (0 .. $set{repeat_each} - 1) {
            write_files($block) if $round > 0;
            run_round($block, $round);
        }
    }

    return;
}


# "count: reason" of skip_nginx and skip_eval.
sub skipped ($block)
{
    if (defined(my $spec = $block->skip_nginx)) {
        my ($count, $op, @version)
            = $spec =~ /^\s*(\d+)\s*:\s*([<>]=?)\s*(\d+)\.(\d+)\.(\d+)/
              or bail_out($block->name . " - bad skip_nginx: $spec");

        my $order = Faimi::Nginx::version()
                    <=> $version[0] * 1_000_000 + $version[1] * 1000
                        + $version[2];
        my $true = $op =~ /</ ? $order < 0 : $order > 0;

        return ($count, "nginx is $op " . join '.', @version)
            if $true || ($op =~ /=/ && $order == 0);
    }

    if (defined(my $spec = $block->skip_eval)) {
        my ($count, $code) = $spec =~ /^\s*(\d+)\s*:\s*(.*)/s
                             or bail_out($block->name . ' - bad skip_eval');
        my $true = eval $code;

        bail_out($block->name . " - skip_eval: $@") if $@;
        return ($count, 'skip_eval') if $true;
    }

    return;
}


sub must_die ($block)
{
    my $name     = $block->name;
    my $expected = $block->must_die;

    $nginx->stop;
    undef $last_config if !defined $block->config;
    set_up($block);

    for (1 .. $set{repeat_each}) {
        my $status = $nginx->start(configuration($block));

        if ($expected =~ /^\d+$/) {
            is($status, $expected, "$name - dies with the exit code");

        } else {
            isnt($status, 0, "$name - dies as expected");
        }

        fail("$name - ended by a signal") if $status > 128;
        $nginx->stop if $status == 0;
        check_error_log($block, 0, '[emerg]');
    }

    return;
}


# A server with the block's configuration; false if there is none.
sub prepare ($block)
{
    if ($set{hup} && $nginx->pid) {
        return reload($block);
    }

    $nginx->stop;
    set_up($block);

    # Another process may hold the port for a moment.
    for my $try (1 .. 20) {
        return 1 if $nginx->start(configuration($block)) == 0;
        last if $nginx->stderr !~ /Address already in use/;
        sleep 0.1 * $try;
    }

    fail($block->name . ' - nginx starts');
    diag($nginx->stderr);

    return 0;
}


# The old workers have to be on their way out, and the new ones to answer.
sub reload ($block)
{
    my %old = map { $_ => 1 } $nginx->workers;

    set_up($block);
    $nginx->mark_log;
    Faimi::Nginx::write_file("$root/conf/nginx.conf", configuration($block));
    $nginx->signal('HUP');

    if (defined $block->reload_fails) {
        sleep 0.3;
        return 1;
    }

    return 1 if Faimi::Nginx::wait_until(sub {
        return 0 if any { $old{$_} } $nginx->workers;

        my $http   = Faimi::Http->connect($set{server_port}) or return 0;
        my $answer = $http->get('/ver', headers => { Host => 'Test-Nginx' });

        return $answer && $answer->body eq $hup_round;
    }, 10);

    fail($block->name . ' - nginx reloads');
    diag($nginx->log =~ s/^.*\[(?:debug|info)\].*\n//mgr);

    return 0;
}


sub run_round ($block, $round)
{
    my @requests = requests($block, $set{server_name},
                            sub { bail_out($block->name . " - $_[0]") });
    my $many = @requests > 1 || defined $block->pipelined_requests;
    my $i    = 0;

    for my $request (@requests) {
        my @answers = exchange($block, $request);

        if (defined $block->ignore_response) {
            check_logs($block, $round);
        }

        for my $answer (@answers) {
            check_answer($block, $answer, $i++, $many);
            check_logs($block, $round);
        }
    }

    return;
}


sub check_logs ($block, $round)
{
    sleep $block->wait if $block->wait;
    check_error_log($block, $round);
    check_access_log($block);

    return;
}


# Sends a request (or several in a pipeline) and reads as many answers.
sub exchange ($block, $request)
{
    my $name    = $block->name;
    my $timeout = seconds($block->timeout // $set{timeout});
    my $http    = Faimi::Http->connect($set{server_port}, $timeout);

    if (!$http) {
        fail("$name - connects to port $set{server_port}");
        return (undef) x $request->{heads}->@*;
    }

    my ($first, @more) = $request->{packets}->@*;

    $http->send($first->{value});

    for my $packet (@more) {
        sleep $packet->{delay_before} if $packet->{delay_before};
        last if !$http->send($packet->{value});
    }

    if (defined $block->shutdown) {
        $http->shutdown($block->shutdown =~ /^(\d)/ ? $1 : 1);
    }

    my @answers = defined $block->ignore_response ? ()
        : map { scalar $http->answer($_) } $request->{heads}->@*;
    my $extra = $http->timed_out ? '' : $http->rest;

    check_pipeline($block, $request->{heads}, @answers);

    if ($http->timed_out && !defined $block->abort) {
        fail("$name - the client waited ${timeout}s for an answer");
    }

    diag("$name - bytes after the answer: $extra")
        if length $extra && @answers;

    return @answers;
}


# The real one takes what follows an answer without a body for its body, or
# loses it.
sub check_pipeline ($block, $heads, @answers)
{
    for my $i (0 .. $#answers - 1) {
        bail_out($block->name . ' - HEAD and 304 can only end a pipeline')
            if $heads->[$i] || $answers[$i] && $answers[$i]->status == 304;
    }

    return;
}


# "2", "2s" or "50ms"
sub seconds ($time)
{
    return $time =~ /^\s*([\d.]+)\s*ms\s*$/ ? $1 / 1000
                                            : $time =~ s/s?\s*$//r;
}


# -------------------------------------------------------------------- set-up

# A section that is not there gives an empty list.
sub expand ($block, $text = '')
{
    $text =~ s{\$(TEST_NGINX_[A-Z0-9_]+)}{
        $ENV{$1} // bail_out($block->name . " - no environment $1 defined")
    }ge;

    return $text;
}


# Fresh folders with the block's files.  The pid file and the sockets outlive a
# reload.
sub set_up ($block)
{
    remove_tree("$root/conf", grep { !/\.sock\z/ }
                                   glob "$root/html/{*,.[!.]*}");
    remove_tree("$root/html", "$root/logs") if !$nginx->pid;
    make_path("$root/html", "$root/conf", "$root/logs");

    Faimi::Nginx::write_file("$root/html/index.html",
        '<html><head><title>It works!</title></head>'
        . '<body>It works!</body></html>');

    write_files($block);

    return;
}


# They are written again for each round.
sub write_files ($block)
{
    for my $file (user_files($block)) {
        my ($name, $body, $date) = @$file;
        my $path = File::Spec->rel2abs($name, "$root/html");

        make_path($path =~ s{[^/]*\z}{}r);
        Faimi::Nginx::write_file($path, expand($block, $body));

        if ($date) {
            local $ENV{TZ} = 'GMT';
            system('touch', '-t', $date, $path) == 0
                or bail_out($block->name . " - cannot date $path");
        }
    }

    return;
}


# ">>> name [date]" before each file's text, or [[name, text, date], ...]
sub user_files ($block)
{
    my $files = $block->user_files // return;

    return @$files if ref $files;

    my @files;

    for my $line (split /^/, $files) {
        if ($line =~ /^>>> (\S+)(?: (\d[\d.]+))?$/) {
            push @files, [$1, '', $2];

        } elsif (!@files || $line =~ />>> \S/) {
            bail_out($block->name . " - another line than a file's name: "
                     . $line);

        } else {
            $files[-1][1] .= $line;
        }
    }

    return @files;
}


sub configuration ($block)
{
    my $name        = $block->server_name // $set{server_name};
    my $level       = $block->log_level // $set{log_level};
    my $master      = $set{hup} ? 'on' : $set{master};
    my $user        = $> == 0 ? 'user root;' : '';
    my $environment = join '', map { /\s/ ? "env '$_';\n" : "env $_;\n" }
                               'ASAN_OPTIONS', 'LD_PRELOAD', @environment;
    my $modules = Faimi::Nginx::load_modules();
    my $main    = expand($block, $block->main_config);
    my $http    = expand($block, $block->http_config);
    my $post    = expand($block, $block->post_main_config);
    my $config  = defined $block->config ? expand($block, $block->config)
                                         : $last_config;

    bail_out($block->name . ' - no config section, and none before it')
        if !defined $config;

    $last_config = $config;
    $hup_round++ if $set{hup};

    my $location = $set{root_location}
        ? "location / { root $root/html; index index.html index.htm; }" : '';

    my $version_server = $set{hup} ? <<"END" : '';
    server {
        listen       $set{server_port};
        server_name  Test-Nginx;
        location = /ver { return 200 '$hup_round'; }
    }
END

    return <<"END";
worker_processes  $set{workers};
daemon            on;
master_process    $master;
error_log         $root/logs/error.log $level;
pid               $root/logs/nginx.pid;
$user
$environment
$modules
$main

http {
    access_log    $root/logs/access.log;
    default_type  text/plain;
    keepalive_timeout  68;

$http

    server {
        listen       $set{server_port};
        server_name  '$name';
        client_max_body_size  30M;

$config

        $location
    }
$version_server
}

$post

events {
    accept_mutex        off;
    worker_connections  $set{worker_connections};
}
END
}


# -------------------------------------------------------------------- checks

# The value for answer `i`: where there are many, one for each.
sub at ($block, $section, $i, $many)
{
    my $value = $block->$section;

    if ($many && ref $value ne 'ARRAY') {
        bail_out($block->name . " - $section must be an array, an element"
                 . ' for each request');
    }

    return $value if ref $value ne 'ARRAY';

    bail_out($block->name . " - $section has no element for request $i")
        if $i > $#$value;

    return $value->[$i];
}


sub check_answer ($block, $answer, $i, $many)
{
    my $name = $block->name;
    my $code = $answer ? $answer->status : '';

    if (defined $block->error_code_like) {
        my $pattern = at($block, 'error_code_like', $i, $many);
        like($code, qr/$pattern/sm, "$name - status code");

    } else {
        is($code, defined $block->error_code
                  ? at($block, 'error_code', $i, $many) : 200,
           "$name - status code");
    }

    check_headers($block, $answer, $i, $many);
    check_body($block, $answer, $i, $many);

    if ($answer && $answer->error) {
        fail("$name - " . $answer->error);
    }

    return;
}


sub check_headers ($block, $answer, $i, $many)
{
    my $name = $block->name;
    my $raw  = $answer ? $answer->raw : '';

    if (defined $block->raw_response_headers_like) {
        my $pattern = at($block, 'raw_response_headers_like', $i, $many);
        like($raw, qr/$pattern/s, "$name - raw headers");
    }

    if (defined $block->raw_response_headers_unlike) {
        my $pattern = at($block, 'raw_response_headers_unlike', $i, $many);
        unlike($raw, qr/$pattern/s, "$name - not in the raw headers");
    }

    my $section = defined $block->response_headers
                  ? 'response_headers' : 'response_headers_like';

    return if !defined $block->$section;

    my %seen;

    for (split /\n/, at($block, $section, $i, $many) // '') {
        my ($not, $header, $value) = /^\s*(!?)\s*([^:\s]+)\s*(?::\s*(.*?))?\s*$/
                                     or bail_out("$name - no header: $_");
        my $got = $answer ? $answer->header($header) : undef;

        # The real one would compare an empty value, or the last of them.
        bail_out("$name - $section: $_")
            if $seen{$header}++ || !$not == !defined $value
               || $not && $section ne 'response_headers';

        if ($not) {
            is($got, undef, "$name - no header $header");

        } elsif ($section eq 'response_headers') {
            is($got // '', expand_port($value // ''),
               "$name - header $header");

        } else {
            like($got // '', qr/^$value$/, "$name - header $header");
        }
    }

    return;
}


sub expand_port ($text)
{
    return $text =~ s/\$ServerPort(?:ForClient)?\b/$set{server_port}/gr;
}


sub check_body ($block, $answer, $i, $many)
{
    my $name = $block->name;
    my $body = $answer ? $answer->body : undef;

    $body = filtered($block, $body, $i) if defined $body;

    if (defined $block->response_body) {
        my $expected = at($block, 'response_body', $i, $many);

        is_str($body, ref $expected || !defined $expected
                      ? $expected : expand_port($expected),
               "$name - response body");

    } elsif (defined $block->response_body_like) {
        my $pattern = expand_port(at($block, 'response_body_like', $i, $many));
        like($body, qr/$pattern/s, "$name - response body");

    } elsif (defined $block->response_body_unlike) {
        my $pattern
            = expand_port(at($block, 'response_body_unlike', $i, $many));
        unlike($body, qr/$pattern/s, "$name - not in the response body");
    }

    $_->($block, $body, $i, 0, 0) for @body_checks;

    return;
}


my %FILTERS = (
    uc      => sub { uc $_[0] },
    lc      => sub { lc $_[0] },
    ucfirst => sub { ucfirst $_[0] },
    lcfirst => sub { lcfirst $_[0] },
    length  => sub { length $_[0] },
    md5_hex => sub { require Digest::MD5; Digest::MD5::md5_hex($_[0]) },
    sha1_hex => sub { require Digest::SHA; Digest::SHA::sha1_hex($_[0]) },
);


# Names, a function, an array of them, or an array of such arrays: one for
# each request.
sub filtered ($block, $body, $i)
{
    my $filters = $block->response_body_filters // return $body;

    $filters = [split ' ', $filters] if !ref $filters;
    $filters = [$filters] if ref $filters eq 'CODE';
    $filters = $filters->[$i] if ref $filters->[0] eq 'ARRAY';

    for my $filter (@$filters) {
        my $code = ref $filter ? $filter : $FILTERS{$filter}
                   // bail_out($block->name . " - no filter $filter");
        $body = $code->($body);
    }

    return $body;
}


# ---------------------------------------------------------------------- logs

# Lines of a section, an array, or one pattern: strings are searched for as
# they are, regular expressions matched.
sub patterns ($value)
{
    my @values = ref $value eq 'ARRAY' ? @$value
               : ref $value            ? $value
               :                         split /\n+/, $value;

    return map { [$_, ref $_ ? $_ : qr/\Q$_\E/] } @values;
}


sub check_error_log ($block, $round, @expected)
{
    my $name    = $block->name;
    my @wanted  = patterns($block->error_log // []);
    my @refused = patterns($block->no_error_log // []);

    # What is logged after the answer may take a moment.
    sleep 0.01;
    Faimi::Nginx::wait_until(sub {
        my $log = $nginx->log;
        return !any { $log !~ $_->[1] } @wanted;
    }, 1) if @wanted;

    my $log   = $nginx->log;
    my @lines = split /^/, $log;

    # Each check sees what came since the one before it.
    $nginx->mark_log($log) if !$set{accumulate};

    check_grep($block, $round, @lines) if defined $block->grep_error_log;
    check_lines($name, 'error.log', \@lines, \@wanted, \@refused);

    push @expected, map { $_->[0] } @wanted, @refused;
    check_alarms($name, \@lines, @expected);

    return;
}


sub check_lines ($name, $file, $lines, $wanted, $refused)
{
    for my $pattern (@$wanted) {
        ok((any { $_ =~ $pattern->[1] } @$lines),
           "$name - '$pattern->[0]' is in $file");
    }

    for my $pattern (@$refused) {
        my @found = grep { $_ =~ $pattern->[1] } @$lines;

        ok(!@found, "$name - '$pattern->[0]' is not in $file")
            or diag(@found[0 .. ($#found < 9 ? $#found : 9)]);
    }

    return;
}


# What no test expects unless it names it.
sub check_alarms ($name, $lines, @expected)
{
    for my $alarm ('[alert]', '[crit]', '[emerg]', 'Assertion', 'Sanitizer',
                   'runtime error:')
    {
        next if any { index($_, substr $alarm, 0, -1) >= 0 } @expected;

        my @found = grep { index($_, $alarm) >= 0 } @$lines;
        next if !@found;

        fail("$name - nothing alarming in error.log");
        diag(@found);
    }

    return;
}


sub check_grep ($block, $round, @lines)
{
    my $pattern  = $block->grep_error_log;
    my $expected = $block->grep_error_log_out;

    $pattern  = $pattern->[$round] if ref $pattern eq 'ARRAY';
    $expected = $expected->[$round] if ref $expected eq 'ARRAY';
    bail_out($block->name . ' - grep_error_log wants chomp')
        if $pattern =~ /\n/;

    $pattern = qr/\Q$pattern\E/ if !ref $pattern;
    is_str(join('', map { $_ =~ $pattern ? "$&\n" : () } @lines),
           $expected, $block->name . ' - grep_error_log_out');

    return;
}


sub check_access_log ($block)
{
    my @wanted  = patterns($block->access_log // []);
    my @refused = patterns($block->no_access_log // []);

    return if !@wanted && !@refused || defined $block->ignore_response;

    my $log = Faimi::Nginx::read_file("$root/logs/access.log") // '';
    check_lines($block->name, 'access.log', [split /^/, $log], \@wanted,
                \@refused);

    return;
}


# ----------------------------------------------------------------------- end

sub cleanup
{
    return if $ENV{TEST_NGINX_NO_CLEAN};

    $_->() for splice @cleanups;
    $nginx->stop;

    if ($ENV{TEST_NGINX_RANDOMIZE} && Test::More->builder->is_passing) {
        remove_tree($root);
    }

    return;
}


END {
    local $?;
    cleanup();
}

1;
