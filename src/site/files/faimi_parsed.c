/*
 * A file's source becomes a form: checked as UTF-8, its front matter read, its
 * Liquid parsed.  Each kind of place has its reader.
 */

#include "faimi_data.h"
#include "faimi_file.h"
#include "faimi_frontmatter.h"
#include "faimi_title.h"
#include "faimi_url.h"
#include "faimi_value_tree.h"


/* What a page's form has beside its source, most often. */
#define FAIMI_FORM_REST  1536


/* One reading: `form` and `err` are what it makes. */
typedef struct {
    faimi_guard_t         *guard;
    const faimi_config_t  *config;
    const faimi_file_t    *file;
    faimi_slice_t          source;
    faimi_arena_t         *arena;
    faimi_parsed_t          *form;
    faimi_error_t         *err;
} faimi_forming_t;


typedef faimi_rc_t (*faimi_parsed_pt)(faimi_forming_t *f);


static faimi_rc_t
faimi_parsed_check(faimi_forming_t *f)
{
    size_t  at, line, column;

    at = faimi_utf8_check(f->form->source);

    if (at == f->form->source.len) {
        return FAIMI_OK;
    }

    faimi_error_locate(f->form->source, at, &line, &column);

    return faimi_error_set(f->err, f->file->path, line, column,
                           "not UTF-8: byte 0x%02x; save the file as UTF-8",
                           (unsigned char) f->form->source.data[at]);
}


static faimi_rc_t
faimi_parsed_liquid(faimi_forming_t *f)
{
    faimi_parsed_t  *form;

    form = f->form;

    if (faimi_slice_find(form->body, FAIMI_SLICE("{{"), 0) == form->body.len
        && faimi_slice_find(form->body, FAIMI_SLICE("{%"), 0)
           == form->body.len)
    {
        return FAIMI_OK;
    }

    return faimi_liquid_parse(f->arena, form->body, f->file->path,
                              form->body_line, &form->template, f->err);
}


static faimi_rc_t
faimi_parsed_matter(faimi_forming_t *f)
{
    faimi_parsed_t         *form;
    faimi_frontmatter_t   fm;

    form = f->form;
    fm = faimi_frontmatter_split(form->source);

    if (!fm.present) {
        return FAIMI_OK;
    }

    form->matter = true;
    form->body = fm.body;
    form->body_line = fm.body_line;

    return faimi_frontmatter_parse(f->arena, &fm, f->file->path, &form->data,
                                   f->err);
}


