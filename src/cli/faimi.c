/*
 * faimi: looks at a site, renders pages of it, checks it, builds it.
 *
 * Commands are rows of a table: name, number of arguments, function and help.
 * This file reads the command line, opens the site and closes it; what a
 * command does is in faimi_cli_look.c and faimi_cli_build.c.
 */

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "faimi_cli.h"
#include "faimi_highlight.h"
#include "faimi_sass.h"


#define FAIMI_VERSION  "0.1.0"


typedef struct {
    const char  *name;
    int          arguments;     /* after the site */
    int        (*run)(faimi_cli_t *cli);
    const char  *usage;
    const char  *help;
} faimi_command_t;


static const faimi_command_t  faimi_commands[] = {
    { "routes", 0, faimi_cli_routes, "SITE",
      "list every URL: what it is, and its file" },
    { "render", 1, faimi_cli_render, "SITE URL",
      "write the page at a URL to standard output" },
    { "check", 0, faimi_cli_check, "SITE",
      "render everything; list problems as file:line:column: message" },
    { "build", 1, faimi_cli_build, "SITE OUT",
      "write every page and file into the folder OUT, as Jekyll would" }
};

#define FAIMI_COMMANDS  (sizeof(faimi_commands) / sizeof(faimi_commands[0]))


int
faimi_cli_fail(const char *fmt, ...)
{
    va_list  args;

    va_start(args, fmt);
    (void) fputs("faimi: ", stderr);
    (void) vfprintf(stderr, fmt, args);
    (void) fputc('\n', stderr);
    va_end(args);

    return FAIMI_EXIT_USAGE;
}


void
faimi_cli_tell(faimi_cli_t *cli, const faimi_error_t *err)
{
    char  text[1024];

    cli->problems++;
    (void) faimi_error_text(err, text, sizeof(text));
    (void) fprintf(cli->report, "%s\n", text);
}


/* Reads the site.  Only what keeps all of it from being read, such as a broken
 * _config.yml, is reported here; problems of single files are reported by the
 * commands. */
static int
faimi_cli_open(faimi_cli_t *cli)
{
    faimi_error_t  err;

    if (faimi_site_scan(cli->site, &err) == FAIMI_OK) {
        return FAIMI_EXIT_OK;
    }

    faimi_cli_tell(cli, &err);

    return FAIMI_EXIT_PROBLEM;
}


/* The error record lies on a stack: what is reported later is copied. */
static void
faimi_cli_keep(faimi_cli_t *cli, const faimi_error_t *err)
{
    faimi_cli_error_t  *kept;

    kept = faimi_alloc(cli->arena, sizeof(faimi_cli_error_t));
    kept->err = *err;
    kept->next = cli->errors;
    cli->errors = kept;
}


/* Runs under the guard: a page that runs out of its memory ends here, and the
 * next one is rendered. */
static faimi_rc_t
faimi_cli_page_work(void *data)
{
    faimi_rc_t         rc;
    faimi_buf_t       *b;
    faimi_error_t      err;
    faimi_cli_page_t  *p = data;

    b = faimi_buf_create(p->arena, FAIMI_MAX_OUTPUT);
    rc = faimi_page_render(p->cli->site, p->page, p->arena, b, &err);

    if (rc == FAIMI_ERROR && p->cli->late) {
        faimi_cli_keep(p->cli, &err);

    } else if (rc == FAIMI_ERROR) {
        faimi_cli_tell(p->cli, &err);
    }

    *p->out = faimi_buf_slice(b);

    return rc;
}


faimi_arena_t *
faimi_cli_page(faimi_cli_t *cli, faimi_page_t *page, faimi_slice_t *out)
{
    faimi_rc_t        rc;
    faimi_cli_page_t  p;

    p = (faimi_cli_page_t) { cli, page, NULL, out };
    p.arena = faimi_arena_create(cli->guard, FAIMI_MAX_RENDER_MEMORY);
    rc = (p.arena == NULL)
         ? FAIMI_NOMEM
         : faimi_guard_run(cli->guard, faimi_cli_page_work, &p);

    if (rc == FAIMI_OK) {
        return p.arena;
    }

    if (rc == FAIMI_NOMEM) {
        cli->problems++;
        (void) faimi_cli_fail("there is not enough memory for a page");
    }

    faimi_arena_destroy(p.arena);

    return NULL;
}


/* Whether the site has recorded the error with a file.  Compared with each of
 * them: both lists have only what is broken. */
static bool
faimi_cli_is_told(const faimi_error_t *err, const faimi_error_t *errors,
    size_t n)
{
    size_t  i;

    for (i = 0; i < n; i++) {
        if (errors[i].line == err->line && errors[i].column == err->column
            && strcmp(errors[i].file, err->file) == 0
            && strcmp(errors[i].message, err->message) == 0)
        {
            return true;
        }
    }

    return false;
}


