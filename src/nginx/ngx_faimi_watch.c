/*
 * When to look at a site again.
 *
 * Events (ngx_faimi_inotify.c) name what changed.  They come in bursts, so the
 * site is updated after a short pause.  Edits without an event are found by
 * looking at the whole folder: by rescans in slices, of which a round takes
 * about half a minute and rests as long, or by full scans as often as
 * `watch=poll` says.  All timers are cancelable, so that none of them keeps a
 * worker that is told to leave.
 */

#include "ngx_faimi_inotify.h"
#include "ngx_faimi_path_set.h"
#include "ngx_faimi_watch.h"


#define NGX_FAIMI_PAUSE   10       /* ms: a burst of events is one change */
#define NGX_FAIMI_ROUND   30000    /* ms that a round of rescans takes, and
                                      the rest after it */
#define NGX_FAIMI_SLICE   64       /* files and folders of a rescan, at least */
#define NGX_FAIMI_SLICES  1000     /* at most */


struct ngx_faimi_watch_s {
    ngx_event_t           update;      /* after an event, or when a file is to
                                          be tried again */
    ngx_event_t           scan;        /* every `interval` */
    ngx_faimi_site_t     *site;
    ngx_uint_t            full;        /* the next scan is of all files */
    ngx_msec_t            next_round;  /* of rescans */
    ngx_faimi_inotify_t  *inotify;     /* NULL: polling, or off */
    ngx_faimi_path_set_t  later;       /* changed while the site was reading */
    ngx_uint_t            busy;        /* the site is reading */
};


static void ngx_faimi_watch_retry(ngx_faimi_watch_t *watch);
static void ngx_faimi_watch_touch(void *data, faimi_slice_t path);


static void
ngx_faimi_watch_fall_back(ngx_faimi_watch_t *watch)
{
    ngx_log_error(NGX_LOG_WARN, watch->site->log, 0,
                  "faimi: site \"%V\" is polled every %M ms from now on",
                  &watch->site->name, watch->site->interval);

    ngx_faimi_inotify_close(watch->inotify);
    watch->inotify = NULL;
}


static void
ngx_faimi_watch_report(ngx_faimi_watch_t *watch, faimi_rc_t rc,
    const faimi_error_t *err)
{
    if (rc == FAIMI_ERROR) {
        ngx_faimi_log_problem(watch->site, err);

    } else if (rc == FAIMI_NOMEM) {
        ngx_log_error(NGX_LOG_ERR, watch->site->log, 0,
                      "faimi: site \"%V\": no memory to read what changed; "
                      "what was read before stays", &watch->site->name);
    }

    if (watch->inotify != NULL
        && ngx_faimi_inotify_is_partial(watch->inotify))
    {
        ngx_faimi_watch_fall_back(watch);
    }

    watch->busy = 0;
    ngx_faimi_path_set_take(&watch->later, ngx_faimi_watch_touch, watch);

    ngx_faimi_watch_retry(watch);
}


static void
ngx_faimi_watch_update(ngx_event_t *ev)
{
    faimi_rc_t          rc;
    faimi_error_t       err;
    ngx_faimi_watch_t  *watch = ev->data;

    watch->busy = 1;
    rc = faimi_site_update(watch->site->site, &err);
    ngx_faimi_watch_report(watch, rc, &err);
}


/* Whether the root is still the folder that is watched is looked at each
 * `interval`, too: no event tells when a link on the way to it is turned. */
static ngx_uint_t
ngx_faimi_watch_is_full(ngx_faimi_watch_t *watch)
{
    return watch->inotify == NULL || ngx_faimi_inotify_check(watch->inotify)
           || watch->full;
}


/* So many files that a round takes NGX_FAIMI_ROUND. */
static size_t
ngx_faimi_watch_slice(const ngx_faimi_watch_t *watch)
{
    size_t  n;

    n = faimi_site_size(watch->site->site) / 1000 * watch->site->interval
        / (NGX_FAIMI_ROUND / 1000);
    n = ngx_max(n, NGX_FAIMI_SLICE);

    return ngx_min(n, NGX_FAIMI_SLICES);
}


static void
ngx_faimi_watch_scan(ngx_event_t *ev)
{
    bool                done;
    faimi_rc_t          rc;
    faimi_error_t       err;
    ngx_faimi_watch_t  *watch = ev->data;

    ngx_add_timer(ev, watch->site->interval);

    if (ngx_faimi_watch_is_full(watch)) {
        watch->busy = 1;
        rc = faimi_site_scan(watch->site->site, &err);

        /* a folder that could not be read is asked for again soon */
        watch->full = (rc != FAIMI_OK);
        done = true;

    } else if ((ngx_msec_int_t) (ngx_current_msec - watch->next_round) >= 0) {
        watch->busy = 1;
        rc = faimi_site_rescan(watch->site->site,
                               ngx_faimi_watch_slice(watch), &done, &err);

    } else {
        return;
    }

    if (done) {
        watch->next_round = ngx_current_msec + NGX_FAIMI_ROUND;
    }

    ngx_faimi_watch_report(watch, rc, &err);
}


static void
ngx_faimi_watch_within(ngx_event_t *ev, ngx_msec_t msec)
{
    /* an earlier moment stands: the pause is not drawn out by new events */
    if (ev->timer_set
        && (ngx_msec_int_t) (ev->timer.key - (ngx_current_msec + msec)) <= 0)
    {
        return;
    }

    /* nginx leaves a timer that is set alone where the new moment is less
     * than 300 ms away from the old one */
    if (ev->timer_set) {
        ngx_del_timer(ev);
    }

    ngx_add_timer(ev, msec);
}


