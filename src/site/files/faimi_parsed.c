/*
 * A file's source becomes a parsed file: checked as UTF-8, its front matter
 * read, its Liquid parsed.  Each kind of file has its reader.
 */

#include "faimi_data.h"
#include "faimi_files_int.h"
#include "faimi_frontmatter.h"
#include "faimi_render.h"
#include "faimi_title.h"
#include "faimi_url.h"
#include "faimi_value_tree.h"


/* What a page's parsed file has in addition to its source, most often. */
#define FAIMI_PARSED_REST  1536


/* One reading: `parsed` and `err` are what it makes. */
typedef struct {
    faimi_guard_t         *guard;
    const faimi_config_t  *config;
    const faimi_file_t    *file;
    faimi_slice_t          source;
    faimi_arena_t         *arena;
    faimi_parsed_t          *parsed;
    faimi_error_t         *err;
} faimi_parsing_t;


typedef faimi_rc_t (*faimi_parsed_pt)(faimi_parsing_t *f);


static faimi_rc_t
faimi_parsed_check(faimi_parsing_t *f)
{
    size_t  at, line, column;

    at = faimi_utf8_check(f->parsed->source);

    if (at == f->parsed->source.len) {
        return FAIMI_OK;
    }

    faimi_error_locate(f->parsed->source, at, &line, &column);

    return faimi_error_set(f->err, f->file->path, line, column,
                           "not UTF-8: byte 0x%02x; save the file as UTF-8",
                           (unsigned char) f->parsed->source.data[at]);
}


static faimi_rc_t
faimi_parsed_liquid(faimi_parsing_t *f)
{
    faimi_parsed_t  *parsed;

    parsed = f->parsed;

    if (faimi_slice_find(parsed->body, FAIMI_SLICE("{{"), 0) == parsed->body.len
        && faimi_slice_find(parsed->body, FAIMI_SLICE("{%"), 0)
           == parsed->body.len)
    {
        return FAIMI_OK;
    }

    return faimi_render_parse(f->arena, parsed->body, f->file->path,
                              parsed->body_line, &parsed->template, f->err);
}


static faimi_rc_t
faimi_parsed_matter(faimi_parsing_t *f)
{
    faimi_parsed_t         *parsed;
    faimi_frontmatter_t   fm;

    parsed = f->parsed;
    fm = faimi_frontmatter_split(parsed->source);
    parsed->matter = fm.present;
    parsed->header = faimi_frontmatter_opens(parsed->source);
    parsed->body = fm.body;
    parsed->body_line = fm.body_line;

    if (!fm.present) {
        return FAIMI_OK;
    }

    return faimi_frontmatter_parse(f->arena, &fm, f->file->path, &parsed->data,
                                   f->err);
}


static bool
faimi_parsed_wants_liquid(faimi_parsing_t *f)
{
    faimi_map_t         *defaults;
    const faimi_group_t *group;

    if (faimi_map_get(f->parsed->data, FAIMI_SLICE("render_with_liquid"))) {
        return !faimi_map_off(f->parsed->data, "render_with_liquid");
    }

    if (f->config->ndefaults == 0) {
        return true;
    }

    group = f->file->where.group;
    defaults = faimi_config_defaults(f->config, f->arena, f->file->path,
                                     group ? group->label
                                           : FAIMI_SLICE("pages"));

    return !faimi_map_off(defaults, "render_with_liquid");
}


/* Whether there is a link or a reference whose target may be a file. */
static bool
faimi_parsed_links(faimi_slice_t body)
{
    return faimi_slice_find(body, FAIMI_SLICE("]("), 0) < body.len
           || faimi_slice_find(body, FAIMI_SLICE("]: "), 0) < body.len;
}


/* A document of YAML has no body: all of it is data, beyond the line that ends
 * its front matter, too (Document#read, yaml_file?). */
static bool
faimi_parsed_is_yaml(const faimi_file_t *file)
{
    faimi_slice_t  ext;

    ext = faimi_path_ext(file->path);

    return file->where.group != NULL
           && (faimi_slice_eq(ext, FAIMI_SLICE(".yml"))
               || faimi_slice_eq(ext, FAIMI_SLICE(".yaml")));
}