void
faimi_cli_problems(faimi_cli_t *cli)
{
    size_t                    i, n;
    const faimi_error_t      *errors;
    const faimi_cli_error_t  *kept;

    errors = faimi_site_problems(cli->site, cli->arena, &n);

    for (i = 0; i < n; i++) {
        faimi_cli_tell(cli, &errors[i]);
    }

    for (kept = cli->errors; kept != NULL; kept = kept->next) {
        if (!faimi_cli_is_told(&kept->err, errors, n)) {
            faimi_cli_tell(cli, &kept->err);
        }
    }
}


/* To stdout where it was asked for, which is success; otherwise to stderr. */
static int
faimi_cli_help(FILE *out)
{
    size_t  i;

    (void) fputs("usage: faimi COMMAND [--theme PATH | --themes PATH] SITE "
                 "[...]\n\n", out);

    for (i = 0; i < FAIMI_COMMANDS; i++) {
        (void) fprintf(out, "  faimi %-6s %-10s %s\n", faimi_commands[i].name,
                       faimi_commands[i].usage, faimi_commands[i].help);
    }

    (void) fputs("  faimi --version\n"
                 "  faimi --help\n\n"
                 "SITE is the folder of a Jekyll site; PATH is that of its "
                 "theme, or one\nin which the theme that the site names is "
                 "looked for.\n"
                 "Exit status: 0, or 1 if the site has problems, or 2 if the "
                 "command\ncould not be carried out.\n", out);

    return (out == stderr) ? FAIMI_EXIT_USAGE : FAIMI_EXIT_OK;
}


/* `words` are those after the options: the site, and what follows it.  Output
 * that could not be written, to a full disk, is a failure even if the command
 * succeeded. */
static int
faimi_cli_run(const faimi_command_t *command, char **words,
    faimi_site_conf_t conf)
{
    int          rc;
    char         root[PATH_MAX];
    faimi_cli_t  cli;

    if (realpath(words[0], root) == NULL) {
        return faimi_cli_fail("%s: there is no such folder", words[0]);
    }

    memset(&cli, 0, sizeof(cli));
    conf.root = root;

    cli.root = root;
    cli.report = stderr;
    cli.argument = words[1];
    cli.guard = faimi_guard_create();
    cli.arena = cli.guard ? faimi_arena_create(cli.guard, 0) : NULL;
    cli.site = cli.arena ? faimi_site_create(&conf) : NULL;

    if (cli.site == NULL) {
        return faimi_cli_fail("there is not enough memory");
    }

    rc = faimi_cli_open(&cli);

    if (rc == FAIMI_EXIT_OK) {
        rc = command->run(&cli);
    }

    faimi_site_destroy(cli.site);
    faimi_arena_destroy(cli.arena);
    faimi_guard_destroy(cli.guard);

    if (fflush(stdout) != 0 || ferror(stdout)) {
        return faimi_cli_fail("standard output: cannot write");
    }

    return rc;
}


/* words: [--theme PATH | --themes PATH] SITE [argument] */
static int
faimi_cli_command(const faimi_command_t *command, int n, char **words)
{
    char                folder[PATH_MAX];
    const char        **option;
    faimi_site_conf_t   conf;

    memset(&conf, 0, sizeof(conf));
    option = (n < 2) ? NULL
             : (strcmp(words[0], "--theme") == 0) ? &conf.theme
             : (strcmp(words[0], "--themes") == 0) ? &conf.themes : NULL;

    if (option != NULL) {
        if (realpath(words[1], folder) == NULL) {
            return faimi_cli_fail("%s: there is no such folder", words[1]);
        }

        *option = folder;
        words += 2;
        n -= 2;
    }

    if (n != 1 + command->arguments) {
        return faimi_cli_fail("usage: faimi %s [--theme PATH | --themes PATH] "
                              "%s", command->name, command->usage);
    }

    return faimi_cli_run(command, words, conf);
}


/* With the versions of the optional parts. */
static int
faimi_cli_version(void)
{
    int          rc;
    const char  *sass, *rouge;

    sass = faimi_sass_version();
    rouge = faimi_highlight_version();
    rc = printf("faimi %s (%s%s, %s%s)\n", FAIMI_VERSION,
                (sass == NULL) ? "without libsass" : "libsass ",
                (sass == NULL) ? "" : sass,
                (rouge == NULL) ? "code without colours: no Rouge" : "Rouge ",
                (rouge == NULL) ? "" : rouge);

    return (rc < 0) ? FAIMI_EXIT_USAGE : FAIMI_EXIT_OK;
}


int
main(int argc, char **argv)
{
    size_t  i;

    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        return faimi_cli_version();
    }

    if (argc == 2 && (strcmp(argv[1], "--help") == 0
                      || strcmp(argv[1], "help") == 0))
    {
        return faimi_cli_help(stdout);
    }

    for (i = 0; argc > 1 && i < FAIMI_COMMANDS; i++) {
        if (strcmp(argv[1], faimi_commands[i].name) == 0) {
            return faimi_cli_command(&faimi_commands[i], argc - 2,
                                     argv + 2);
        }
    }

    if (argc > 1) {
        (void) faimi_cli_fail("there is no command `%s`", argv[1]);
    }

    return faimi_cli_help(stderr);
}
