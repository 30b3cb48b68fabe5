/*
 * What posts and documents have in addition to pages: a date, names,
 * a slug (jekyll/document.rb).
 */

#include "faimi_build.h"
#include "faimi_title.h"


/* The date of a document that has none: a draft's is the time at which its file
 * was changed; any other's is the site's, which is today's, so that a page does
 * not change all the time. */
static faimi_time_t
faimi_document_undated(faimi_build_t *build, const faimi_page_t *page)
{
    int64_t       mtime;
    faimi_time_t  t;

    if (page->file->where.kind == FAIMI_FILE_DRAFTS) {
        mtime = page->file->stamp.mtime;
        t = (faimi_time_t) { .sec = mtime / 1000000000,
                             .nsec = (int32_t) (mtime % 1000000000) };

        return faimi_tz_local(build->config->tz, t);
    }

    t = build->time;

    if (!build->timed) {
        t.sec -= (t.sec + t.offset) % 86400;
        faimi_build_until(build, t.sec + 86400);
        t.nsec = 0;
    }

    return t;
}


/* With an invalid date Jekyll ends the build; here the document is left
 * out, since any date in its place would be a URL that nobody has asked for. */
static void
faimi_document_reject(faimi_build_t *build, faimi_page_t *page,
    const char *what)
{
    page->doc.rejected = true;
    faimi_notes_problem(build->notes, page->file->path, "%s is no date; "
                        "write it as 2025-09-23%s; the document is left out",
                        what, (what[0] == '`') ? " or 2025-09-23 14:00" : "");
}


/* A document's date: its front matter's, its file name's, or another.  An
 * empty `date` is an invalid one (Document#merge_date!). */
static void
faimi_document_date(faimi_build_t *build, faimi_page_t *page,
    const faimi_post_name_t *name)
{
    const faimi_tz_t     *tz;
    const faimi_value_t  *v;

    tz = build->config->tz;
    v = faimi_map_get(page->data, FAIMI_SLICE("date"));

    if (v != NULL) {
        page->doc.dated = faimi_index_moment(tz, *v, &page->doc.date);

        if (!page->doc.dated) {
            faimi_document_reject(build, page, "`date`");
        }

    } else if (name->date.len > 0) {
        page->doc.dated = faimi_index_moment(tz, FAIMI_V_STRING(name->date),
                                             &page->doc.date);

        if (!page->doc.dated) {
            faimi_document_reject(build, page, "the date in the file's name");
        }
    }

    if (!page->doc.dated) {
        page->doc.date = faimi_document_undated(build, page);
    }

    /* Publisher#hidden_in_the_future? asks a post for its date, and from then
     * on a draft has one.  With `future: true` nobody asks before a template
     * does, and the order is that of rendering; not so here. */
    page->doc.sorted = page->doc.dated
                       || page->file->where.kind == FAIMI_FILE_DRAFTS;

    faimi_map_set(build->arena, page->data, FAIMI_SLICE("date"),
                  (faimi_value_t) { .type = FAIMI_TIME,
                                    .u.time = page->doc.date });
}


/* Array#|: the names of a document are the keys of a map, in order, each once.
 * Values of two types differ. */
static void
faimi_document_unite(faimi_build_t *build, faimi_map_t *names,
    faimi_value_t v)
{
    size_t  i;

    if (v.type == FAIMI_ARRAY) {
        for (i = 0; i < v.u.array->n; i++) {
            if (faimi_value_is_scalar(v.u.array->items[i])) {
                faimi_map_put(build->arena, names, v.u.array->items[i],
                              FAIMI_V_NIL);
            }
        }

    } else if (faimi_value_is_scalar(v)) {
        faimi_map_put(build->arena, names, v, FAIMI_V_NIL);
    }
}


/* The same of values as texts. */
static void
faimi_document_unite_texts(faimi_build_t *build, faimi_map_t *names,
    faimi_value_t v)
{
    size_t          i, n;
    faimi_slice_t  *texts;

    texts = faimi_value_texts(build->arena, v, &n);

    for (i = 0; i < n; i++) {
        faimi_map_set(build->arena, names, texts[i], FAIMI_V_NIL);
    }
}


static faimi_value_t
faimi_document_names(faimi_build_t *build, const faimi_map_t *names)
{
    size_t          i;
    faimi_array_t  *array;

    array = faimi_array_create(build->arena);

    for (i = 0; i < names->n; i++) {
        faimi_array_push(build->arena, array, names->pairs[i].key);
    }

    return FAIMI_V_ARRAY(array);
}


/* The categories of a document: its folders, then those of its front matter;
 * and then, where they are not there already, the same and `category` as
 * texts: [2020, a] is [2020, "a", "2020"] (Document#populate_categories). */
static void
faimi_document_categories(faimi_build_t *build, faimi_page_t *page,
    faimi_slice_t folders)
{
    size_t          at, end;
    faimi_map_t    *names;
    faimi_slice_t   part;
    faimi_value_t   v;

    names = faimi_map_create(build->arena);

    for (at = 0; at < folders.len; at = end + 1) {
        end = faimi_slice_find_char(folders, '/', at);
        part = faimi_slice_sub(folders, at, end);

        if (part.len > 0) {
            faimi_map_set(build->arena, names, part, FAIMI_V_NIL);
        }
    }

    v = faimi_map_at(page->data, "categories");

    if (v.type == FAIMI_STRING) {
        v = faimi_value_words(build->arena, v.u.string);
    }

    faimi_document_unite(build, names, v);
    faimi_document_unite_texts(build, names,
                               faimi_document_names(build, names));
    faimi_document_unite_texts(build, names,
                               faimi_map_at(page->data, "category"));
    faimi_map_set(build->arena, page->data, FAIMI_SLICE("categories"),
                  faimi_document_names(build, names));
}


