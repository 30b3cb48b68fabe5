/*
 * Configuration of locations: `faimi` and `faimi_status`.
 *
 * A static file goes on to nginx's own static handler, which looks under the
 * location's root: so where a site is served, its folder is the root.  While
 * the configuration is read, a placeholder stands for it, so that `root` or
 * `alias` in the same block is found to be a duplicate by nginx itself, and
 * sites may be declared below the servers that use them.
 */

#include "ngx_faimi_conf.h"


static ngx_str_t  ngx_faimi_placeholder = ngx_string("faimi");


void *
ngx_faimi_create_main_conf(ngx_conf_t *cf)
{
    ngx_faimi_main_conf_t  *fmcf;

    fmcf = ngx_pcalloc(cf->pool, sizeof(ngx_faimi_main_conf_t));

    if (fmcf == NULL
        || ngx_array_init(&fmcf->sites, cf->pool, 2,
                          sizeof(ngx_faimi_site_t *)) != NGX_OK)
    {
        return NULL;
    }

    return fmcf;
}


/* Called before the merges, while cf->ctx is still the http block's. */
char *
ngx_faimi_init_main_conf(ngx_conf_t *cf, void *conf)
{
    ngx_faimi_main_conf_t  *fmcf = conf;

    fmcf->http = ngx_http_conf_get_module_loc_conf(cf, ngx_http_core_module);

    return NGX_CONF_OK;
}


void *
ngx_faimi_create_loc_conf(ngx_conf_t *cf)
{
    return ngx_pcalloc(cf->pool, sizeof(ngx_faimi_loc_conf_t));
}


static ngx_faimi_site_t *
ngx_faimi_conf_find(ngx_conf_t *cf, ngx_str_t *name)
{
    ngx_uint_t               i;
    ngx_faimi_site_t       **sites;
    ngx_faimi_main_conf_t   *fmcf;

    fmcf = ngx_http_conf_get_module_main_conf(cf, ngx_faimi_module);
    sites = fmcf->sites.elts;

    for (i = 0; i < fmcf->sites.nelts; i++) {
        if (sites[i]->name.len == name->len
            && ngx_strncmp(sites[i]->name.data, name->data, name->len) == 0)
        {
            return sites[i];
        }
    }

    return NULL;
}


static ngx_uint_t
ngx_faimi_conf_is_off(const ngx_str_t *name)
{
    return name->len == 3 && ngx_strncmp(name->data, "off", 3) == 0;
}


static void
ngx_faimi_conf_where(ngx_conf_t *cf, ngx_faimi_loc_conf_t *flcf)
{
    flcf->file = cf->conf_file->file.name.data;
    flcf->line = cf->conf_file->line;
}


char *
ngx_faimi_conf_serve(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_faimi_loc_conf_t  *flcf = conf;

    ngx_str_t                 *value;
    ngx_http_core_loc_conf_t  *clcf;

    if (flcf->name.data != NULL) {
        return "is duplicate";
    }

    value = cf->args->elts;
    flcf->name = value[1];
    ngx_faimi_conf_where(cf, flcf);

    if (ngx_faimi_conf_is_off(&flcf->name)) {
        return NGX_CONF_OK;
    }

    clcf = ngx_http_conf_get_module_loc_conf(cf, ngx_http_core_module);

    if (clcf->root.data != NULL) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "\"faimi %V\" stands beside \"%s\" in one block: "
                           "the site's folder is the root; remove one",
                           &flcf->name, clcf->alias ? "alias" : "root");
        return NGX_CONF_ERROR;
    }

    clcf->root = ngx_faimi_placeholder;

    return NGX_CONF_OK;
}


