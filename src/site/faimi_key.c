/*
 * The key of a page: a digest of everything that goes into it, and of nothing
 * else, so that two hosts with the same files have the same key.  What a
 * template looks at was found when it was parsed.
 */

#include <stdlib.h>

#include "faimi_body.h"
#include "faimi_page.h"
#include "faimi_partials.h"
#include "faimi_sections.h"
#include "faimi_styles.h"
#include "faimi_url.h"
#include "faimi_values.h"


/* To be changed with everything that makes the same sources come out
 * differently. */
#define FAIMI_KEY_VERSION  "faimi 1"

#define FAIMI_DAY  86400


#define FAIMI_KEY_PLACE(place)  (1u << (place))

/* Where what pages are rendered from lies. */
#define FAIMI_KEY_SOURCES                                                     \
    (FAIMI_KEY_PLACE(FAIMI_PLACE_PAGES) | FAIMI_KEY_PLACE(FAIMI_PLACE_POSTS)  \
     | FAIMI_KEY_PLACE(FAIMI_PLACE_DRAFTS)                                    \
     | FAIMI_KEY_PLACE(FAIMI_PLACE_DOCUMENTS)                                 \
     | FAIMI_KEY_PLACE(FAIMI_PLACE_LAYOUTS)                                   \
     | FAIMI_KEY_PLACE(FAIMI_PLACE_INCLUDES))


/* What a page's templates look at, beside the page itself. */
typedef struct {
    const faimi_page_t   *page;
    const faimi_index_t  *index;
    faimi_arena_t        *arena;
    faimi_buf_t          *b;
    faimi_map_t          *seen;       /* includes */
    size_t                depth;
    unsigned              places;     /* whose files all count: bits */
    bool                  listing;    /* what others' front matter says */
    bool                  sources;    /* what others' bodies say */
    bool                  times;      /* of static files */
    bool                  clock;
} faimi_keying_t;


/* Members of `site` that list pages. */
static const char *const  faimi_key_lists[] = {
    "", "pages", "posts", "documents", "html_pages", "collections",
    "categories", "tags", "sections", "static_files", "related_posts"
};

/* Members of `site` that have static files, with their times. */
static const char *const  faimi_key_files[] = {
    "", "collections", "documents", "static_files"
};

/* Members of a page that come of its body. */
static const char *const  faimi_key_bodies[] = {
    "content", "excerpt", "output", ""
};

/* Filters that can reach any member. */
static const char *const  faimi_key_filters[] = {
    "jsonify", "inspect", "where_exp", "find_exp", "group_by_exp", "map",
    "sum"
};


static bool
faimi_key_in(faimi_slice_t s, const char *const *names, size_t n)
{
    size_t  i;

    for (i = 0; i < n; i++) {
        if (faimi_slice_eq(s, faimi_slice_str(names[i]))) {
            return true;
        }
    }

    return false;
}


#define FAIMI_KEY_IN(s, names) \
    faimi_key_in((s), (names), sizeof(names) / sizeof((names)[0]))


static bool
faimi_key_is_group(const faimi_index_t *index, faimi_slice_t name)
{
    size_t  i;

    for (i = 0; i < index->config->ngroups; i++) {
        if (faimi_slice_eq(index->config->groups[i].label, name)) {
            return true;
        }
    }

    return false;
}


static void
faimi_key_variable(faimi_keying_t *k, const faimi_ref_t *ref)
{
    /* a name that is computed: it may be any */
    if (ref->name.len == 0) {
        k->listing = true;
        k->times = true;
        k->clock = true;
        k->places |= FAIMI_KEY_PLACE(FAIMI_PLACE_DATA);
        return;
    }

    if (faimi_slice_eq(ref->name, FAIMI_SLICE("site"))) {
        k->listing |= FAIMI_KEY_IN(ref->member, faimi_key_lists)
                      || faimi_key_is_group(k->index, ref->member);
        k->times |= FAIMI_KEY_IN(ref->member, faimi_key_files);
        k->clock |= ref->member.len == 0
                    || faimi_slice_eq(ref->member, FAIMI_SLICE("time"));

        if (ref->member.len == 0
            || faimi_slice_eq(ref->member, FAIMI_SLICE("data")))
        {
            k->places |= FAIMI_KEY_PLACE(FAIMI_PLACE_DATA);
        }
    }

    if (faimi_slice_eq(ref->name, FAIMI_SLICE("page"))
        && (ref->member.len == 0
            || faimi_slice_eq(ref->member, FAIMI_SLICE("next"))
            || faimi_slice_eq(ref->member, FAIMI_SLICE("previous"))))
    {
        k->listing = true;
    }

    k->listing |= faimi_slice_eq(ref->name, FAIMI_SLICE("paginator"));
}