static bool
faimi_parsed_wants_liquid(faimi_forming_t *f)
{
    faimi_map_t         *defaults;
    const faimi_group_t *group;

    if (faimi_map_get(f->form->data, FAIMI_SLICE("render_with_liquid"))) {
        return !faimi_map_off(f->form->data, "render_with_liquid");
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


static faimi_rc_t
faimi_parsed_page(faimi_forming_t *f)
{
    faimi_parsed_t  *form;

    form = f->form;
    form->raw = !faimi_frontmatter_split(form->source).present
                && !faimi_config_is_markdown(f->config, f->file->path)
                && f->file->where.place == FAIMI_PLACE_PAGES;

    if (form->raw) {
        return FAIMI_OK;
    }

    if (faimi_parsed_check(f) != FAIMI_OK
        || faimi_parsed_matter(f) != FAIMI_OK)
    {
        return FAIMI_ERROR;
    }

    if (faimi_config_is_markdown(f->config, f->file->path)) {
        form->heading = faimi_title_heading(form->body);
        form->links = faimi_parsed_links(form->body);
    }

    return faimi_parsed_wants_liquid(f) ? faimi_parsed_liquid(f) : FAIMI_OK;
}


static faimi_rc_t
faimi_parsed_layout(faimi_forming_t *f)
{
    if (faimi_parsed_check(f) != FAIMI_OK
        || faimi_parsed_matter(f) != FAIMI_OK)
    {
        return FAIMI_ERROR;
    }

    return faimi_parsed_liquid(f);
}


static faimi_rc_t
faimi_parsed_include(faimi_forming_t *f)
{
    if (faimi_parsed_check(f) != FAIMI_OK) {
        return FAIMI_ERROR;
    }

    return faimi_liquid_parse(f->arena, f->form->body, f->file->path, 1,
                              &f->form->template, f->err);
}


static faimi_rc_t
faimi_parsed_data(faimi_forming_t *f)
{
    if (faimi_parsed_check(f) != FAIMI_OK) {
        return FAIMI_ERROR;
    }

    if (!faimi_data_is(f->file->path)) {
        return FAIMI_OK;
    }

    return faimi_data_parse(f->arena, f->form->source, f->file->path,
                            &f->form->value, f->err);
}


static faimi_rc_t
faimi_parsed_config(faimi_forming_t *f)
{
    faimi_rc_t  rc;

    rc = faimi_parsed_data(f);

    if (rc == FAIMI_OK && f->form->value.type != FAIMI_MAP
        && f->form->value.type != FAIMI_NIL)
    {
        return faimi_error_set(f->err, f->file->path, 1, 0, "must be a map "
                               "of keys and values, but is a %s",
                               faimi_value_type(f->form->value));
    }

    return rc;
}


static const faimi_parsed_pt  faimi_parsed_readers[] = {
    [FAIMI_PLACE_PAGES] = faimi_parsed_page,
    [FAIMI_PLACE_POSTS] = faimi_parsed_page,
    [FAIMI_PLACE_DRAFTS] = faimi_parsed_page,
    [FAIMI_PLACE_DOCUMENTS] = faimi_parsed_page,
    [FAIMI_PLACE_LAYOUTS] = faimi_parsed_layout,
    [FAIMI_PLACE_INCLUDES] = faimi_parsed_include,
    [FAIMI_PLACE_SASS] = faimi_parsed_check,
    [FAIMI_PLACE_DATA] = faimi_parsed_data,
    [FAIMI_PLACE_CONFIG] = faimi_parsed_config
};


/* What is not the body: the front matter's bytes, whether it has any, the
 * heading that may become a title, whether there is a body. */
static faimi_digest_t
faimi_parsed_outside(faimi_forming_t *f)
{
    faimi_buf_t          *b;
    faimi_frontmatter_t   fm;

    if (f->file->where.place == FAIMI_PLACE_INCLUDES
        || f->file->where.place == FAIMI_PLACE_SASS)
    {
        return faimi_digest(f->guard, FAIMI_EMPTY);
    }

    if (f->file->where.place >= FAIMI_PLACE_DATA) {
        return f->form->digest;
    }

    fm = faimi_frontmatter_split(f->form->source);
    b = faimi_buf_create(f->arena, FAIMI_MAX_SOURCE);
    faimi_digest_part(b, fm.present ? fm.yaml : FAIMI_EMPTY);
    faimi_digest_part(b, f->form->heading);
    faimi_buf_char(b, fm.present ? 'y' : 'n');
    faimi_buf_char(b, (f->form->body.len == 0) ? 'n' : 'y');

    return faimi_digest(f->guard, faimi_buf_slice(b));
}


static faimi_rc_t
faimi_parsed_work(void *data)
{
    faimi_rc_t        rc;
    faimi_parsed_t     *form;
    faimi_forming_t  *f = data;

    form = faimi_alloc(f->arena, sizeof(faimi_parsed_t));
    form->arena = f->arena;
    form->source = faimi_arena_copy(f->arena, f->source);
    form->digest = faimi_digest(f->guard, form->source);
    form->body = form->source;
    form->body_line = 1;
    form->heading = FAIMI_EMPTY;
    form->data = faimi_map_create(f->arena);
    f->form = form;

    rc = faimi_parsed_readers[f->file->where.place](f);

    if (rc == FAIMI_OK) {
        form->outside = faimi_parsed_outside(f);
    }

    return rc;
}


faimi_rc_t
faimi_parsed_create(faimi_guard_t *guard, const faimi_config_t *config,
    const faimi_file_t *file, faimi_slice_t source, faimi_parsed_t **form,
    faimi_error_t *err)
{
    bool             large;
    faimi_rc_t       rc;
    faimi_forming_t  f;

    f = (faimi_forming_t) { guard, config, file, source, NULL, NULL, err };
    f.arena = faimi_arena_create(guard, FAIMI_MAX_FILE_MEMORY);

    if (f.arena == NULL) {
        faimi_guard_raise(guard, FAIMI_NOMEM);
    }

    faimi_arena_expect(f.arena, source.len + FAIMI_FORM_REST);
    rc = faimi_guard_run(guard, faimi_parsed_work, &f);

    if (rc == FAIMI_OK) {
        *form = f.form;
        return FAIMI_OK;
    }

    large = faimi_arena_used(f.arena) >= FAIMI_MAX_FILE_MEMORY / 4;
    faimi_arena_destroy(f.arena);
    *form = NULL;

    if (rc == FAIMI_NOMEM) {
        /* the file's fault, or the system's */
        if (!large) {
            faimi_guard_raise(guard, FAIMI_NOMEM);
        }

        rc = faimi_error_set(err, file->path, 0, 0, "the file needs more "
                             "memory than %u MB: make it smaller",
                             FAIMI_MAX_FILE_MEMORY >> 20);
    }

    return rc;
}
