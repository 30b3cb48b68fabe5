/*
 * Pages, documents and excerpts as templates see them (jekyll/convertible.rb,
 * #to_liquid; jekyll/drops/document_drop.rb; jekyll/drops/excerpt_drop.rb).
 *
 * The object of a template is the page itself, which is shared by all
 * renderings and does not change; its class says in which rendering it is
 * seen.  So an array of a thousand posts takes a thousand pointers, and a
 * member is made when it is asked for.
 *
 * Some members depend on the page that asks.  Jekyll renders one page after
 * the other: `content` of a page that comes earlier is its HTML, of a later
 * one its source. faimi_page_is_earlier() is that order, and an earlier page
 * is rendered within this rendering if its content is asked for.
 */

#include <stdlib.h>

#include "faimi_url.h"
#include "faimi_value_tree.h"
#include "faimi_view_int.h"


typedef faimi_value_t (*faimi_page_member_pt)(faimi_view_t *view,
    const faimi_page_t *page);

/* Who has a member. */
enum {
    FAIMI_OF_PAGES = 1,
    FAIMI_OF_DOCUMENTS = 2,
    FAIMI_OF_BOTH = 3
};


typedef struct {
    faimi_slice_t          name;
    faimi_page_member_pt   fn;
    int                    of;
} faimi_page_member_t;

/* A row with the length of its name: `where` looks up a member in each page of
 * a site, so that strlen() at each look-up would count. */
#define FAIMI_PAGE_MEMBER(name, fn, of) \
    { { name, sizeof(name) - 1 }, fn, of }


static bool
faimi_page_in_group(const faimi_page_t *page)
{
    return page->doc.group != NULL;
}


static int
faimi_page_is_of(const faimi_page_t *page)
{
    return faimi_page_in_group(page) ? FAIMI_OF_DOCUMENTS : FAIMI_OF_PAGES;
}


/* Whether Jekyll would have rendered `page` before the page that asks.
 * Site#render does the documents, collection by collection, and then the
 * pages; each in their order.  What generators would write is added after the
 * site's own files, and sees all of them. */
static bool
faimi_page_is_earlier(const faimi_view_t *view, const faimi_page_t *page)
{
    const faimi_page_t  *current;

    current = view->frame->page;

    if (current->kind >= FAIMI_KIND_SECTION) {
        return true;
    }

    if (faimi_page_in_group(page) != faimi_page_in_group(current)) {
        return faimi_page_in_group(page);
    }

    if (page->doc.group != current->doc.group) {
        return page->doc.group < current->doc.group;
    }

    return page->place < current->place;
}


/* The content: HTML once it is converted, the source before that. */
static faimi_value_t
faimi_page_get_content(faimi_view_t *view, const faimi_page_t *page)
{
    if (page->file == NULL || page->file->parsed == NULL) {
        return FAIMI_V_STRING(FAIMI_EMPTY);
    }

    if (page == view->frame->page) {
        return FAIMI_V_STRING((faimi_page_in_group(page)
                               && view->frame->content.data != NULL)
                              ? view->frame->content
                              : faimi_page_source(page));
    }

    return FAIMI_V_STRING(faimi_page_is_earlier(view, page)
                          ? faimi_view_shown(view, page, faimi_view_content)
                          : faimi_page_source(page));
}


/* The page with its layouts, which exists for pages that were rendered
 * earlier; Document#output of the others is nil. */
static faimi_value_t
faimi_page_get_output(faimi_view_t *view, const faimi_page_t *page)
{
    if (page == view->frame->page || !faimi_page_is_earlier(view, page)) {
        return FAIMI_V_NIL;
    }

    return FAIMI_V_STRING(faimi_view_shown(view, page, faimi_view_output));
}


/* page.dir: the folder of its URL (Page#dir). */
static faimi_value_t
faimi_page_get_dir(faimi_view_t *view, const faimi_page_t *page)
{
    faimi_slice_t  dir;

    if (faimi_slice_ends(page->url, FAIMI_SLICE("/"))) {
        return FAIMI_V_STRING(page->url);
    }

    dir = faimi_path_dir(page->url);

    return FAIMI_V_STRING(faimi_arena_printf(view->arena, "%.*s/",
                                             FAIMI_FMT(dir)));
}


/* `excerpt:` of the front matter wins, unless a plugin makes the excerpt
 * again.  Pages have excerpts only with `page_excerpts: true`, and only those
 * that are HTML (Page#generate_excerpt?). */
