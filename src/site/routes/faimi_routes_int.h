/*
 * The inside of the routes, between the files that settle them.
 */

#ifndef FAIMI_ROUTES_INT_H
#define FAIMI_ROUTES_INT_H

#include "faimi_permalink.h"
#include "faimi_routes.h"
#include "faimi_url.h"
#include "faimi_value_tree.h"


/* The three maps have faimi_output_t as values, or NULL where one was there
 * and gave way.  An alias is in `aliases`,
 * and in `outputs` unless that output is another's. */
struct faimi_routes_s {
    const faimi_index_t   *index;
    const faimi_config_t  *config;
    faimi_arena_t         *arena;      /* the index's */
    faimi_arena_t         *tmp;        /* of the settling alone */
    faimi_notes_t         *notes;
    faimi_map_t           *outputs;    /* by output file, "/" in front */
    faimi_map_t           *urls;       /* of pages, by decoded URL */
    faimi_map_t           *aliases;    /* by decoded alias */
    faimi_map_t           *composed;   /* the keys of all three that are not
                                          ASCII, in Unicode's form NFC; pages
                                          and aliases go before files */
};


/* How far the target of a redirect is resolved. */
enum {
    FAIMI_TARGET_NEW = 0,
    FAIMI_TARGET_OPEN,     /* on the way: met again, it is a cycle */
    FAIMI_TARGET_DONE
};


/* The steps, in this order: who has which output; aliases; where redirects
 * lead, in one hop. */
void faimi_outputs_build(faimi_routes_t *routes);
void faimi_aliases_build(faimi_routes_t *routes);
void faimi_targets_build(faimi_routes_t *routes);

/* Fills `composed`, at the end. */
void faimi_lookup_build(faimi_routes_t *routes);

/* The entry under a key of one of the maps, or NULL; and setting it. */
faimi_output_t *faimi_output_find(const faimi_map_t *map, faimi_slice_t key);
void faimi_output_set(faimi_routes_t *routes, faimi_map_t *map,
    faimi_slice_t key, faimi_output_t *entry);

/* What is at a URL by rules 1 to 5 of docs/urls.md, or NULL. */
const faimi_output_t *faimi_lookup(const faimi_routes_t *routes,
    faimi_slice_t path);

/* The output of the static file at a path of the site, or NULL where it has
 * none. */
const faimi_output_t *faimi_lookup_static(const faimi_routes_t *routes,
    faimi_slice_t path);

#endif
