/*
 * Sites in a worker: each worker reads them for itself, and tells the zone
 * what the workers after it will need.
 */

#include "ngx_faimi_child.h"
#include "ngx_faimi_watch.h"

#include <ngx_md5.h>


/* Within this time workers tell of one problem once, together. */
#define NGX_FAIMI_LOG_ONCE  3


static ngx_str_t
ngx_faimi_str(faimi_slice_t s)
{
    ngx_str_t  str;

    str.data = (u_char *) s.data;
    str.len = s.len;

    return str;
}


void
ngx_faimi_log_problem(ngx_faimi_site_t *site, const faimi_error_t *err)
{
    char       text[1024];
    size_t     len;
    time_t     once;
    u_char     digest[NGX_FAIMI_KEY_SIZE];
    ngx_md5_t  md5;

    len = faimi_error_text(err, text, sizeof(text));

    ngx_memzero(digest, sizeof(digest));
    ngx_md5_init(&md5);
    ngx_md5_update(&md5, text, len);
    ngx_md5_final(digest, &md5);

    once = NGX_FAIMI_LOG_ONCE + (time_t) site->interval / 1000;

    if (ngx_faimi_zone_first(site->zone, digest, once)) {
        ngx_log_error(NGX_LOG_ERR, site->log, 0, "faimi: site \"%V\": %s",
                      &site->name, text);
    }
}


static void
ngx_faimi_host_folder(void *data, faimi_slice_t path)
{
    ngx_faimi_watch_folder(data, path);
}


static void
ngx_faimi_free_text(void *data)
{
    ngx_str_t  *text = data;

    if (text->data != NULL) {
        ngx_free(text->data);
    }
}


static bool
ngx_faimi_host_recall(void *data, faimi_slice_t path, faimi_arena_t *arena,
    faimi_slice_t *source)
{
    ngx_str_t          name, *text;
    ngx_faimi_site_t  *site = data;

    text = faimi_alloc(arena, sizeof(ngx_str_t));
    faimi_arena_cleanup(arena, ngx_faimi_free_text, text);
    name = ngx_faimi_str(path);

    if (ngx_faimi_zone_recall(site->zone, &name, text, site->log)
        != NGX_OK)
    {
        return false;
    }

    *source = faimi_slice((char *) text->data, text->len);

    return true;
}


static void
ngx_faimi_host_good(void *data, faimi_slice_t path, faimi_slice_t source)
{
    ngx_str_t          name, text;
    ngx_faimi_site_t  *site = data;

    name = ngx_faimi_str(path);
    text = ngx_faimi_str(source);
    ngx_faimi_zone_good(site->zone, &name, &text);
}


static void
ngx_faimi_host_broken(void *data, faimi_slice_t path, faimi_slice_t source)
{
    ngx_str_t          name, text;
    ngx_faimi_site_t  *site = data;

    name = ngx_faimi_str(path);
    text = ngx_faimi_str(source);
    ngx_faimi_zone_broken(site->zone, &name, &text);
}


static void
ngx_faimi_host_gone(void *data, faimi_slice_t path)
{
    ngx_str_t          name;
    ngx_faimi_site_t  *site = data;

    name = ngx_faimi_str(path);
    ngx_faimi_zone_drop(site->zone, &name);
}


static void
ngx_faimi_host_problem(void *data, const faimi_error_t *err)
{
    ngx_faimi_log_problem(data, err);
}


static bool
ngx_faimi_host_held(void *data, faimi_slice_t path)
{
    return ngx_faimi_watch_is_open(data, path);
}


static faimi_site_t *
ngx_faimi_site_open(ngx_faimi_site_t *site)
{
    faimi_site_conf_t  conf;

    ngx_memzero(&conf, sizeof(faimi_site_conf_t));

    conf.root = (char *) site->root.data;
    conf.theme = site->theme.len ? (char *) site->theme.data : NULL;
    conf.themes = site->themes.len ? (char *) site->themes.data : NULL;
    conf.max_page = site->max_page;
    conf.settle = !ngx_faimi_zone_fresh(site->zone);

    conf.host.watch = ngx_faimi_host_folder;
    conf.host.load_last_good = ngx_faimi_host_recall;
    conf.host.on_good = ngx_faimi_host_good;
    conf.host.on_broken = ngx_faimi_host_broken;
    conf.host.on_deleted = ngx_faimi_host_gone;
    conf.host.problem = ngx_faimi_host_problem;
    conf.host.is_open = ngx_faimi_host_held;
    conf.host.data = site;

    return faimi_site_create(&conf);
}


static ngx_int_t
ngx_faimi_site_start(ngx_faimi_site_t *site, ngx_cycle_t *cycle)
{
    faimi_error_t  err;

    site->log = cycle->log;
    site->guard = faimi_guard_create();
    site->site = ngx_faimi_site_open(site);

    if (site->guard == NULL || site->site == NULL) {
        return NGX_ERROR;
    }

    if (ngx_faimi_watch_start(site, cycle) != NGX_OK) {
        return NGX_ERROR;
    }

    if (faimi_site_scan(site->site, &err) != FAIMI_OK) {
        ngx_faimi_log_problem(site, &err);
    }

    ngx_faimi_watch_arm(site);

    return NGX_OK;
}


ngx_int_t
ngx_faimi_init_process(ngx_cycle_t *cycle)
{
    ngx_uint_t               i;
    ngx_faimi_site_t       **sites;
    ngx_faimi_main_conf_t   *fmcf;

    /* the cache manager and loader answer no requests */
    if (ngx_process != NGX_PROCESS_WORKER && ngx_process != NGX_PROCESS_SINGLE)
    {
        return NGX_OK;
    }

    fmcf = ngx_http_cycle_get_module_main_conf(cycle, ngx_faimi_module);

    if (fmcf == NULL) {
        return NGX_OK;
    }

    sites = fmcf->sites.elts;

    for (i = 0; i < fmcf->sites.nelts; i++) {
        if (ngx_faimi_site_start(sites[i], cycle) != NGX_OK) {
            ngx_log_error(NGX_LOG_EMERG, cycle->log, 0,
                          "faimi: site \"%V\" cannot be started",
                          &sites[i]->name);
            return NGX_ERROR;
        }
    }

    return NGX_OK;
}


void
ngx_faimi_exit_process(ngx_cycle_t *cycle)
{
    ngx_uint_t               i;
    ngx_faimi_site_t       **sites;
    ngx_faimi_main_conf_t   *fmcf;

    fmcf = ngx_http_cycle_get_module_main_conf(cycle, ngx_faimi_module);

    if (fmcf == NULL) {
        return;
    }

    ngx_faimi_child_kill_all();
    sites = fmcf->sites.elts;

    for (i = 0; i < fmcf->sites.nelts; i++) {
        if (sites[i]->site == NULL) {
            continue;
        }

        ngx_faimi_watch_stop(sites[i]);
        faimi_site_destroy(sites[i]->site);
        faimi_guard_destroy(sites[i]->guard);
        sites[i]->site = NULL;
        sites[i]->guard = NULL;
    }
}
