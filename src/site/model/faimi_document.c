/*
 * What posts and documents of collections have beside pages: a date, names,
 * a slug (jekyll/document.rb).
 */

#include "faimi_build.h"
#include "faimi_title.h"


/* The moment of a date as Jekyll takes it: in the site's zone. */
static bool
faimi_document_moment(const faimi_build_t *build, faimi_value_t v,
    faimi_time_t *t)
{
    const faimi_tz_t  *tz;

    tz = build->config->tz;

    switch (v.type) {
    case FAIMI_DATE:
        *t = faimi_tz_make(tz, faimi_time_civil(v.u.time));
        return true;
    case FAIMI_TIME:
        *t = faimi_tz_local(tz, v.u.time);
        return true;
    case FAIMI_STRING:
        return faimi_tz_read(tz, v.u.string, t);
    default:
        return false;
    }
}


/* The date of a document that has none: a draft's is its file's, any other's
 * that of the site, which is today's, so that a page does not change all the
 * time. */
static faimi_time_t
faimi_document_undated(faimi_build_t *build, const faimi_page_t *page)
{
    faimi_time_t  t;

    if (page->file->where.kind == FAIMI_FILE_DRAFTS) {
        t = (faimi_time_t) { .sec = page->file->stamp.mtime / 1000000000 };

        return faimi_tz_local(build->config->tz, t);
    }

    t = build->time;

    if (faimi_map_at(build->config->values, "time").type != FAIMI_TIME) {
        t.sec -= (t.sec + t.offset) % 86400;
        faimi_build_until(build, t.sec + 86400);
        t.nsec = 0;
    }

    return t;
}


/* A document's date: its front matter's, its file name's, or another. */
static void
faimi_document_date(faimi_build_t *build, faimi_page_t *page,
    const faimi_post_name_t *name)
{
    faimi_value_t  v;

    v = faimi_map_at(page->data, "date");

    if (v.type != FAIMI_NIL
        && !faimi_document_moment(build, v, &page->doc.date))
    {
        faimi_notes_problem(build->notes, page->file->path, "`date` is no "
                            "date; write it as 2025-09-23 or 2025-09-23 "
                            "14:00");
        v = FAIMI_V_NIL;
    }

    page->doc.dated = v.type != FAIMI_NIL;

    if (!page->doc.dated && name->date.len > 0) {
        page->doc.dated = faimi_document_moment(build,
                                                FAIMI_V_STRING(name->date),
                                                &page->doc.date);
    }

    if (!page->doc.dated) {
        page->doc.date = faimi_document_undated(build, page);
    }

    faimi_map_set(build->arena, page->data, FAIMI_SLICE("date"),
                  (faimi_value_t) { .type = FAIMI_TIME,
                                    .u.time = page->doc.date });
}


static void
faimi_document_names_add(faimi_build_t *build, faimi_map_t *seen,
    faimi_value_t v)
{
    size_t          i, n;
    faimi_slice_t  *texts;

    texts = faimi_value_texts(build->arena, v, &n);

    for (i = 0; i < n; i++) {
        faimi_map_set(build->arena, seen, texts[i], FAIMI_V_NIL);
    }
}


/* The categories that a document's front matter gives under two keys, after
 * those that its folders do. */
static void
faimi_document_categories(faimi_build_t *build, faimi_page_t *page,
    faimi_slice_t folders)
{
    size_t          i, at, end;
    faimi_map_t    *seen;
    faimi_slice_t   part;
    faimi_value_t   v;
    faimi_array_t  *names;

    seen = faimi_map_create(build->arena);
    names = faimi_array_create(build->arena);

    for (at = 0; at < folders.len; at = end + 1) {
        end = faimi_slice_find_char(folders, '/', at);
        part = faimi_slice_sub(folders, at, end);

        if (part.len > 0) {
            faimi_map_set(build->arena, seen, part, FAIMI_V_NIL);
        }
    }

    v = faimi_map_at(page->data, "categories");

    if (v.type == FAIMI_STRING) {
        v = faimi_value_words(build->arena, v.u.string);
    }

    faimi_document_names_add(build, seen, v);
    faimi_document_names_add(build, seen, faimi_map_at(page->data, "category"));

    for (i = 0; i < seen->n; i++) {
        faimi_array_push(build->arena, names, seen->pairs[i].key);
    }

    faimi_map_set(build->arena, page->data, FAIMI_SLICE("categories"),
                  FAIMI_V_ARRAY(names));
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


/* What is a document's beside a page's. */
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