static void faimi_key_form(faimi_keying_t *k, const faimi_file_t *file);


static void
faimi_key_include(faimi_keying_t *k, const faimi_file_t *file,
    faimi_slice_t name)
{
    faimi_digest_part(k->b, name);

    if (file == NULL) {
        return;
    }

    faimi_digest_add(k->b, &file->form->digest);

    if (faimi_map_get(k->seen, file->name) == NULL
        && k->depth < FAIMI_MAX_INCLUDE_DEPTH)
    {
        faimi_map_set(k->arena, k->seen, file->name, FAIMI_V_NIL);
        k->depth++;
        faimi_key_form(k, file);
        k->depth--;
    }
}


static void faimi_key_template(faimi_keying_t *k, const faimi_file_t *from,
    const faimi_template_t *template);


/* What the template that stands for a tag looks at. */
static void
faimi_key_tag(faimi_keying_t *k, const faimi_file_t *from,
    faimi_slice_t name)
{
    const faimi_template_t  *template;

    template = faimi_tag_template(k->index->site, name);

    if (template != NULL) {
        faimi_key_template(k, from, template);
    }
}


static void
faimi_key_ref(faimi_keying_t *k, const faimi_file_t *from,
    const faimi_ref_t *ref)
{
    switch (ref->kind) {
    case FAIMI_REF_INCLUDE:
        faimi_key_include(k, faimi_include_find(k->index, ref->name),
                          ref->name);
        break;
    case FAIMI_REF_RELATIVE:
        faimi_key_include(k, faimi_partials_find(k->page, ref->name),
                          ref->name);
        break;
    case FAIMI_REF_DYNAMIC:
        k->places |= FAIMI_KEY_PLACE(FAIMI_PLACE_INCLUDES);
        break;
    case FAIMI_REF_LINK:
        k->listing = true;
        break;
    case FAIMI_REF_TAG:
        faimi_key_tag(k, from, ref->name);
        break;
    case FAIMI_REF_VARIABLE:
        faimi_key_variable(k, ref);
        break;
    case FAIMI_REF_MEMBER:
        k->sources |= FAIMI_KEY_IN(ref->name, faimi_key_bodies);
        k->times |= faimi_slice_eq(ref->name, FAIMI_SLICE("modified_time"));
        break;
    case FAIMI_REF_WHOLE:
        k->sources = true;
        break;
    case FAIMI_REF_CLOCK:
        k->clock = true;
        break;
    case FAIMI_REF_FILTER:
        k->sources |= FAIMI_KEY_IN(ref->name, faimi_key_filters);
        break;
    }
}


static void
faimi_key_template(faimi_keying_t *k, const faimi_file_t *from,
    const faimi_template_t *template)
{
    size_t              i, n;
    const faimi_ref_t  *refs;

    refs = faimi_liquid_refs(template, &n);

    for (i = 0; i < n; i++) {
        faimi_key_ref(k, from, &refs[i]);
    }
}


static void
faimi_key_form(faimi_keying_t *k, const faimi_file_t *file)
{
    if (file->form->template != NULL) {
        faimi_key_template(k, file, file->form->template);
    }
}


static void
faimi_key_builtin(faimi_keying_t *k, faimi_builtin_t builtin)
{
    faimi_digest_part(k->b, faimi_slice_str(faimi_builtins[builtin]));
    faimi_key_template(k, NULL, k->index->site->builtins[builtin]);
}


