/*
 * Who gets which output file.  Every page, static file, section page and
 * generated file claims the one that Jekyll would write for it; of several
 * that claim one, the smallest rank wins.
 */

#include <stdlib.h>

#include "faimi_outputs.h"
#include "faimi_url.h"


static const int  faimi_route_ranks[] = {
    [FAIMI_KIND_PAGE] = FAIMI_RANK_PAGE,
    [FAIMI_KIND_POST] = FAIMI_RANK_DOCUMENT,
    [FAIMI_KIND_DOCUMENT] = FAIMI_RANK_DOCUMENT,
    [FAIMI_KIND_SECTION] = FAIMI_RANK_SECTION,
    [FAIMI_KIND_GENERATED] = FAIMI_RANK_GENERATED
};


faimi_slice_t
faimi_output_source(const faimi_output_t *claim)
{
    if (claim->file != NULL) {
        return claim->file->path;
    }

    return (claim->page != NULL && claim->page->file != NULL)
           ? claim->page->file->path : FAIMI_EMPTY;
}


/* Whether `a` goes before `b`. */
static bool
faimi_output_precedes(const faimi_output_t *a, const faimi_output_t *b)
{
    if (a->rank != b->rank) {
        return a->rank < b->rank;
    }

    if (a->permalink != b->permalink) {
        return a->permalink;
    }

    return faimi_slice_cmp(faimi_output_source(a), faimi_output_source(b)) < 0;
}


/* What the site makes by itself gives way silently. */
static void
faimi_output_conflict(faimi_index_t *index, const faimi_output_t *winner,
    const faimi_output_t *loser, faimi_slice_t where)
{
    if (loser->rank < FAIMI_RANK_SECTION) {
        faimi_index_conflict(index, faimi_output_source(loser),
                             "%.*s is what %.*s is served at; this file is "
                             "not served", FAIMI_FMT(where),
                             FAIMI_FMT(faimi_output_source(winner)));
    }
}


/* Puts a claim under a key, unless one that precedes it is there; returns
 * the one that lost, or NULL. */
static faimi_output_t *
faimi_output_put(faimi_index_t *index, faimi_map_t *map, faimi_slice_t key,
    faimi_output_t *claim)
{
    faimi_output_t  *old;

    old = faimi_output_find(map, key);

    if (old != NULL && faimi_output_precedes(old, claim)) {
        faimi_output_conflict(index, old, claim, key);
        return claim;
    }

    faimi_output_set(index, map, key, claim);

    if (old != NULL) {
        faimi_output_conflict(index, claim, old, key);
    }

    return old;
}


static void
faimi_output_page(faimi_index_t *index, faimi_page_t *page)
{
    faimi_output_t  *claim;

    claim = faimi_alloc(index->arena, sizeof(faimi_output_t));
    claim->kind = (page->redirect.len > 0) ? FAIMI_ROUTE_REDIRECT
                                           : FAIMI_ROUTE_PAGE;
    claim->rank = faimi_route_ranks[page->kind];
    claim->page = page;
    claim->permalink = page->out.permalink;
    claim->spelled = page->out.spelled;
    claim->goal = page->redirect;
    claim->status = index->config->redirect_status;

    (void) faimi_output_put(index, index->outputs, page->out.file, claim);
}


/* Defaults may say `published: false`. */
static bool
faimi_output_is_published(faimi_index_t *index, const faimi_file_t *file)
{
    const faimi_map_t  *defaults;

    if (index->config->ndefaults == 0) {
        return true;
    }

    defaults = faimi_config_defaults(index->config, index->tmp, file->path,
                                     file->where.group
                                     ? file->where.group->label
                                     : FAIMI_EMPTY);

    return defaults == NULL
           || !faimi_map_off(defaults, "published");
}


static void
faimi_output_static(faimi_index_t *index, faimi_file_t *file)
{
    faimi_slice_t   output;
    faimi_output_t  *claim;

    if ((file->where.group != NULL && !file->where.group->output)
        || !faimi_output_is_published(index, file))
    {
        return;
    }

    claim = faimi_alloc(index->arena, sizeof(faimi_output_t));
    claim->kind = FAIMI_ROUTE_STATIC;
    claim->rank = FAIMI_RANK_STATIC;
    claim->file = file;

    output = (file->where.group != NULL)
             ? faimi_permalink_static(index->arena, index->config, file)
             : faimi_arena_printf(index->arena, "/%.*s",
                                  FAIMI_FMT(file->path));
    claim->spelled = output;
    (void) faimi_output_put(index, index->outputs, output, claim);
}


/* The URL of each page that has its output file; two that differ in their
 * files may still have one URL. */
static void
faimi_output_urls(faimi_index_t *index)
{
    size_t          i;
    faimi_output_t  *claim;

    for (i = 0; i < index->outputs->n; i++) {
        claim = index->outputs->pairs[i].value.u.object.data;

        if (claim->page != NULL) {
            (void) faimi_output_put(index, index->urls,
                                    claim->page->out.spelled, claim);
        }
    }
}


/* /latest/ leads to the newest section, unless a page is there. */
static void
faimi_output_latest(faimi_index_t *index)
{
    faimi_output_t  *claim;

    if (index->nsections == 0) {
        return;
    }

    claim = faimi_alloc(index->arena, sizeof(faimi_output_t));
    claim->kind = FAIMI_ROUTE_REDIRECT;
    claim->rank = FAIMI_RANK_SECTION;
    claim->spelled = FAIMI_SLICE("/latest/");
    claim->goal = index->sections[0].url;
    claim->status = 302;

    (void) faimi_output_put(index, index->outputs,
                           FAIMI_SLICE("/latest/index.html"), claim);
}


void
faimi_index_outputs(faimi_index_t *index)
{
    size_t  i;

    index->outputs = faimi_map_create(index->arena);
    index->urls = faimi_map_create(index->arena);
    index->aliases = faimi_map_create(index->arena);

    for (i = 0; i < index->nstatics; i++) {
        if (index->statics[i]->problem == NULL) {
            faimi_output_static(index, index->statics[i]);
        }
    }

    faimi_index_each(index, faimi_output_page);
    faimi_output_latest(index);
    faimi_output_urls(index);
}
