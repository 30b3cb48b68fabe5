/*
 * A set of paths, in a worker's own memory.
 */

#ifndef NGX_FAIMI_PATH_SET_H
#define NGX_FAIMI_PATH_SET_H

#include "ngx_faimi.h"


typedef struct {
    ngx_rbtree_t       tree;    /* of ngx_str_node_t */
    ngx_rbtree_node_t  end;
} ngx_faimi_path_set_t;


void ngx_faimi_path_set_init(ngx_faimi_path_set_t *paths);

/* The path is copied.  Without memory (the log says so) it is not added. */
void ngx_faimi_path_set_add(ngx_faimi_path_set_t *paths, faimi_slice_t path,
    ngx_log_t *log);

ngx_uint_t ngx_faimi_path_set_has(ngx_faimi_path_set_t *paths,
    faimi_slice_t path);

/* Whether it was there. */
ngx_uint_t ngx_faimi_path_set_remove(ngx_faimi_path_set_t *paths,
    faimi_slice_t path);
void ngx_faimi_path_set_remove_below(ngx_faimi_path_set_t *paths,
    faimi_slice_t folder);
ngx_uint_t ngx_faimi_path_set_is_empty(const ngx_faimi_path_set_t *paths);

/* All paths of `from`, which is empty then, into `to`, which is empty now. */
void ngx_faimi_path_set_move(ngx_faimi_path_set_t *to,
    ngx_faimi_path_set_t *from);
void ngx_faimi_path_set_clear(ngx_faimi_path_set_t *paths);

/* Takes all out, calling fn(data, path) for each. */
void ngx_faimi_path_set_take(ngx_faimi_path_set_t *paths,
    void (*fn)(void *data, faimi_slice_t path), void *data);

/* Whether `path` is `folder` or lies below it. */
ngx_uint_t ngx_faimi_path_set_below(faimi_slice_t path, faimi_slice_t folder);

#endif
