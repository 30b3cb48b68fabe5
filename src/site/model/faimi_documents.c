/*
 * What posts and documents of collections have beside pages: a date, names,
 * a slug (jekyll/document.rb).
 */

#include "faimi_pages.h"
#include "faimi_title.h"
#include "faimi_url.h"
#include "faimi_value_tree.h"


/* The moment of a date as Jekyll takes it: in the site's zone. */
static bool
faimi_page_moment(const faimi_index_t *index, faimi_value_t v,
    faimi_time_t *t)
{
    const faimi_tz_t  *tz;

    tz = index->config->tz;

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
faimi_page_undated(faimi_index_t *index, const faimi_page_t *page)
{
    faimi_time_t  t;

    if (page->file->where.kind == FAIMI_FILE_DRAFTS) {
        t = (faimi_time_t) { .sec = page->file->stamp.mtime / 1000000000 };

        return faimi_tz_local(index->config->tz, t);
    }

    t = faimi_index_time(index);

    if (faimi_map_at(index->config->values, "time").type != FAIMI_TIME) {
        t.sec -= (t.sec + t.offset) % 86400;
        faimi_index_due(index, t.sec + 86400);
        t.nsec = 0;
    }

    return t;
}


/* A document's date: its front matter's, its file name's, or another. */
static void
faimi_page_date(faimi_index_t *index, faimi_page_t *page,
    const faimi_post_name_t *name)
{
    faimi_value_t  v;

    v = faimi_map_at(page->data, "date");

    if (v.type != FAIMI_NIL && !faimi_page_moment(index, v, &page->doc.date)) {
        faimi_index_problem(index, page->file->path, "`date` is no date; "
                            "write it as 2025-09-23 or 2025-09-23 14:00");
        v = FAIMI_V_NIL;
    }

    page->doc.dated = v.type != FAIMI_NIL;

    if (!page->doc.dated && name->date.len > 0) {
        page->doc.dated = faimi_page_moment(index, FAIMI_V_STRING(name->date),
                                        &page->doc.date);
    }

    if (!page->doc.dated) {
        page->doc.date = faimi_page_undated(index, page);
    }

    faimi_map_set(index->arena, page->data, FAIMI_SLICE("date"),
                  (faimi_value_t) { .type = FAIMI_TIME,
                                    .u.time = page->doc.date });
}


static void
faimi_page_names_add(faimi_index_t *index, faimi_map_t *seen, faimi_value_t v)
{
    size_t          i, n;
    faimi_slice_t  *texts;

    texts = faimi_value_texts(index->arena, v, &n);

    for (i = 0; i < n; i++) {
        faimi_map_set(index->arena, seen, texts[i], FAIMI_V_NIL);
    }
}


/* The categories that a document's front matter gives under two keys, after
 * those that its folders do. */
static void
faimi_page_categories(faimi_index_t *index, faimi_page_t *page,
    faimi_slice_t folders)
{
    size_t          i, at, end;
    faimi_map_t    *seen;
    faimi_slice_t   part;
    faimi_value_t   v;
    faimi_array_t  *names;

    seen = faimi_map_create(index->arena);
    names = faimi_array_create(index->arena);

    for (at = 0; at < folders.len; at = end + 1) {
        end = faimi_slice_find_char(folders, '/', at);
        part = faimi_slice_sub(folders, at, end);

        if (part.len > 0) {
            faimi_map_set(index->arena, seen, part, FAIMI_V_NIL);
        }
    }

    v = faimi_map_at(page->data, "categories");

    if (v.type == FAIMI_STRING) {
        v = faimi_value_words(index->arena, v.u.string);
    }

    faimi_page_names_add(index, seen, v);
    faimi_page_names_add(index, seen, faimi_map_at(page->data, "category"));

    for (i = 0; i < seen->n; i++) {
        faimi_array_push(index->arena, names, seen->pairs[i].key);
    }

    faimi_map_set(index->arena, page->data, FAIMI_SLICE("categories"),
                  FAIMI_V_ARRAY(names));
}


static void
faimi_page_tags_add(faimi_index_t *index, faimi_array_t *tags,
    faimi_value_t v)
{
    size_t  i;

    if (v.type == FAIMI_ARRAY) {
        for (i = 0; i < v.u.array->n; i++) {
            faimi_page_tags_add(index, tags, v.u.array->items[i]);
        }

    } else if (v.type != FAIMI_NIL) {
        faimi_array_push(index->arena, tags, v);
    }
}


/* `tag`, or else `tags`: a list, or words.  They stay what they are. */
static void
faimi_page_tags(faimi_index_t *index, faimi_page_t *page)
{
    faimi_value_t   v;
    faimi_array_t  *tags;

    tags = faimi_array_create(index->arena);
    v = faimi_map_at(page->data, "tag");

    if (!faimi_value_truthy(v)) {
        v = faimi_map_at(page->data, "tags");

        if (v.type == FAIMI_STRING) {
            v = faimi_value_words(index->arena, v.u.string);

        } else if (v.type != FAIMI_ARRAY) {
            v = FAIMI_V_NIL;
        }
    }

    faimi_page_tags_add(index, tags, v);
    faimi_map_set(index->arena, page->data, FAIMI_SLICE("tags"),
                  FAIMI_V_ARRAY(tags));
}


/* Folders above _posts are categories. */
static faimi_slice_t
faimi_page_folders(const faimi_page_t *page)
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
faimi_page_document(faimi_index_t *index, faimi_page_t *page)
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
    faimi_page_date(index, page, &name);
    faimi_page_categories(index, page, faimi_page_folders(page));
    faimi_page_tags(index, page);

    if (!faimi_value_truthy(faimi_map_at(data, "title"))) {
        faimi_map_set(index->arena, data, FAIMI_SLICE("title"),
                      FAIMI_V_STRING(faimi_title_slug(index->arena,
                                                      name.slug)));
    }

    if (!faimi_value_truthy(faimi_map_at(data, "slug"))) {
        faimi_map_set(index->arena, data, FAIMI_SLICE("slug"),
                      FAIMI_V_STRING(name.slug));
    }

    if (!faimi_value_truthy(faimi_map_at(data, "ext"))) {
        faimi_map_set(index->arena, data, FAIMI_SLICE("ext"),
                      FAIMI_V_STRING(name.ext));
    }

    if (!faimi_value_truthy(faimi_map_at(data, "draft"))) {
        faimi_map_set(index->arena, data, FAIMI_SLICE("draft"),
                      FAIMI_V_BOOL(where.kind == FAIMI_FILE_DRAFTS));
    }
}


faimi_map_t *
faimi_index_names(const faimi_index_t *index, faimi_arena_t *arena,
    const char *key)
{
    size_t                i, k, n;
    faimi_map_t          *map;
    faimi_slice_t        *names;
    const faimi_pages_t  *posts;

    map = faimi_map_create(arena);
    posts = &index->groups[0];

    for (i = 0; i < posts->n; i++) {
        names = faimi_value_texts(arena,
                    faimi_map_at(posts->items[i]->data, key), &n);

        for (k = 0; k < n; k++) {
            faimi_map_set(arena, map, names[k],
                          FAIMI_V_ARRAY(faimi_array_create(arena)));
        }
    }

    return map;
}