char *
ngx_faimi_conf_status(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_faimi_loc_conf_t  *flcf = conf;

    ngx_str_t                 *value;
    ngx_http_core_loc_conf_t  *clcf;

    if (flcf->status.data != NULL) {
        return "is duplicate";
    }

    value = cf->args->elts;
    flcf->status = value[1];
    ngx_faimi_conf_where(cf, flcf);

    clcf = ngx_http_conf_get_module_loc_conf(cf, ngx_http_core_module);
    clcf->handler = ngx_faimi_status_handler;

    return NGX_CONF_OK;
}


static char *
ngx_faimi_conf_unknown(ngx_conf_t *cf, ngx_faimi_loc_conf_t *flcf,
    const char *directive, ngx_str_t *name)
{
    ngx_log_error(NGX_LOG_EMERG, cf->log, 0,
                  "\"%s %V\" names no site: no faimi_site \"%V\" is declared "
                  "in %s:%ui", directive, name, name, flcf->file, flcf->line);

    return NGX_CONF_ERROR;
}


/* The core module has merged all levels before this one does the first: a
 * root that is the placeholder came from a `faimi`, here or further out. */
static void
ngx_faimi_merge_root(ngx_conf_t *cf, ngx_faimi_loc_conf_t *prev,
    ngx_faimi_loc_conf_t *conf, ngx_http_core_loc_conf_t *clcf)
{
    ngx_faimi_main_conf_t  *fmcf;

    if (clcf->root.data != ngx_faimi_placeholder.data) {
        conf->outer = clcf;

    } else if (prev->outer != NULL) {
        conf->outer = prev->outer;

    } else {
        fmcf = ngx_http_conf_get_module_main_conf(cf, ngx_faimi_module);
        conf->outer = fmcf->http;
    }
}


static char *
ngx_faimi_set_root(ngx_conf_t *cf, ngx_faimi_loc_conf_t *conf,
    ngx_http_core_loc_conf_t *clcf)
{
    if (conf->site != NULL) {
        clcf->root = conf->site->root;
        clcf->alias = 0;
        clcf->root_lengths = NULL;
        clcf->root_values = NULL;

        return NGX_CONF_OK;
    }

    if (clcf->root.data != ngx_faimi_placeholder.data) {
        return NGX_CONF_OK;
    }

    clcf->root = conf->outer->root;
    clcf->alias = conf->outer->alias;
    clcf->root_lengths = conf->outer->root_lengths;
    clcf->root_values = conf->outer->root_values;

    if (clcf->root.data != NULL) {
        return NGX_CONF_OK;
    }

    /* none at all: nginx's default, which the core would have set */
    ngx_str_set(&clcf->root, "html");

    return (ngx_conf_full_name(cf->cycle, &clcf->root, 0) == NGX_OK)
           ? NGX_CONF_OK : NGX_CONF_ERROR;
}


char *
ngx_faimi_merge_loc_conf(ngx_conf_t *cf, void *parent, void *child)
{
    ngx_faimi_loc_conf_t  *prev = parent;
    ngx_faimi_loc_conf_t  *conf = child;

    ngx_http_core_loc_conf_t  *clcf;

    clcf = ngx_http_conf_get_module_loc_conf(cf, ngx_http_core_module);
    ngx_faimi_merge_root(cf, prev, conf, clcf);

    if (conf->name.data == NULL) {
        /* an own root in a block inside ends what was served around it */
        conf->site = (conf->outer == clcf) ? NULL : prev->site;

    } else if (!ngx_faimi_conf_is_off(&conf->name)) {
        conf->site = ngx_faimi_conf_find(cf, &conf->name);

        if (conf->site == NULL) {
            return ngx_faimi_conf_unknown(cf, conf, "faimi", &conf->name);
        }
    }

    if (conf->status.data != NULL) {
        conf->status_site = ngx_faimi_conf_find(cf, &conf->status);

        if (conf->status_site == NULL) {
            return ngx_faimi_conf_unknown(cf, conf, "faimi_status",
                                          &conf->status);
        }
    }

    return ngx_faimi_set_root(cf, conf, clcf);
}