static void
faimi_document_tags_add(faimi_build_t *build, faimi_array_t *tags,
    faimi_value_t v)
{
    size_t  i;

    if (v.type == FAIMI_ARRAY) {
        for (i = 0; i < v.u.array->n; i++) {
            faimi_document_tags_add(build, tags, v.u.array->items[i]);
        }

    } else if (v.type != FAIMI_NIL) {
        faimi_array_push(build->arena, tags, v);
    }
}


/* `tag`, or else `tags`: a list, or words.  They stay what they are. */
static void
faimi_document_tags(faimi_build_t *build, faimi_page_t *page)
{
    faimi_value_t   v;
    faimi_array_t  *tags;

    tags = faimi_array_create(build->arena);
    v = faimi_map_at(page->data, "tag");

    if (!faimi_value_truthy(v)) {
        v = faimi_map_at(page->data, "tags");

        if (v.type == FAIMI_STRING) {
            v = faimi_value_words(build->arena, v.u.string);

        } else if (v.type != FAIMI_ARRAY) {
            v = FAIMI_V_NIL;
        }
    }

    faimi_document_tags_add(build, tags, v);
    faimi_map_set(build->arena, page->data, FAIMI_SLICE("tags"),
                  FAIMI_V_ARRAY(tags));
}


/* Folders above _posts are categories. */
static faimi_slice_t
faimi_document_folders(const faimi_page_t *page)
{
    size_t         at;
    faimi_slice_t  special;

    special = FAIMI_SLICE("/_posts/");
    at = faimi_slice_find(page->path, special, 0);

    if (at == page->path.len) {
        special = FAIMI_SLICE("/_drafts/");
        at = faimi_slice_find(page->path, special, 0);
    }

    return (page->kind != FAIMI_KIND_POST || at == page->path.len)
           ? FAIMI_EMPTY : faimi_slice_sub(page->path, 0, at);
}


/* A file of YAML is read as data alone: it is no post, since a post needs
 * content, and a document gets neither names nor a title (Document#read,
 * PostReader#processable?). */
static bool
faimi_document_is_yaml(const faimi_page_t *page)
{
    faimi_slice_t  ext;

    ext = faimi_path_ext(page->path);

    return faimi_slice_eq(ext, FAIMI_SLICE(".yml"))
           || faimi_slice_eq(ext, FAIMI_SLICE(".yaml"));
}


static void
faimi_document_yaml(faimi_build_t *build, faimi_page_t *page)
{
    page->doc.rejected = (page->kind == FAIMI_KIND_POST);
    page->doc.dated = faimi_index_moment(build->config->tz,
                                         faimi_map_at(page->data, "date"),
                                         &page->doc.date);
    page->doc.sorted = page->doc.dated;

    if (!page->doc.dated) {
        page->doc.date = faimi_document_undated(build, page);
    }
}


/* Adds to the data what documents have and pages have not. */
void
faimi_document_build(faimi_build_t *build, faimi_page_t *page)
{
    faimi_map_t        *data;
    faimi_where_t       where;
    faimi_post_name_t   name;

    where = page->file->where;
    data = page->data;

    if (!faimi_post_name(page->path, &name)) {
        name.date = FAIMI_EMPTY;
        name.ext = faimi_path_ext(page->path);
        name.slug = faimi_path_name(page->path);
        name.slug.len -= name.ext.len;
    }

    while (name.slug.len > 0 && name.slug.data[name.slug.len - 1] == '.') {
        name.slug.len--;
    }

    page->doc.slug = name.slug;

    if (faimi_document_is_yaml(page)) {
        faimi_document_yaml(build, page);
        return;
    }

    faimi_document_date(build, page, &name);
    faimi_document_categories(build, page, faimi_document_folders(page));
    faimi_document_tags(build, page);

    if (!faimi_value_truthy(faimi_map_at(data, "title"))) {
        faimi_map_set(build->arena, data, FAIMI_SLICE("title"),
                      FAIMI_V_STRING(faimi_title_slug(build->arena,
                                                      name.slug)));
    }

    if (!faimi_value_truthy(faimi_map_at(data, "slug"))) {
        faimi_map_set(build->arena, data, FAIMI_SLICE("slug"),
                      FAIMI_V_STRING(name.slug));
    }

    if (!faimi_value_truthy(faimi_map_at(data, "ext"))) {
        faimi_map_set(build->arena, data, FAIMI_SLICE("ext"),
                      FAIMI_V_STRING(name.ext));
    }

    if (!faimi_value_truthy(faimi_map_at(data, "draft"))) {
        faimi_map_set(build->arena, data, FAIMI_SLICE("draft"),
                      FAIMI_V_BOOL(where.kind == FAIMI_FILE_DRAFTS));
    }
}
