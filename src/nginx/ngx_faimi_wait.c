/*
 * Requests that wait: they hold a reference to themselves, watch their client,
 * and stand in a queue or have a timer.  A client that leaves takes its request
 * out of either.
 */

#include "ngx_faimi_wait.h"


static void
ngx_faimi_wait_leave(void *data)
{
    ngx_faimi_wait_t  *wait = data;

    if (wait->queued) {
        ngx_queue_remove(&wait->queue);
        wait->queued = 0;
    }

    if (wait->timer.timer_set) {
        ngx_del_timer(&wait->timer);
    }
}


/* All phases before the content phase have been passed: the request goes on
 * with its content handler. */
static void
ngx_faimi_wait_over(ngx_event_t *ev)
{
    ngx_connection_t    *c;
    ngx_http_request_t  *r;
    ngx_faimi_wait_t    *wait = ev->data;

    r = wait->r;
    c = r->connection;
    ngx_http_set_log_request(c->log, r);

    r->write_event_handler = ngx_http_core_run_phases;
    ngx_http_core_run_phases(r);
    ngx_http_run_posted_requests(c);
}


ngx_faimi_wait_t *
ngx_faimi_wait_get(ngx_http_request_t *r)
{
    ngx_faimi_ctx_t     *ctx;
    ngx_faimi_wait_t    *wait;
    ngx_http_cleanup_t  *cln;

    ctx = ngx_http_get_module_ctx(r, ngx_faimi_module);

    if (ctx->wait != NULL) {
        return ctx->wait;
    }

    wait = ngx_pcalloc(r->pool, sizeof(ngx_faimi_wait_t));
    cln = ngx_http_cleanup_add(r, 0);

    if (wait == NULL || cln == NULL) {
        return NULL;
    }

    cln->handler = ngx_faimi_wait_leave;
    cln->data = wait;
    wait->r = r;
    wait->until = ngx_current_msec + FAIMI_MAX_RENDER_WAIT;
    wait->timer.handler = ngx_faimi_wait_over;
    wait->timer.data = wait;
    wait->timer.log = r->connection->log;
    ctx->wait = wait;

    return wait;
}


/* As nginx's limit_req does it; a body that is still being discarded keeps its
 * own handler. */
static ngx_int_t
ngx_faimi_wait_watch(ngx_http_request_t *r)
{
    ngx_event_t  *rev;

    if (r == r->main && !r->discard_body) {
        rev = r->connection->read;
        r->read_event_handler = ngx_http_test_reading;

        if (rev->ready) {
            ngx_post_event(rev, &ngx_posted_events);

        } else if (ngx_handle_read_event(rev, 0) != NGX_OK) {
            return NGX_HTTP_INTERNAL_SERVER_ERROR;
        }
    }

    r->write_event_handler = ngx_http_request_empty_handler;
    r->main->count++;

    return NGX_DONE;
}


ngx_int_t
ngx_faimi_wait_timer(ngx_faimi_wait_t *wait, ngx_msec_t msec)
{
    ngx_int_t  rc;

    rc = ngx_faimi_wait_watch(wait->r);

    if (rc == NGX_DONE) {
        wait->times++;
        ngx_add_timer(&wait->timer, msec);
    }

    return rc;
}


ngx_int_t
ngx_faimi_wait_queue(ngx_faimi_wait_t *wait, ngx_queue_t *queue)
{
    ngx_int_t  rc;

    rc = ngx_faimi_wait_watch(wait->r);

    if (rc == NGX_DONE) {
        wait->times++;
        wait->queued = 1;
        ngx_queue_insert_tail(queue, &wait->queue);
    }

    return rc;
}


void
ngx_faimi_wait_end(ngx_faimi_wait_t *wait, ngx_int_t rc)
{
    ngx_connection_t    *c;
    ngx_http_request_t  *r;

    r = wait->r;
    c = r->connection;
    ngx_faimi_wait_leave(wait);

    ngx_http_finalize_request(r, rc);
    ngx_http_run_posted_requests(c);
}
