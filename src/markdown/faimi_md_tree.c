/*
 * Nodes and growing texts.  Text that continues where the last piece ended is
 * only a longer view; a copy is made when pieces from two places meet.
 */

#include "faimi_md_tree.h"


/* A node of zeros, from those given back or from the arena. */
faimi_md_node_t *
faimi_md_node(faimi_md_pool_t *pool, faimi_md_type_t type)
{
    faimi_md_node_t  *node;

    node = pool->free;

    if (node == NULL) {
        node = faimi_alloc(pool->arena, sizeof(faimi_md_node_t));

    } else {
        pool->free = node->next;
        memset(node, 0, sizeof(faimi_md_node_t));
    }

    node->type = (uint8_t) type;

    return node;
}


/* Gives back a node and all below it without recursion: children join the list
 * in which their parent stands, which is the free list in the end. */
void
faimi_md_release(faimi_md_pool_t *pool, faimi_md_node_t *node)
{
    faimi_md_node_t  *at, *last;

    /* children join the row that their parent stands in */
    node->next = NULL;

    for (at = last = node; at != NULL; at = at->next) {
        if (at->first != NULL) {
            last->next = at->first;
            last = at->last;
        }
    }

    last->next = pool->free;
    pool->free = node;
}


/* The children of a node, of which there are some. */
void
faimi_md_release_all(faimi_md_pool_t *pool, faimi_md_node_t *parent)
{
    faimi_md_node_t  *first;

    while (parent->first != NULL) {
        first = parent->first;
        faimi_md_remove(first);
        faimi_md_release(pool, first);
    }
}


void
faimi_md_append(faimi_md_node_t *parent, faimi_md_node_t *child)
{
    child->parent = parent;
    child->next = NULL;
    child->prev = parent->last;

    if (parent->last == NULL) {
        parent->first = child;

    } else {
        parent->last->next = child;
    }

    parent->last = child;
}


void
faimi_md_insert(faimi_md_node_t *before, faimi_md_node_t *child)
{
    child->parent = before->parent;
    child->next = before;
    child->prev = before->prev;
    before->prev = child;

    if (child->prev == NULL) {
        child->parent->first = child;

    } else {
        child->prev->next = child;
    }
}


void
faimi_md_remove(faimi_md_node_t *child)
{
    faimi_md_node_t  *parent;

    parent = child->parent;

    if (child->prev == NULL) {
        parent->first = child->next;

    } else {
        child->prev->next = child->next;
    }

    if (child->next == NULL) {
        parent->last = child->prev;

    } else {
        child->next->prev = child->prev;
    }

    child->parent = child->prev = child->next = NULL;
}


/* Replaces a node by its children. */
void
faimi_md_unwrap(faimi_md_node_t *from)
{
    faimi_md_node_t  *child;

    while (from->first != NULL) {
        child = from->first;
        faimi_md_remove(child);
        faimi_md_insert(from, child);
    }

    faimi_md_remove(from);
}


void
faimi_md_move(faimi_md_node_t *from, faimi_md_node_t *to)
{
    faimi_md_node_t  *child;

    while (from->first != NULL) {
        child = from->first;
        faimi_md_remove(child);
        faimi_md_append(to, child);
    }
}


/* Three cases: the first piece is a view; a piece that continues it in memory
 * makes the view longer; another one is copied after it, into room that
 * doubles, so that n bytes cost O(n). */
void
faimi_md_text_add(faimi_arena_t *arena, faimi_md_text_t *text,
    faimi_slice_t s)
{
    char    *data;
    size_t   room;

    if (s.len == 0) {
        return;
    }

    if (text->s.len == 0) {
        text->s = s;
        text->room = 0;
        return;
    }

    if (text->room == 0 && text->s.data + text->s.len == s.data) {
        text->s.len += s.len;
        return;
    }

    if (text->room < text->s.len + s.len) {
        room = 2 * (text->s.len + s.len);
        data = faimi_alloc_text(arena, room);
        memcpy(data, text->s.data, text->s.len);
        text->s.data = data;
        text->room = room;
    }

    memcpy((char *) text->s.data + text->s.len, s.data, s.len);
    text->s.len += s.len;
}


/* Whether the node's attribute list has that reference. */
bool
faimi_md_has_ref(const faimi_md_node_t *node, faimi_slice_t name)
{
    faimi_md_attr_t  *ref;

    if (node->ial == NULL) {
        return false;
    }

    for (ref = node->ial->refs.first; ref != NULL; ref = ref->next) {
        if (faimi_slice_eq(ref->name, name)) {
            return true;
        }
    }

    return false;
}