static void
faimi_key_layouts(faimi_keying_t *k)
{
    size_t              i, n;
    faimi_layout_ref_t  refs[FAIMI_MAX_LAYOUT_DEPTH];

    n = faimi_page_layouts(k->page, refs);

    for (i = 0; i < n; i++) {
        faimi_digest_part(k->b, refs[i].name);

        if (refs[i].file != NULL) {
            /* a section without a layout of its own has the default one */
            faimi_digest_part(k->b, refs[i].file->name);
            faimi_digest_add(k->b, &refs[i].file->form->digest);
            faimi_key_form(k, refs[i].file);

        } else {
            faimi_key_builtin(k, refs[i].builtin);
        }
    }
}


static int
faimi_key_file_cmp(const void *a, const void *b)
{
    return faimi_slice_cmp((*(faimi_file_t *const *) a)->name,
                           (*(faimi_file_t *const *) b)->name);
}


/* Those of a tree's files that lie in one of the places. */
static size_t
faimi_key_files_of(const faimi_tree_t *tree, unsigned places,
    faimi_file_t **files)
{
    size_t         i, n;
    faimi_file_t  *file;

    for (i = 0, n = 0; i < tree->nslots; i++) {
        file = tree->slots[i];

        if (file != NULL && file->form != NULL
            && (FAIMI_KEY_PLACE(file->where.place) & places) != 0)
        {
            files[n++] = file;
        }
    }

    return n;
}


/* The digests of all files of some places, by name, and what they look
 * at. */
static void
faimi_key_all(faimi_keying_t *k, unsigned places)
{
    size_t               i, n;
    faimi_file_t       **files;
    const faimi_site_t  *site;

    site = k->index->site;
    files = faimi_alloc(k->arena, (site->tree.n + site->theme.n
                                   + site->partials.n + 1)
                                  * sizeof(faimi_file_t *));
    n = faimi_key_files_of(&site->tree, places, files);
    n += faimi_key_files_of(&site->theme, places, files + n);
    n += faimi_key_files_of(&site->partials, places, files + n);
    qsort(files, n, sizeof(faimi_file_t *), faimi_key_file_cmp);

    for (i = 0; i < n; i++) {
        faimi_digest_part(k->b, files[i]->name);
        faimi_digest_add(k->b, &files[i]->form->digest);
        faimi_key_form(k, files[i]);
    }
}


static void
faimi_key_page(faimi_keying_t *k)
{
    const faimi_page_t  *page;

    page = k->page;
    faimi_digest_part(k->b, FAIMI_SLICE(FAIMI_KEY_VERSION));
    faimi_digest_add(k->b, &k->index->config->digest);
    faimi_digest_part(k->b, page->path);
    faimi_digest_part(k->b, page->url);
    faimi_digest_part(k->b, page->year);
    faimi_digest_part(k->b, page->event);
    faimi_digest_value(k->b, FAIMI_V_MAP(page->data));

    if (page->file != NULL) {
        faimi_digest_add(k->b, &page->file->form->digest);
        if (page->file->form->links || page->stripped) {
            faimi_digest_part(k->b, faimi_page_body(page, k->arena));
        }

        faimi_key_form(k, page->file);

        if (page->sass) {
            faimi_styles_digest(page, k->arena, k->b);
        }

    } else if (page->builtin != FAIMI_BUILTINS) {
        faimi_key_builtin(k, page->builtin);

    } else {
        k->listing = true;
    }
}


/* What was looked at, of the site as a whole. */
static void
faimi_key_site(faimi_keying_t *k)
{
    unsigned  done, places;

    /* files may look at further ones */
    for (done = 0; ; done |= places) {
        k->places |= (k->listing && k->sources) ? FAIMI_KEY_SOURCES : 0;
        places = k->places & ~done;

        if (places == 0) {
            break;
        }

        faimi_buf_printf(k->b, "places %u,", places);
        faimi_key_all(k, places);
    }

    if (k->listing) {
        faimi_digest_part(k->b, FAIMI_SLICE("listing"));
        faimi_digest_add(k->b, &k->index->listing);
    }
}


static void
faimi_key_time(faimi_keying_t *k, const faimi_file_t *file)
{
    faimi_buf_printf(k->b, "%lld,", (long long) file->stamp.mtime);
}