static faimi_value_t
faimi_page_get_excerpt(faimi_view_t *view, const faimi_page_t *page)
{
    faimi_value_t  own;

    /* an excerpt has none of its own */
    if (page == view->frame->excerpt) {
        return FAIMI_V_NIL;
    }

    own = faimi_map_at(page->data, "excerpt");

    if (faimi_value_truthy(own) && !faimi_excerpt_is_new(page, view->arena)) {
        return FAIMI_V_STRING(faimi_value_slice(view->arena, own));
    }

    if (!faimi_value_truthy(own) && !faimi_page_in_group(page)
        && (!page->index->config->excerpts.pages || !page->out.html))
    {
        return FAIMI_V_NIL;
    }

    return FAIMI_V_STRING(faimi_view_shown(view, page, faimi_view_excerpt));
}


static faimi_value_t
faimi_page_get_name(faimi_view_t *view, const faimi_page_t *page)
{
    faimi_value_t  own;

    (void) view;
    own = faimi_map_at(page->data, "name");

    return ((faimi_page_in_group(page) || page->kind == FAIMI_KIND_GENERATED)
            && faimi_value_truthy(own))
           ? own : FAIMI_V_STRING(faimi_path_name(page->path));
}


static faimi_value_t
faimi_page_get_relative_path(faimi_view_t *view, const faimi_page_t *page)
{
    (void) view;

    /* a part of a listing has the path of the whole */
    return FAIMI_V_STRING((page->pager > 1) ? page->file->path : page->path);
}


static faimi_value_t
faimi_page_get_path(faimi_view_t *view, const faimi_page_t *page)
{
    faimi_value_t  own;

    own = faimi_map_at(page->data, "path");

    return (!faimi_page_in_group(page) && own.type != FAIMI_NIL)
           ? own : faimi_page_get_relative_path(view, page);
}


static faimi_value_t
faimi_page_get_url(faimi_view_t *view, const faimi_page_t *page)
{
    (void) view;

    return FAIMI_V_STRING(page->url);
}


static faimi_value_t
faimi_page_get_collection(faimi_view_t *view, const faimi_page_t *page)
{
    (void) view;

    return FAIMI_V_STRING(page->doc.group->label);
}


/* "/2024/03/05/slug": the folder of the URL and the slug (Document#id). */
static faimi_value_t
faimi_page_get_id(faimi_view_t *view, const faimi_page_t *page)
{
    size_t         at;
    faimi_slice_t  dir, slug, url;

    url = page->url;

    if (url.len > 1 && url.data[url.len - 1] == '/') {
        url.len--;
    }

    dir = faimi_path_dir(url);
    slug = faimi_map_text(view->arena, page->data, "slug");
    at = dir.len + 1;

    /* most URLs end in the slug: the id is a part of them, and `where: "id"`
     * over all documents makes no texts */
    if (url.len >= at && url.data[dir.len] == '/'
        && faimi_slice_starts(faimi_slice_sub(url, at, url.len), slug))
    {
        return FAIMI_V_STRING(faimi_slice_sub(url, 0, at + slug.len));
    }

    return FAIMI_V_STRING(faimi_arena_printf(view->arena, "%.*s/%.*s",
                                             FAIMI_FMT(dir),
                                             FAIMI_FMT(slug)));
}


/* The document at a place of its collection, or nil.  Before the first one the
 * place is SIZE_MAX, which no list reaches. */
static faimi_value_t
faimi_page_neighbour(const faimi_view_t *view, const faimi_page_t *page,
    size_t place)
{
    size_t                i;
    const faimi_pages_t  *list;

    i = (size_t) (page->doc.group - page->index->config->groups);
    list = &page->index->groups[i];

    return (place < list->n) ? faimi_drop_page(view, list->items[place])
                             : FAIMI_V_NIL;
}


static faimi_value_t
faimi_page_get_next(faimi_view_t *view, const faimi_page_t *page)
{
    return faimi_page_neighbour(view, page, page->place + 1);
}


static faimi_value_t
faimi_page_get_previous(faimi_view_t *view, const faimi_page_t *page)
{
    return faimi_page_neighbour(view, page, page->place - 1);
}


/* Our own members of pages in sections.  The front matter's keys of these
 * names come first, so that a site of Jekyll's that uses them sees no
 * change. */
static faimi_value_t
faimi_page_get_year(faimi_view_t *view, const faimi_page_t *page)
{
    faimi_value_t  own;

    (void) view;
    own = faimi_map_at(page->data, "year");

    return (own.type != FAIMI_NIL || page->in.year.len == 0)
           ? own : faimi_section_year(page->in.year);
}


static faimi_value_t
faimi_page_get_event(faimi_view_t *view, const faimi_page_t *page)
{
    (void) view;

    return (page->in.event.len > 0) ? FAIMI_V_STRING(page->in.event)
                                 : faimi_map_at(page->data, "event");
}


/* The members, which hide keys of the front matter with the same names.  Pages
 * lack those that only DocumentDrop has, and show the front matter's key
 * instead. */
