/*
 * In a child process: libsass, with an importer of ours in place of its own
 * reading of files.  Nothing here takes memory from an arena.
 */

#include <sass/context.h>
#include <sass2scss.h>
#include <stdio.h>
#include <stdlib.h>

#include "faimi_limits.h"
#include "faimi_sass_int.h"


#define FAIMI_SASS_INDENTED  (SASS2SCSS_PRETTIFY_1 | SASS2SCSS_KEEP_COMMENT)

/* sass_compile_context() has met std::bad_alloc. */
#define FAIMI_SASS_NOMEM     2


const char *
faimi_sass_version(void)
{
    return libsass_version();
}


/* A copy that libsass frees. */
static char *
faimi_sass_copy(faimi_slice_t s)
{
    char  *copy;

    /* it reads two bytes past the end */
    copy = malloc(s.len + 2);

    if (copy != NULL) {
        memcpy(copy, s.data, s.len);
        memset(copy + s.len, '\0', 2);
    }

    return copy;
}


/* The text of a file as libsass would have read it. */
static char *
faimi_sass_source(faimi_slice_t text, bool indented)
{
    char  *copy, *source;

    if (faimi_slice_starts(text, FAIMI_SLICE("\xef\xbb\xbf"))) {
        text = faimi_slice_sub(text, 3, text.len);
    }

    copy = faimi_sass_copy(text);

    if (copy == NULL || !indented) {
        return copy;
    }

    source = sass2scss(copy, FAIMI_SASS_INDENTED);
    free(copy);

    return source;
}


/* Whether `name` stands in an import that stays a rule of CSS: the importer is
 * asked for these too, but not told of the media query after the name. */
static bool
faimi_sass_stays(faimi_slice_t text, bool indented, faimi_slice_t name)
{
    faimi_slice_t         one;
    faimi_sass_imports_t  imports;

    imports = (faimi_sass_imports_t) { .text = text, .indented = indented };

    while (faimi_sass_import(&imports, &one)) {
        if (faimi_slice_eq(one, name)) {
            return imports.plain;
        }
    }

    return false;
}


/* The file that imports; the page itself has the path "". */
static faimi_sass_file_t
faimi_sass_from(const faimi_sass_order_t *order, struct Sass_Compiler *compiler,
    bool *indented)
{
    faimi_slice_t             path;
    const faimi_sass_file_t  *file;

    if (sass_compiler_get_import_stack_size(compiler) > 1) {
        path = faimi_slice_str(sass_import_get_abs_path(
                   sass_compiler_get_last_import(compiler)));
        file = faimi_sass_find(order->job->options, path);

        if (file != NULL) {
            *indented = faimi_slice_ends(path, FAIMI_SLICE(".sass"));
            return *file;
        }
    }

    *indented = order->job->indented;

    return (faimi_sass_file_t) { FAIMI_EMPTY, order->text };
}


static Sass_Import_Entry
faimi_sass_clash(const char *name, const faimi_sass_file_t *a,
    const faimi_sass_file_t *b)
{
    char               text[FAIMI_SASS_TEXT];
    Sass_Import_Entry  entry;

    (void) snprintf(text, sizeof(text), "It's not clear which file to import "
                    "for '@import \"%s\"': %.*s or %.*s? Delete or rename "
                    "one of them", name, FAIMI_FMT(a->path),
                    FAIMI_FMT(b->path));
    entry = sass_make_import_entry(name, NULL, NULL);

    return sass_import_set_error(entry, text, (size_t) -1, (size_t) -1);
}


/* NULL: libsass is to see for itself: it makes a rule of CSS of it, or looks
 * for a file, finds nothing, since it can open nothing, and says so. */
static Sass_Import_List
faimi_sass_importer(const char *name, Sass_Importer_Entry importer,
    struct Sass_Compiler *compiler)
{
    char                      path[FAIMI_MAX_PATH + 1];
    bool                      indented;
    faimi_slice_t             s;
    Sass_Import_List          list;
    Sass_Import_Entry         entry;
    faimi_sass_file_t         from;
    const faimi_sass_file_t  *file, *second;
    const faimi_sass_order_t *order;