/* What the site waits for (a young file to hold still, a page dated ahead)
 * is tried again at that moment. */
static void
ngx_faimi_watch_retry(ngx_faimi_watch_t *watch)
{
    int64_t  msec;

    msec = faimi_site_due(watch->site->site);

    if (msec < 0) {
        return;
    }

    msec = ngx_min(msec, 2 * NGX_FAIMI_ROUND);
    ngx_faimi_watch_within(&watch->update,
                           ngx_max((ngx_msec_t) msec, NGX_FAIMI_PAUSE));
}


static void
ngx_faimi_watch_touch(void *data, faimi_slice_t path)
{
    ngx_faimi_watch_t  *watch = data;

    faimi_site_touch(watch->site->site, path);
    ngx_faimi_watch_within(&watch->update, NGX_FAIMI_PAUSE);
}


static void
ngx_faimi_watch_changed(void *data, ngx_faimi_change_e change,
    faimi_slice_t path)
{
    ngx_faimi_watch_t  *watch = data;

    if (change == NGX_FAIMI_UNWATCHED) {
        ngx_faimi_watch_fall_back(watch);
    }

    if (change != NGX_FAIMI_CHANGED) {
        /* what changed is not known: all files are looked at */
        watch->full = 1;
        ngx_faimi_watch_within(&watch->scan, NGX_FAIMI_PAUSE);
        return;
    }

    if (watch->busy) {
        ngx_faimi_path_set_add(&watch->later, path, watch->site->log);
        return;
    }

    ngx_faimi_watch_touch(watch, path);
}


static ngx_uint_t
ngx_faimi_watch_takes(void *data, faimi_slice_t path)
{
    ngx_faimi_watch_t  *watch = data;

    return faimi_site_takes_folder(watch->site->site, path);
}


static void
ngx_faimi_watch_timer(ngx_faimi_watch_t *watch, ngx_event_t *ev,
    ngx_event_handler_pt handler)
{
    ev->handler = handler;
    ev->data = watch;
    ev->log = watch->site->log;
    ev->cancelable = 1;
}


ngx_int_t
ngx_faimi_watch_start(ngx_faimi_site_t *site, ngx_cycle_t *cycle)
{
    ngx_faimi_watch_t  *watch;

    watch = ngx_pcalloc(cycle->pool, sizeof(ngx_faimi_watch_t));

    if (watch == NULL) {
        return NGX_ERROR;
    }

    watch->site = site;
    watch->busy = 1;
    site->watcher = watch;
    ngx_faimi_path_set_init(&watch->later);

    ngx_faimi_watch_timer(watch, &watch->update, ngx_faimi_watch_update);
    ngx_faimi_watch_timer(watch, &watch->scan, ngx_faimi_watch_scan);

    if (site->watch == NGX_FAIMI_WATCH_ON) {
        watch->inotify = ngx_faimi_inotify_open(&site->root, cycle,
                                                ngx_faimi_watch_changed,
                                                ngx_faimi_watch_takes, watch);
        if (watch->inotify == NULL) {
            ngx_log_error(NGX_LOG_WARN, cycle->log, 0,
                          "faimi: site \"%V\" is polled every %M ms, since "
                          "it cannot be watched", &site->name,
                          site->interval);
        }
    }

    return NGX_OK;
}


void
ngx_faimi_watch_arm(ngx_faimi_site_t *site)
{
    ngx_faimi_watch_t  *watch;

    watch = site->watcher;

    if (site->watch == NGX_FAIMI_WATCH_OFF) {
        return;
    }

    watch->next_round = ngx_current_msec + NGX_FAIMI_ROUND;
    ngx_add_timer(&watch->scan, site->interval);
    ngx_faimi_watch_report(watch, FAIMI_OK, NULL);
}


void
ngx_faimi_watch_stop(ngx_faimi_site_t *site)
{
    ngx_faimi_watch_t  *watch;

    watch = site->watcher;

    if (watch == NULL) {
        return;
    }

    if (watch->update.timer_set) {
        ngx_del_timer(&watch->update);
    }

    if (watch->scan.timer_set) {
        ngx_del_timer(&watch->scan);
    }

    if (watch->inotify != NULL) {
        ngx_faimi_inotify_close(watch->inotify);
    }

    ngx_faimi_path_set_clear(&watch->later);
    site->watcher = NULL;
}


void
ngx_faimi_watch_folder(ngx_faimi_site_t *site, faimi_slice_t path)
{
    if (site->watcher != NULL && site->watcher->inotify != NULL) {
        ngx_faimi_inotify_add(site->watcher->inotify, path);
    }
}


/* What the kernel has queued by now counts: the site asks before and after
 * it reads a file, so that no writer comes in between unseen. */
ngx_uint_t
ngx_faimi_watch_is_open(ngx_faimi_site_t *site, faimi_slice_t path)
{
    ngx_faimi_watch_t  *watch;

    watch = site->watcher;

    if (watch == NULL || watch->inotify == NULL) {
        return 0;
    }

    ngx_faimi_inotify_drain(watch->inotify);

    return ngx_faimi_inotify_is_open(watch->inotify, path)
           || ngx_faimi_path_set_has(&watch->later, path);
}


const char *
ngx_faimi_watch_mode(const ngx_faimi_site_t *site)
{
    if (site->watch == NGX_FAIMI_WATCH_OFF) {
        return "off";
    }

    return (site->watcher != NULL && site->watcher->inotify != NULL)
           ? "inotify" : "poll";
}
