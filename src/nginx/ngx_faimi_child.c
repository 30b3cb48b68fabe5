/*
 * Children: each has a pipe, which is an event of the worker's loop, a deadline
 * and the requests that wait for its page.  The deadline's timer and those of
 * the requests keep a worker that is told to leave until they have answered.
 */

#include "faimi_boxed.h"
#include "ngx_faimi_child.h"


#define NGX_FAIMI_CHILD_SLOW   256    /* names of pages that are kept */
#define NGX_FAIMI_CHILD_RETRY  5      /* s, where it was not the page's fault */


struct ngx_faimi_child_s {
    ngx_queue_t         queue;
    ngx_queue_t         waits;      /* ngx_faimi_wait_t */
    ngx_faimi_site_t   *site;
    ngx_pool_t         *pool;
    u_char              key[NGX_FAIMI_KEY_SIZE];
    ngx_str_t           path;
    ngx_str_t           type;
    uint32_t            name;       /* for ngx_faimi_child_want() */
    ngx_msec_t          start;
    faimi_boxed_t      *boxed;
    ngx_connection_t   *pipe;
    ngx_event_t         timer;
};


/* Of this worker, for all of its sites. */
static struct {
    faimi_sandbox_family_t  family;
    ngx_queue_t             children;
    uint32_t                slow[NGX_FAIMI_CHILD_SLOW];
} ngx_faimi_children;


ngx_uint_t
ngx_faimi_child_room(void)
{
    return ngx_faimi_children.family.running < FAIMI_MAX_CHILDREN;
}


ngx_uint_t
ngx_faimi_child_wanted(uint32_t name)
{
    return ngx_faimi_children.slow[name % NGX_FAIMI_CHILD_SLOW] == name;
}


void
ngx_faimi_child_want(uint32_t name, ngx_uint_t slow)
{
    uint32_t  *slot;

    slot = &ngx_faimi_children.slow[name % NGX_FAIMI_CHILD_SLOW];

    if (slow || *slot == name) {
        *slot = slow ? name : 0;
    }
}


ngx_faimi_child_t *
ngx_faimi_child_find(ngx_faimi_site_t *site, const u_char *key)
{
    ngx_queue_t        *q;
    ngx_faimi_child_t  *child;

    if (ngx_faimi_children.family.running == 0) {
        return NULL;
    }

    for (q = ngx_queue_head(&ngx_faimi_children.children);
         q != ngx_queue_sentinel(&ngx_faimi_children.children);
         q = ngx_queue_next(q))
    {
        child = ngx_queue_data(q, ngx_faimi_child_t, queue);

        if (child->site == site
            && ngx_memcmp(child->key, key, NGX_FAIMI_KEY_SIZE) == 0)
        {
            return child;
        }
    }

    return NULL;
}


static void
ngx_faimi_child_free(ngx_faimi_child_t *child)
{
    if (child->timer.timer_set) {
        ngx_del_timer(&child->timer);
    }

    faimi_boxed_destroy(child->boxed);
    ngx_destroy_pool(child->pool);
}


/* The core closes the pipe. */
static void
ngx_faimi_child_hang_up(ngx_faimi_child_t *child)
{
    if (child->pipe->read->active) {
        (void) ngx_del_event(child->pipe->read, NGX_READ_EVENT, 0);
    }

    if (child->pipe->read->posted) {
        ngx_delete_posted_event(child->pipe->read);
    }

    ngx_free_connection(child->pipe);
    child->pipe->fd = (ngx_socket_t) -1;
}


/* The page goes into the zone, or why there is none does. */
static ngx_int_t
ngx_faimi_child_settle(ngx_faimi_child_t *child, faimi_rc_t rc,
    faimi_slice_t page, const faimi_error_t *err, ngx_faimi_entry_t *entry)
{
    faimi_slice_t      path;
    ngx_faimi_site_t  *site;

    site = child->site;
    path = (child->path.len == 0) ? FAIMI_EMPTY
           : faimi_slice((char *) child->path.data, child->path.len);

    if (rc == FAIMI_LATE) {
        ngx_faimi_zone_fail(site->zone, child->key, err,
                            NGX_FAIMI_CHILD_RETRY);
        ngx_faimi_log_problem(site, err);
        return NGX_ERROR;
    }

    faimi_site_ended(site->site, path, child->key,
                     (rc == FAIMI_OK) ? NULL : err, true);

    if (rc != FAIMI_OK) {
        ngx_faimi_zone_fail(site->zone, child->key, err, 0);
        return NGX_ERROR;
    }

    entry->body.data = (u_char *) page.data;
    entry->body.len = page.len;
    entry->type = child->type;

    /* declined: it does not fit, and is served all the same */
    return (ngx_faimi_zone_put(site->zone, child->key, &child->path,
                               child->pool, entry) == NGX_ERROR)
           ? NGX_ERROR : NGX_OK;
}