    s = faimi_slice_str(name);
    order = sass_importer_get_cookie(importer);
    from = faimi_sass_from(order, compiler, &indented);
    file = faimi_sass_resolve(order->job->options, from.path, s, &second);

    if (file == NULL || faimi_slice_ends(s, FAIMI_SLICE(".css"))
        || faimi_sass_stays(from.text, indented, s))
    {
        return NULL;
    }

    if (second != NULL) {
        entry = faimi_sass_clash(name, file, second);

    } else {
        (void) snprintf(path, sizeof(path), "%.*s", FAIMI_FMT(file->path));
        indented = faimi_slice_ends(file->path, FAIMI_SLICE(".sass"));
        entry = sass_make_import(name, path,
                                 faimi_sass_source(file->text, indented),
                                 NULL);
    }

    list = sass_make_import_list(1);
    sass_import_set_list_entry(list, 0, entry);

    return list;
}


static void
faimi_sass_options(const faimi_sass_order_t *order,
    struct Sass_Options *options)
{
    char                         name[FAIMI_MAX_PATH], *dot;
    Sass_Importer_List           importers;
    const faimi_sass_job_t      *job;
    const faimi_sass_options_t  *o;

    job = order->job;
    o = job->options;
    importers = sass_make_importer_list(1);
    sass_importer_set_list_entry(importers, 0,
        sass_make_importer(faimi_sass_importer, 0, (void *) order));
    sass_option_set_c_importers(options, importers);
    sass_option_set_output_style(options, (enum Sass_Output_Style) o->style);
    sass_option_set_source_comments(options, o->comments);
    sass_option_set_source_map_embed(options, o->embed);
    sass_option_set_source_map_contents(options, true);
    sass_option_set_omit_source_map_url(options, !job->linked);
    sass_option_set_is_indented_syntax_src(options, job->indented);

    if (o->precision > 0) {
        sass_option_set_precision(options, o->precision);
    }

    (void) snprintf(name, sizeof(name), "%.*s",
                    FAIMI_FMT(job->name.len > 0 ? job->name
                                                : FAIMI_SLICE("stdin")));
    sass_option_set_input_path(options, name);

    if (job->name.len > 0) {
        dot = strrchr(name, '.');
        (void) snprintf(dot ? dot : name, sizeof("x.css.map"), ".css.map");
        sass_option_set_source_map_file(options, name);
    }
}


static void
faimi_sass_text(char *dst, const char *src)
{
    (void) snprintf(dst, FAIMI_SASS_TEXT, "%s", (src != NULL) ? src : "");
}


void
faimi_sass_work(const faimi_sass_order_t *order, faimi_sass_put_pt put,
    void *to)
{
    const char                *text;
    faimi_sass_reply_t         reply;
    struct Sass_Context       *context;
    struct Sass_Data_Context  *work;

    memset(&reply, 0, sizeof(reply));
    work = sass_make_data_context(faimi_sass_copy(order->text));
    context = sass_data_context_get_context(work);
    faimi_sass_options(order, sass_context_get_options(context));
    reply.status = sass_compile_data_context(work);
    text = NULL;

    if (reply.status == 0) {
        text = order->job->map ? sass_context_get_source_map_string(context)
                               : sass_context_get_output_string(context);

    } else {
        reply.memory = (reply.status == FAIMI_SASS_NOMEM);
        reply.line = sass_context_get_error_line(context);
        reply.column = sass_context_get_error_column(context);
        faimi_sass_text(reply.file, sass_context_get_error_file(context));
        faimi_sass_text(reply.message, sass_context_get_error_text(context));
    }

    reply.n = (text != NULL) ? strlen(text) : 0;
    put(to, &reply, sizeof(reply));

    if (text != NULL && reply.n <= FAIMI_MAX_OUTPUT) {
        put(to, text, reply.n);
    }
}
