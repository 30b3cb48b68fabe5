/*
 * Files as the site knows them.  A record per file, which stays where it is
 * while the file exists, and its form: what was read of it, whole and good.
 * A form does not change; a new one takes its place.
 */

#ifndef FAIMI_FILE_H
#define FAIMI_FILE_H

#include "faimi_digest.h"
#include "faimi_liquid.h"
#include "faimi_publish.h"
#include "faimi_site.h"
#include "faimi_source.h"


typedef struct {
    faimi_arena_t     *arena;      /* all of it */
    faimi_slice_t      source;
    faimi_digest_t     digest;     /* of the source */
    faimi_digest_t     outside;    /* of all that others see of it: a change
                                      of the body alone leaves it as it is */
    bool               matter;     /* has front matter */
    faimi_map_t       *data;       /* the front matter; never NULL */
    faimi_value_t      value;      /* of _config.yml and data files */
    faimi_slice_t      body;
    size_t             body_line;
    faimi_template_t  *template;   /* NULL: nothing of Liquid in it */
    faimi_slice_t      heading;    /* the first line's, as it is written */
    bool               relative;   /* names files by include_relative */
    bool               raw;        /* a 404.html without front matter */
    bool               links;      /* may have links to files of the site */
} faimi_parsed_t;


typedef struct faimi_file_s  faimi_file_t;
typedef struct faimi_tree_s  faimi_tree_t;

struct faimi_file_s {
    faimi_slice_t    path;
    faimi_slice_t    name;        /* for the host: the path behind the marks
                                     of its tree */
    faimi_where_t    where;       /* group: of the configuration in force */
    faimi_tree_t    *tree;        /* that it is of */
    bool             theme;       /* lies in the theme's folder */
    bool             rendered;    /* a page, not a static file */
    bool             tried;       /* digest is that of a source */
    faimi_stamp_t    stamp;       /* of what was read last */
    faimi_digest_t   digest;      /* of the same, good or not */
    uint64_t         seen;        /* by which sweep */
    uint64_t         wanted;      /* a partial: when a page last named it */
    int64_t          due;         /* milliseconds; 0: it waits for nothing */
    bool             listed;      /* among the site's files that wait */
    faimi_file_t    *behind;      /* the next of these */
    faimi_stamp_t    waiting;     /* as it was when it began to wait */
    int64_t          pause;       /* ms to wait where it has changed again */
    faimi_parsed_t  *parsed;      /* in force, or NULL */
    uint64_t         version;     /* counts forms */
    faimi_page_t    *page;        /* of the stock, made of that edition and */
    uint64_t         page_version;
    uint64_t         page_stock;  /* in that stock */
    faimi_error_t   *problem;     /* what is wrong with the source now */
    faimi_error_t   *failure;     /* why the page did not render, and */
    faimi_digest_t   failed;      /* its key then */
    faimi_file_t    *next;
};


void faimi_file_destroy(faimi_file_t *file);

/* Reads a source into a form of the kind that the file's place asks for.
 * FAIMI_ERROR: it is broken; `err` says where. */
faimi_rc_t faimi_parsed_create(faimi_guard_t *guard,
    const faimi_config_t *config, const faimi_file_t *file,
    faimi_slice_t source, faimi_parsed_t **parsed, faimi_error_t *err);

#endif
