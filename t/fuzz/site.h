/*
 * Whole sites out of bytes: a folder that is written and edited as an input
 * says, the site that lives through it, and what must hold meanwhile.
 *
 * An input is a head of SITE_HEAD bytes and edits of SITE_RECORD bytes each.
 * Every byte is a choice; where a record's bytes are used up, all choices are
 * the first.
 */

#ifndef SITE_H
#define SITE_H

#include <stdio.h>

#include "faimi_report.h"
#include "faimi_site_int.h"


#define SITE_HEAD     4
#define SITE_FIRST    24     /* its first byte, modulo this: how many edits
                                come before the first look at the folder */
#define SITE_RECORD   96
#define SITE_RECORDS  40
#define SITE_INPUT    (SITE_HEAD + SITE_RECORDS * SITE_RECORD)


/* What is left to choose with. */
typedef struct {
    const uint8_t  *data;
    size_t          n;
} site_bytes_t;

/* What one choice after the other has written; cut where it is full. */
typedef struct {
    char    data[4096];
    size_t  n;
} site_text_t;

/* A name of the grammar, and what it may be: texts in which "$name" stands
 * for another, and "$$" for "$".  The first one is short, and leads to an
 * end. */
typedef struct {
    const char         *name;
    const char *const  *choices;
} site_rule_t;

/* A page that was rendered, as a cache would keep it. */
typedef struct site_page_s  site_page_t;

struct site_page_s {
    unsigned char   key[FAIMI_KEY_SIZE];
    faimi_slice_t   text;
    site_page_t    *next;
};

/* A file's last good source, as the zone keeps it. */
typedef struct site_kept_s  site_kept_t;

struct site_kept_s {
    faimi_slice_t   path;
    faimi_slice_t   source;
    site_kept_t    *next;
};

typedef struct {
    char            base[64];       /* of the three folders: */
    char            root[80];
    char            theme[80];
    char            outside[80];
    faimi_site_t   *site;           /* that lives through the edits */
    faimi_site_t   *fresh;          /* that has just read the folder */
    faimi_guard_t  *guard;
    faimi_arena_t  *arena;          /* of a comparison */
    faimi_arena_t  *memory;         /* of the input */
    site_page_t    *pages[256];
    site_kept_t    *kept;
    site_bytes_t    head;
    site_bytes_t    in;             /* of the edit that is being made */
    site_text_t     text;
    int64_t         now;            /* seconds */
    int64_t         writes;
    bool            themed;
    bool            quiet;          /* something changed without an event */
    bool            linked;         /* something may: by another name */
    bool            sweeping;       /* so it is with all that changes */
    bool            failed;
    FILE           *log;            /* what was done, and what is wrong */
    size_t          rendered;
    size_t          hits;
} site_world_t;


/* site_grammar.c, site_templates.c: what there is to choose from. */
extern const site_rule_t  site_grammar[];
extern const site_rule_t  site_templates[];

/* site_text.c: a choice among n, and texts by a rule of the grammar. */
size_t site_choose(site_bytes_t *in, size_t n);
void site_expand(site_bytes_t *in, const char *rule, site_text_t *out);

/* site_edit.c: one edit of the folder. */
void site_edit(site_world_t *w);

/* site_host.c: what the site asks of its surroundings. */
faimi_site_t *site_open(site_world_t *w, bool fresh);
void site_forget(site_world_t *w);

/* site_check.c: brings the site up to date and holds it against a new one. */
void site_check(site_world_t *w);

/* site_run.c: one input, from empty folders on. */
typedef struct {
    size_t  rendered;   /* pages of different keys */
    size_t  hits;       /* pages again under the key they had */
} site_counts_t;

/* False if something did not hold; `text`, if not NULL, is then what and
 * when, to be freed. */
bool site_run(const uint8_t *data, size_t size, site_counts_t *counts,
    char **text);

#endif