static faimi_rc_t
faimi_parsed_yaml(faimi_parsing_t *f)
{
    faimi_rc_t      rc;
    faimi_value_t   v;

    if (faimi_parsed_check(f) != FAIMI_OK) {
        return FAIMI_ERROR;
    }

    rc = faimi_data_parse(f->arena, f->parsed->source, f->file->path, &v,
                          f->err);

    if (rc == FAIMI_OK) {
        f->parsed->matter = true;
        f->parsed->header = true;
        f->parsed->body = FAIMI_EMPTY;
        f->parsed->data = (v.type == FAIMI_MAP) ? v.u.map : f->parsed->data;
    }

    return rc;
}


static faimi_rc_t
faimi_parsed_page(faimi_parsing_t *f)
{
    faimi_parsed_t  *parsed;

    if (faimi_parsed_is_yaml(f->file)) {
        return faimi_parsed_yaml(f);
    }

    parsed = f->parsed;
    parsed->raw = !faimi_frontmatter_opens(parsed->source)
                && !faimi_config_is_markdown(f->config, f->file->path)
                && f->file->where.kind == FAIMI_FILE_PAGES;

    if (parsed->raw) {
        return FAIMI_OK;
    }

    if (faimi_parsed_check(f) != FAIMI_OK
        || faimi_parsed_matter(f) != FAIMI_OK)
    {
        return FAIMI_ERROR;
    }

    if (faimi_config_is_markdown(f->config, f->file->path)) {
        parsed->heading = faimi_title_heading(parsed->body);
        parsed->links = faimi_parsed_links(parsed->body);
    }

    return faimi_parsed_wants_liquid(f) ? faimi_parsed_liquid(f) : FAIMI_OK;
}


static faimi_rc_t
faimi_parsed_layout(faimi_parsing_t *f)
{
    if (faimi_parsed_check(f) != FAIMI_OK
        || faimi_parsed_matter(f) != FAIMI_OK)
    {
        return FAIMI_ERROR;
    }

    return faimi_parsed_liquid(f);
}


static faimi_rc_t
faimi_parsed_include(faimi_parsing_t *f)
{
    if (faimi_parsed_check(f) != FAIMI_OK) {
        return FAIMI_ERROR;
    }

    /* Jekyll reads all text but CSV as "bom|utf-8" (utils.rb) */
    f->parsed->body = faimi_utf8_without_bom(f->parsed->source);

    return faimi_render_parse(f->arena, f->parsed->body, f->file->path, 1,
                              &f->parsed->template, f->err);
}


static faimi_rc_t
faimi_parsed_data(faimi_parsing_t *f)
{
    if (faimi_parsed_check(f) != FAIMI_OK) {
        return FAIMI_ERROR;
    }

    if (!faimi_data_is(f->file->path)) {
        return FAIMI_OK;
    }

    return faimi_data_parse(f->arena, f->parsed->source, f->file->path,
                            &f->parsed->value, f->err);
}


static faimi_rc_t
faimi_parsed_config(faimi_parsing_t *f)
{
    faimi_rc_t  rc;

    rc = faimi_parsed_data(f);

    if (rc == FAIMI_OK && f->parsed->value.type != FAIMI_MAP
        && f->parsed->value.type != FAIMI_NIL)
    {
        return faimi_error_set(f->err, f->file->path, 1, 0, "must be a map "
                               "of keys and values, but is a %s",
                               faimi_value_type(f->parsed->value));
    }

    return rc;
}