static const faimi_page_member_t  faimi_page_members[] = {
    FAIMI_PAGE_MEMBER("content", faimi_page_get_content,
                      FAIMI_OF_BOTH),
    FAIMI_PAGE_MEMBER("dir", faimi_page_get_dir,
                      FAIMI_OF_PAGES),
    FAIMI_PAGE_MEMBER("excerpt", faimi_page_get_excerpt,
                      FAIMI_OF_BOTH),
    FAIMI_PAGE_MEMBER("name", faimi_page_get_name,
                      FAIMI_OF_BOTH),
    FAIMI_PAGE_MEMBER("path", faimi_page_get_path,
                      FAIMI_OF_BOTH),
    FAIMI_PAGE_MEMBER("url", faimi_page_get_url,
                      FAIMI_OF_BOTH),
    FAIMI_PAGE_MEMBER("year", faimi_page_get_year,
                      FAIMI_OF_BOTH),
    FAIMI_PAGE_MEMBER("event", faimi_page_get_event,
                      FAIMI_OF_BOTH),
    FAIMI_PAGE_MEMBER("collection", faimi_page_get_collection,
                      FAIMI_OF_DOCUMENTS),
    FAIMI_PAGE_MEMBER("id", faimi_page_get_id,
                      FAIMI_OF_DOCUMENTS),
    FAIMI_PAGE_MEMBER("next", faimi_page_get_next,
                      FAIMI_OF_DOCUMENTS),
    FAIMI_PAGE_MEMBER("output", faimi_page_get_output,
                      FAIMI_OF_DOCUMENTS),
    FAIMI_PAGE_MEMBER("previous", faimi_page_get_previous,
                      FAIMI_OF_DOCUMENTS),
    FAIMI_PAGE_MEMBER("relative_path", faimi_page_get_relative_path,
                      FAIMI_OF_DOCUMENTS)
};

#define FAIMI_PAGE_MEMBERS \
    (sizeof(faimi_page_members) / sizeof(faimi_page_members[0]))


static faimi_value_t
faimi_drop_page_get(faimi_object_t object, faimi_slice_t key,
    faimi_arena_t *arena)
{
    size_t                      i;
    const faimi_page_t         *page = object.data;
    const faimi_value_t        *v;
    const faimi_page_member_t  *row;

    (void) arena;

    for (i = 0; i < FAIMI_PAGE_MEMBERS; i++) {
        row = &faimi_page_members[i];

        if (faimi_slice_eq(key, row->name)
            && (row->of & faimi_page_is_of(page)) != 0)
        {
            return row->fn(object.class->context, page);
        }
    }

    v = faimi_map_get(page->data, key);

    return (v == NULL) ? FAIMI_V_NIL : *v;
}


/* The page of an excerpt: its document, but for the members that
 * jekyll/excerpt.rb defines itself (#id, #path, #relative_path), and without
 * an excerpt of its own, which would never end. */
static faimi_value_t
faimi_drop_excerpt_get(faimi_object_t object, faimi_slice_t key,
    faimi_arena_t *arena)
{
    faimi_value_t  v;

    v = faimi_drop_page_get(object, key, arena);

    if (faimi_slice_eq(key, FAIMI_SLICE("excerpt"))) {
        return FAIMI_V_NIL;
    }

    if (v.type == FAIMI_STRING && faimi_slice_eq(key, FAIMI_SLICE("id"))) {
        v.u.string = faimi_arena_printf(arena, "%.*s#excerpt",
                                        FAIMI_FMT(v.u.string));

    } else if (v.type == FAIMI_STRING
               && (faimi_slice_eq(key, FAIMI_SLICE("path"))
                   || faimi_slice_eq(key, FAIMI_SLICE("relative_path"))))
    {
        v.u.string = faimi_arena_printf(arena, "%.*s/#excerpt",
                                        FAIMI_FMT(v.u.string));
    }

    return v;
}


/* Names as Jekyll lists them: `year` and `event` only where they are the
 * front matter's. */
static faimi_value_t
faimi_drop_page_keys(faimi_object_t object, faimi_arena_t *arena)
{
    size_t               i;
    faimi_map_t         *seen;
    faimi_array_t       *keys;
    faimi_slice_t        name;
    const faimi_page_t  *page = object.data;

    seen = faimi_map_clone(arena, page->data);
    keys = faimi_array_create(arena);

    for (i = 0; i < FAIMI_PAGE_MEMBERS; i++) {
        name = faimi_page_members[i].name;

        if (!faimi_slice_eq(name, FAIMI_SLICE("year"))
            && !faimi_slice_eq(name, FAIMI_SLICE("event"))
            && (faimi_page_members[i].of & faimi_page_is_of(page)) != 0)
        {
            faimi_map_set(arena, seen, name, FAIMI_V_NIL);
        }
    }

    for (i = 0; i < seen->n; i++) {
        faimi_array_push(arena, keys, seen->pairs[i].key);
    }

    return FAIMI_V_ARRAY(keys);
}