/* Files' times, and the day in the site's zone. */
static void
faimi_key_times(faimi_keying_t *k, faimi_page_t *page)
{
    size_t                i;
    int64_t               day;
    faimi_time_t          now;
    const faimi_file_t   *raw;
    const faimi_index_t  *index;

    index = k->index;

    for (i = 0; k->times && i < index->nstatics; i++) {
        faimi_key_time(k, index->statics[i]);
    }

    /* a page that may be listed as a static file */
    raw = faimi_tree_find(&index->site->tree, FAIMI_SLICE("404.html"));

    if (k->times && raw != NULL) {
        faimi_key_time(k, raw);
    }

    page->keyed_day = 0;

    if (k->clock) {
        now = faimi_site_now(index->site);
        day = (now.sec + now.offset) / FAIMI_DAY;
        faimi_buf_printf(k->b, "day %lld", (long long) day);
        page->keyed_day = day;
    }
}


static faimi_rc_t
faimi_key_work(void *data)
{
    faimi_page_t    *page = data;
    faimi_keying_t   k;
    faimi_digest_t   digest;

    memset(&k, 0, sizeof(k));
    k.page = page;
    k.index = page->index;
    k.arena = page->site->scratch;
    k.seen = faimi_map_create(k.arena);
    k.b = faimi_buf_create(k.arena, SIZE_MAX);

    faimi_key_page(&k);
    faimi_key_layouts(&k);
    faimi_key_site(&k);
    faimi_key_times(&k, page);

    digest = faimi_digest(page->site->guard, faimi_buf_slice(k.b));
    memcpy(page->key, digest.bytes, FAIMI_KEY_SIZE);
    page->keyed = page->site->generation;

    return FAIMI_OK;
}


static bool
faimi_key_is_fresh(const faimi_page_t *page)
{
    faimi_time_t  now;

    if (page->keyed != page->site->generation) {
        return false;
    }

    if (page->keyed_day == 0) {
        return true;
    }

    now = faimi_site_now(page->site);

    return page->keyed_day == (now.sec + now.offset) / FAIMI_DAY;
}


faimi_rc_t
faimi_page_key(faimi_site_t *site, faimi_page_t *page,
    unsigned char key[FAIMI_KEY_SIZE], faimi_error_t *err)
{
    faimi_rc_t  rc;

    if (page->style != NULL) {
        return faimi_styles_map_key(site, page, key, err);
    }

    if (page->file != NULL && page->file->form == NULL) {
        if (err != NULL && page->file->problem != NULL) {
            *err = *page->file->problem;
        }

        return FAIMI_ERROR;
    }

    if (!faimi_key_is_fresh(page)) {
        rc = faimi_guard_run(site->guard, faimi_key_work, page);
        faimi_arena_reset(site->scratch);

        if (rc != FAIMI_OK) {
            return faimi_error_set(err, page->path, 0, 0, "there is not "
                                   "enough memory for this page");
        }
    }

    memcpy(key, page->key, FAIMI_KEY_SIZE);

    return FAIMI_OK;
}


/* What templates can see of a page without its body. */
static void
faimi_index_digest_page(faimi_index_t *index, faimi_page_t *page)
{
    faimi_digest_part(index->seen, page->path);
    faimi_digest_part(index->seen, page->url);
    faimi_digest_part(index->seen, page->year);
    faimi_digest_part(index->seen, page->event);
    faimi_digest_value(index->seen, FAIMI_V_MAP(page->data));
}


static void
faimi_index_digest_hidden(faimi_index_t *index, const faimi_pages_t *group)
{
    size_t  i;

    for (i = 0; i < group->n; i++) {
        if (group->items[i]->hidden) {
            faimi_index_digest_page(index, group->items[i]);
        }
    }
}


void
faimi_index_digests(faimi_index_t *index)
{
    size_t  i;

    index->seen = faimi_buf_create(index->tmp, SIZE_MAX);
    faimi_index_each(index, faimi_index_digest_page);

    /* what is not written is seen all the same */
    for (i = 0; i < index->config->ngroups; i++) {
        faimi_index_digest_hidden(index, &index->groups[i]);
    }

    for (i = 0; i < index->nstatics; i++) {
        faimi_digest_part(index->seen, index->statics[i]->path);
        faimi_buf_char(index->seen, (index->statics[i]->problem == NULL)
                                    ? 'y' : 'n');
    }

    index->listing = faimi_digest(index->site->guard,
                                  faimi_buf_slice(index->seen));
    index->seen = NULL;
}