static const faimi_parsed_pt  faimi_parsed_readers[] = {
    [FAIMI_FILE_PAGES] = faimi_parsed_page,
    [FAIMI_FILE_POSTS] = faimi_parsed_page,
    [FAIMI_FILE_DRAFTS] = faimi_parsed_page,
    [FAIMI_FILE_DOCUMENTS] = faimi_parsed_page,
    [FAIMI_FILE_LAYOUTS] = faimi_parsed_layout,
    [FAIMI_FILE_INCLUDES] = faimi_parsed_include,
    [FAIMI_FILE_SASS] = faimi_parsed_check,
    [FAIMI_FILE_DATA] = faimi_parsed_data,
    [FAIMI_FILE_CONFIG] = faimi_parsed_config
};


/* What is not the body: the front matter's bytes, whether it has any, the
 * heading that may become a title, whether there is a body. */
static faimi_digest_t
faimi_parsed_visible(faimi_parsing_t *f)
{
    faimi_buf_t          *b;
    faimi_frontmatter_t   fm;

    if (f->file->where.kind == FAIMI_FILE_INCLUDES
        || f->file->where.kind == FAIMI_FILE_SASS)
    {
        return faimi_digest(f->guard, FAIMI_EMPTY);
    }

    if (f->file->where.kind >= FAIMI_FILE_DATA
        || faimi_parsed_is_yaml(f->file))
    {
        return f->parsed->digest;
    }

    fm = faimi_frontmatter_split(f->parsed->source);
    b = faimi_buf_create(f->arena, FAIMI_MAX_SOURCE);
    faimi_digest_part(b, fm.present ? fm.yaml : FAIMI_EMPTY);
    faimi_digest_part(b, f->parsed->heading);
    faimi_buf_char(b, fm.present ? 'y' : 'n');
    faimi_buf_char(b, f->parsed->header ? 'y' : 'n');
    faimi_buf_char(b, (f->parsed->body.len == 0) ? 'n' : 'y');

    return faimi_digest(f->guard, faimi_buf_slice(b));
}


static faimi_rc_t
faimi_parsed_work(void *data)
{
    faimi_rc_t        rc;
    faimi_parsed_t     *parsed;
    faimi_parsing_t  *f = data;

    parsed = faimi_alloc(f->arena, sizeof(faimi_parsed_t));
    parsed->arena = f->arena;
    parsed->source = faimi_arena_copy(f->arena, f->source);
    parsed->digest = faimi_digest(f->guard, parsed->source);
    parsed->body = parsed->source;
    parsed->body_line = 1;
    parsed->heading = FAIMI_EMPTY;
    parsed->data = faimi_map_create(f->arena);
    f->parsed = parsed;

    rc = faimi_parsed_readers[f->file->where.kind](f);

    if (rc == FAIMI_OK) {
        parsed->visible = faimi_parsed_visible(f);
    }

    return rc;
}


faimi_rc_t
faimi_parsed_create(faimi_files_t *files, const faimi_file_t *file,
    faimi_slice_t source, faimi_parsed_t **parsed, faimi_error_t *err)
{
    bool             large;
    faimi_rc_t       rc;
    faimi_parsing_t  f;

    f = (faimi_parsing_t) { files->guard, files->settings.config, file, source,
                            NULL, NULL, err };
    f.arena = faimi_arena_create(files->guard, FAIMI_MAX_FILE_MEMORY);

    if (f.arena == NULL) {
        faimi_guard_raise(files->guard, FAIMI_NOMEM);
    }

    faimi_arena_expect(f.arena, source.len + FAIMI_PARSED_REST);
    rc = faimi_guard_run(files->guard, faimi_parsed_work, &f);

    if (rc == FAIMI_OK) {
        *parsed = f.parsed;
        return FAIMI_OK;
    }

    large = faimi_arena_used(f.arena) >= FAIMI_MAX_FILE_MEMORY / 4;
    faimi_arena_destroy(f.arena);
    *parsed = NULL;

    if (rc == FAIMI_NOMEM) {
        /* the file's fault, or the system's */
        if (!large) {
            faimi_guard_raise(files->guard, FAIMI_NOMEM);
        }

        rc = faimi_error_set(err, file->path, 0, 0, "the file needs more "
                             "memory than %u MB: make it smaller",
                             FAIMI_MAX_FILE_MEMORY >> 20);
    }

    return rc;
}