static void
ngx_faimi_child_ended(ngx_faimi_child_t *child)
{
    ngx_int_t           rc;
    faimi_rc_t          ended;
    ngx_queue_t        *q;
    faimi_error_t       err;
    faimi_slice_t       page;
    ngx_faimi_entry_t   entry;

    page = FAIMI_EMPTY;
    ngx_memzero(&entry, sizeof(ngx_faimi_entry_t));
    ngx_queue_remove(&child->queue);
    ngx_faimi_child_hang_up(child);
    ended = faimi_boxed_finish(child->boxed, &page, &err);
    rc = ngx_faimi_child_settle(child, ended, page, &err, &entry);
    ngx_faimi_zone_release(child->site->zone, child->key);

    if (ngx_current_msec - child->start < FAIMI_MAX_QUICK_TIME) {
        ngx_faimi_child_want(child->name, 0);
    }

    while (!ngx_queue_empty(&child->waits)) {
        q = ngx_queue_head(&child->waits);
        ngx_faimi_page_made(ngx_queue_data(q, ngx_faimi_wait_t, queue),
                            child->site, rc, &entry);
    }

    ngx_faimi_child_free(child);
}


static void
ngx_faimi_child_read(ngx_event_t *ev)
{
    ngx_connection_t   *c;
    ngx_faimi_child_t  *child;

    c = ev->data;
    child = c->data;

    if (!faimi_boxed_read(child->boxed)) {
        ngx_faimi_child_ended(child);
        return;
    }

    if (ngx_handle_read_event(ev, 0) != NGX_OK) {
        ngx_faimi_child_ended(child);
    }
}


/* The pipe tells when it has gone. */
static void
ngx_faimi_child_late(ngx_event_t *ev)
{
    ngx_faimi_child_t  *child = ev->data;

    faimi_boxed_kill(child->boxed);
}


static ngx_int_t
ngx_faimi_child_listen(ngx_faimi_child_t *child)
{
    ngx_connection_t  *c;

    c = ngx_get_connection(faimi_boxed_fd(child->boxed), ngx_cycle->log);

    if (c == NULL) {
        return NGX_ERROR;
    }

    c->data = child;
    c->read->handler = ngx_faimi_child_read;
    c->read->log = ngx_cycle->log;
    c->write->log = ngx_cycle->log;

    /* as nginx marks its own channel: no open socket to complain of */
    c->read->channel = 1;
    c->write->channel = 1;
    child->pipe = c;

    if (ngx_handle_read_event(c->read, 0) != NGX_OK) {
        ngx_faimi_child_hang_up(child);
        return NGX_ERROR;
    }

    return NGX_OK;
}


static ngx_faimi_child_t *
ngx_faimi_child_create(const ngx_faimi_order_t *order)
{
    ngx_pool_t         *pool;
    ngx_faimi_child_t  *child;

    pool = ngx_create_pool(1024, ngx_cycle->log);

    if (pool == NULL) {
        return NULL;
    }

    child = ngx_pcalloc(pool, sizeof(ngx_faimi_child_t));

    if (child == NULL
        || ngx_faimi_copy_str(pool, &child->path, &order->path) != NGX_OK
        || ngx_faimi_copy(pool, &child->type, order->type) != NGX_OK)
    {
        ngx_destroy_pool(pool);
        return NULL;
    }

    child->pool = pool;
    child->site = order->site;
    child->name = order->name;
    child->start = ngx_current_msec;
    ngx_memcpy(child->key, order->key, NGX_FAIMI_KEY_SIZE);
    ngx_queue_init(&child->waits);

    return child;
}


ngx_faimi_child_t *
ngx_faimi_child_start(const ngx_faimi_order_t *order)
{
    faimi_error_t       err;
    ngx_faimi_child_t  *child;

    child = ngx_faimi_child_create(order);

    if (child == NULL) {
        return NULL;
    }

    child->boxed = faimi_boxed_start(order->site->site, order->page,
                                     &ngx_faimi_children.family,
                                     order->site->guard, &err);

    if (child->boxed == NULL) {
        ngx_faimi_log_problem(order->site, &err);
        ngx_destroy_pool(child->pool);
        return NULL;
    }

    if (ngx_faimi_child_listen(child) != NGX_OK) {
        ngx_faimi_child_free(child);
        return NULL;
    }

    if (ngx_faimi_children.children.next == NULL) {
        ngx_queue_init(&ngx_faimi_children.children);
    }

    ngx_queue_insert_tail(&ngx_faimi_children.children, &child->queue);
    child->timer.handler = ngx_faimi_child_late;
    child->timer.data = child;
    child->timer.log = ngx_cycle->log;
    ngx_add_timer(&child->timer, FAIMI_MAX_RENDER_WAIT);
    ngx_faimi_zone_count(order->site->zone, 1);

    return child;
}


ngx_int_t
ngx_faimi_child_wait(ngx_faimi_child_t *child, ngx_faimi_wait_t *wait)
{
    return ngx_faimi_wait_queue(wait, &child->waits);
}


/* Their requests are gone already, or go with the process. */
void
ngx_faimi_child_kill_all(void)
{
    ngx_queue_t        *q;
    ngx_faimi_child_t  *child;

    while (ngx_faimi_children.family.running > 0) {
        q = ngx_queue_head(&ngx_faimi_children.children);
        child = ngx_queue_data(q, ngx_faimi_child_t, queue);
        ngx_queue_remove(q);
        ngx_faimi_child_free(child);
    }
}
