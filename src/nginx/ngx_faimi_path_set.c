#include "ngx_faimi_path_set.h"


void
ngx_faimi_path_set_init(ngx_faimi_path_set_t *paths)
{
    ngx_rbtree_init(&paths->tree, &paths->end, ngx_str_rbtree_insert_value);
}


static ngx_str_node_t *
ngx_faimi_path_set_find(ngx_faimi_path_set_t *paths, faimi_slice_t path)
{
    ngx_str_t  name;

    name.data = (u_char *) path.data;
    name.len = path.len;

    return ngx_str_rbtree_lookup(&paths->tree, &name,
                                 ngx_crc32_short(name.data, name.len));
}


ngx_uint_t
ngx_faimi_path_set_has(ngx_faimi_path_set_t *paths, faimi_slice_t path)
{
    return ngx_faimi_path_set_find(paths, path) != NULL;
}


void
ngx_faimi_path_set_add(ngx_faimi_path_set_t *paths, faimi_slice_t path,
    ngx_log_t *log)
{
    ngx_str_node_t  *sn;

    if (ngx_faimi_path_set_has(paths, path)) {
        return;
    }

    sn = ngx_alloc(sizeof(ngx_str_node_t) + path.len, log);

    if (sn == NULL) {
        return;
    }

    sn->str.data = (u_char *) sn + sizeof(ngx_str_node_t);
    sn->str.len = path.len;
    ngx_memcpy(sn->str.data, path.data, path.len);
    sn->node.key = ngx_crc32_short(sn->str.data, sn->str.len);
    ngx_rbtree_insert(&paths->tree, &sn->node);
}


ngx_uint_t
ngx_faimi_path_set_remove(ngx_faimi_path_set_t *paths, faimi_slice_t path)
{
    ngx_str_node_t  *sn;

    sn = ngx_faimi_path_set_find(paths, path);

    if (sn == NULL) {
        return 0;
    }

    ngx_rbtree_delete(&paths->tree, &sn->node);
    ngx_free(sn);

    return 1;
}


ngx_uint_t
ngx_faimi_path_set_below(faimi_slice_t path, faimi_slice_t folder)
{
    return folder.len == 0
           || (faimi_slice_starts(path, folder)
               && (path.len == folder.len || path.data[folder.len] == '/'));
}


void
ngx_faimi_path_set_remove_below(ngx_faimi_path_set_t *paths,
    faimi_slice_t folder)
{
    ngx_str_node_t     *sn;
    ngx_rbtree_node_t  *node, *next;

    if (paths->tree.root == paths->tree.sentinel) {
        return;
    }

    for (node = ngx_rbtree_min(paths->tree.root, paths->tree.sentinel);
         node != NULL;
         node = next)
    {
        next = ngx_rbtree_next(&paths->tree, node);
        sn = (ngx_str_node_t *) node;

        if (ngx_faimi_path_set_below(faimi_slice((char *) sn->str.data,
                                              sn->str.len), folder))
        {
            ngx_rbtree_delete(&paths->tree, node);
            ngx_free(sn);
        }
    }
}


ngx_uint_t
ngx_faimi_path_set_is_empty(const ngx_faimi_path_set_t *paths)
{
    return paths->tree.root == paths->tree.sentinel;
}


void
ngx_faimi_path_set_move(ngx_faimi_path_set_t *to, ngx_faimi_path_set_t *from)
{
    ngx_str_node_t     *sn;
    ngx_rbtree_node_t  *node;

    /* the leaves of a tree point to its own sentinel */
    while (from->tree.root != from->tree.sentinel) {
        node = from->tree.root;
        sn = (ngx_str_node_t *) node;
        ngx_rbtree_delete(&from->tree, node);
        sn->node.key = ngx_crc32_short(sn->str.data, sn->str.len);
        ngx_rbtree_insert(&to->tree, node);
    }
}


void
ngx_faimi_path_set_take(ngx_faimi_path_set_t *paths,
    void (*fn)(void *data, faimi_slice_t path), void *data)
{
    ngx_str_node_t     *sn;
    ngx_rbtree_node_t  *node;

    while (paths->tree.root != paths->tree.sentinel) {
        node = paths->tree.root;
        ngx_rbtree_delete(&paths->tree, node);

        sn = (ngx_str_node_t *) node;
        fn(data, faimi_slice((char *) sn->str.data, sn->str.len));
        ngx_free(sn);
    }
}


static void
ngx_faimi_path_set_nothing(void *data, faimi_slice_t path)
{
}


void
ngx_faimi_path_set_clear(ngx_faimi_path_set_t *paths)
{
    ngx_faimi_path_set_take(paths, ngx_faimi_path_set_nothing, NULL);
}