/* The methods of DocumentDrop, which Drop#keys lists before the front matter's
 * keys.  Ruby does not promise this order; it is the one that Jekyll 4.3
 * shows. */
static const char *const  faimi_document_keys[] = {
    "name", "relative_path", "tags", "id", "title", "categories", "excerpt",
    "next", "previous", "collection", "path", "content", "url", "output",
    "date", "draft"
};


static faimi_value_t
faimi_drop_document_keys(faimi_object_t object, faimi_arena_t *arena)
{
    size_t               i;
    faimi_map_t         *seen;
    faimi_array_t       *keys;
    const faimi_page_t  *page = object.data;

    seen = faimi_map_create(arena);
    keys = faimi_array_create(arena);

    for (i = 0; i < sizeof(faimi_document_keys) / sizeof(char *); i++) {
        faimi_map_set(arena, seen, faimi_slice_str(faimi_document_keys[i]),
                      FAIMI_V_NIL);
    }

    for (i = 0; i < page->data->n; i++) {
        faimi_map_put(arena, seen, page->data->pairs[i].key, FAIMI_V_NIL);
    }

    for (i = 0; i < seen->n; i++) {
        faimi_array_push(arena, keys, seen->pairs[i].key);
    }

    return FAIMI_V_ARRAY(keys);
}


/* Document#to_s: its output if there is one, or else its content.  The output
 * exists for documents that were rendered before the page that asks. */
static faimi_slice_t
faimi_drop_document_text(faimi_object_t object, faimi_arena_t *arena)
{
    faimi_view_t        *view = object.class->context;
    faimi_value_t        v;
    const faimi_page_t  *page = object.data;

    v = faimi_page_get_output(view, page);
    v = (v.type == FAIMI_STRING) ? v : faimi_page_get_content(view, page);

    return faimi_value_slice(arena, v);
}


static const faimi_class_t  faimi_drop_page_class = {
    "Jekyll::Page", faimi_drop_page_get, faimi_drop_page_keys, NULL, NULL
};

static const faimi_class_t  faimi_drop_document_class = {
    "Jekyll::Drops::DocumentDrop", faimi_drop_page_get,
    faimi_drop_document_keys, faimi_drop_document_text, NULL
};

static const faimi_class_t  faimi_drop_excerpt_class = {
    "Jekyll::Drops::ExcerptDrop", faimi_drop_excerpt_get,
    faimi_drop_document_keys, NULL, NULL
};


/* Members that are no part of the index: a body may change without a new one,
 * and a neighbour is as text what it renders. */
static const char *const  faimi_drop_changing[] = {
    "content", "excerpt", "output", "next", "previous", NULL
};


faimi_shared_t *
faimi_shared_create(void)
{
    faimi_shared_t  *shared;

    shared = calloc(1, sizeof(faimi_shared_t));

    if (shared == NULL) {
        return NULL;
    }

    shared->page_class = faimi_drop_page_class;
    shared->document_class = faimi_drop_document_class;
    shared->excerpt_class = faimi_drop_excerpt_class;
    shared->answers = faimi_answers_create(faimi_drop_changing);

    if (shared->answers == NULL) {
        free(shared);
        return NULL;
    }

    return shared;
}


void
faimi_shared_destroy(faimi_shared_t *shared)
{
    if (shared != NULL) {
        faimi_answers_destroy(shared->answers);
        free(shared);
    }
}


void
faimi_shared_forget(faimi_shared_t *shared)
{
    faimi_answers_forget(shared->answers);
}


/* The classes outlive the rendering, their context does not: values that name
 * them are asked only while it is on its way. */
void
faimi_drop_classes(faimi_view_t *view)
{
    faimi_shared_t  *shared;

    shared = view->input->shared;
    shared->page_class.context = view;
    shared->document_class.context = view;
    shared->excerpt_class.context = view;
}


faimi_value_t
faimi_drop_page(const faimi_view_t *view, const faimi_page_t *page)
{
    const faimi_shared_t  *shared;

    shared = view->input->shared;

    return FAIMI_V_OBJECT(faimi_page_in_group(page) ? &shared->document_class
                                                    : &shared->page_class,
                          (void *) page);
}


faimi_value_t
faimi_drop_excerpt(const faimi_view_t *view, const faimi_page_t *page)
{
    return FAIMI_V_OBJECT(&view->input->shared->excerpt_class, (void *) page);
}


void
faimi_drop_push(const faimi_view_t *view, faimi_array_t *array,
    const faimi_page_t *page)
{
    faimi_array_push(view->arena, array, faimi_drop_page(view, page));
}
