/*
 * Configuration of locations: `faimi` and `faimi_status`.
 *
 * Where a site is served its folder becomes the location's root, so that
 * $document_root and what else goes by it names the right folder.  Sites may
 * be declared after the servers that use them: they are looked up when the
 * levels are merged.
 */

#include "ngx_faimi_conf.h"


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


/* Called before the module's merges, while cf->ctx is still the http block's;
 * the http block itself is never merged. */
char *
ngx_faimi_init_main_conf(ngx_conf_t *cf, void *conf)
{
    ngx_faimi_loc_conf_t      *flcf;
    ngx_http_core_loc_conf_t  *clcf;

    flcf = ngx_http_conf_get_module_loc_conf(cf, ngx_faimi_module);
    clcf = ngx_http_conf_get_module_loc_conf(cf, ngx_http_core_module);
    flcf->root = clcf->root.data;

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


static char *
ngx_faimi_conf_beside(ngx_conf_t *cf, ngx_faimi_loc_conf_t *flcf,
    ngx_http_core_loc_conf_t *clcf)
{
    ngx_log_error(NGX_LOG_EMERG, cf->log, 0,
                  "\"faimi %V\" stands beside \"%s\" in one block: the "
                  "site's folder is the root; remove one in %s:%ui",
                  &flcf->name, clcf->alias ? "alias" : "root",
                  flcf->file, flcf->line);

    return NGX_CONF_ERROR;
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

    /* one that comes first is seen here, whatever its path; one that comes
     * after, when the levels are merged */
    clcf = ngx_http_conf_get_module_loc_conf(cf, ngx_http_core_module);

    return (clcf->root.data == NULL || ngx_faimi_conf_is_off(&flcf->name))
           ? NGX_CONF_OK : ngx_faimi_conf_beside(cf, flcf, clcf);
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


/* Whether the text is of a `root` or `alias` in this very block.  The core
 * module has merged all levels before this one does the first: what a block
 * has from further out is the same text. */
static ngx_int_t
ngx_faimi_conf_own_root(ngx_conf_t *cf, ngx_faimi_loc_conf_t *prev,
    ngx_http_core_loc_conf_t *clcf)
{
    ngx_str_t  html;

    if (prev->root != NULL) {
        return clcf->root.data != prev->root;
    }

    /* none at all further out: the core module has set nginx's default, which
     * looks like the same path written behind `faimi` */
    ngx_str_set(&html, "html");

    if (ngx_conf_full_name(cf->cycle, &html, 0) != NGX_OK) {
        return NGX_ERROR;
    }

    return clcf->root.len != html.len
           || ngx_strncmp(clcf->root.data, html.data, html.len) != 0;
}


static char *
ngx_faimi_merge_site(ngx_conf_t *cf, ngx_faimi_loc_conf_t *conf,
    ngx_http_core_loc_conf_t *clcf, ngx_int_t own_root)
{
    if (own_root) {
        return ngx_faimi_conf_beside(cf, conf, clcf);
    }

    conf->site = ngx_faimi_conf_find(cf, &conf->name);

    return (conf->site != NULL)
           ? NGX_CONF_OK
           : ngx_faimi_conf_unknown(cf, conf, "faimi", &conf->name);
}


char *
ngx_faimi_merge_loc_conf(ngx_conf_t *cf, void *parent, void *child)
{
    ngx_faimi_loc_conf_t  *prev = parent;
    ngx_faimi_loc_conf_t  *conf = child;

    ngx_int_t                  own_root;
    ngx_http_core_loc_conf_t  *clcf;

    clcf = ngx_http_conf_get_module_loc_conf(cf, ngx_http_core_module);
    own_root = ngx_faimi_conf_own_root(cf, prev, clcf);
    conf->root = clcf->root.data;

    if (own_root == NGX_ERROR) {
        return NGX_CONF_ERROR;
    }

    if (conf->name.data == NULL) {
        /* an own root in a block inside ends what was served around it */
        conf->site = own_root ? NULL : prev->site;

    } else if (!ngx_faimi_conf_is_off(&conf->name)
               && ngx_faimi_merge_site(cf, conf, clcf, own_root)
                  != NGX_CONF_OK)
    {
        return NGX_CONF_ERROR;
    }

    if (conf->site != NULL) {
        clcf->root = conf->site->root;
        clcf->alias = 0;
        clcf->root_lengths = NULL;
        clcf->root_values = NULL;
    }

    if (conf->status.data == NULL) {
        return NGX_CONF_OK;
    }

    conf->status_site = ngx_faimi_conf_find(cf, &conf->status);

    return (conf->status_site != NULL)
           ? NGX_CONF_OK
           : ngx_faimi_conf_unknown(cf, conf, "faimi_status", &conf->status);
}
