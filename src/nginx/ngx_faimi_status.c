/*
 * The status: what a worker knows of its site, as JSON (RFC 8259).  Monitoring
 * asks for ?part=zone, the counters alone; ?check=zone has the whole zone
 * checked first, which costs what a plain answer does not.
 */

#include "ngx_faimi.h"
#include "faimi_highlight.h"
#include "faimi_sass.h"
#include "ngx_faimi_watch.h"


#define NGX_FAIMI_VERSION  "0.1.0"


typedef struct {
    ngx_faimi_site_t  *site;
    faimi_arena_t     *arena;
    faimi_buf_t       *out;
    ngx_pool_t        *pool;
    ngx_str_t          body;
    ngx_uint_t         counters;   /* the zone's counters alone */
} ngx_faimi_report_t;


typedef struct {
    const char          *name;
    faimi_route_kind_t   kind;
    void               (*print)(faimi_buf_t *out, const faimi_row_t *row);
} ngx_faimi_list_t;


static void ngx_faimi_report_page(faimi_buf_t *out, const faimi_row_t *row);
static void ngx_faimi_report_alias(faimi_buf_t *out, const faimi_row_t *row);
static void ngx_faimi_report_static(faimi_buf_t *out, const faimi_row_t *row);


static const ngx_faimi_list_t  ngx_faimi_lists[] = {
    { "pages",   FAIMI_ROUTE_PAGE,     ngx_faimi_report_page },
    { "aliases", FAIMI_ROUTE_REDIRECT, ngx_faimi_report_alias },
    { "static",  FAIMI_ROUTE_STATIC,   ngx_faimi_report_static }
};


static void
ngx_faimi_json_slice(faimi_buf_t *out, const char *key, faimi_slice_t value)
{
    faimi_buf_printf(out, "\"%s\":", key);
    faimi_buf_json(out, value);
}


static void
ngx_faimi_json_str(faimi_buf_t *out, const char *key, ngx_str_t *value)
{
    ngx_faimi_json_slice(out, key, faimi_slice((char *) value->data,
                                               value->len));
}


static void
ngx_faimi_json_comma(faimi_buf_t *out, ngx_uint_t i)
{
    faimi_buf_str(out, (i > 0) ? ",\n  " : "\n  ");
}


static void
ngx_faimi_report_page(faimi_buf_t *out, const faimi_row_t *row)
{
    faimi_page_info_t  info;

    info = faimi_page_info(row->page);

    faimi_buf_char(out, '{');
    ngx_faimi_json_slice(out, "url", row->url);
    faimi_buf_char(out, ',');
    ngx_faimi_json_slice(out, "kind", info.kind);
    faimi_buf_char(out, ',');
    ngx_faimi_json_slice(out, "source", info.source);
    faimi_buf_char(out, ',');
    ngx_faimi_json_slice(out, "output", info.output);
    faimi_buf_char(out, ',');
    ngx_faimi_json_slice(out, "title", info.title);
    faimi_buf_char(out, ',');
    ngx_faimi_json_slice(out, "layout", info.layout);
    faimi_buf_char(out, ',');
    ngx_faimi_json_slice(out, "year", info.year);
    faimi_buf_printf(out, ",\"broken\":%s}", row->broken ? "true" : "false");
}


static void
ngx_faimi_report_alias(faimi_buf_t *out, const faimi_row_t *row)
{
    faimi_buf_char(out, '{');
    ngx_faimi_json_slice(out, "url", row->url);
    faimi_buf_char(out, ',');
    ngx_faimi_json_slice(out, "kind", row->name);
    faimi_buf_char(out, ',');
    ngx_faimi_json_slice(out, "target", row->target);
    faimi_buf_printf(out, ",\"status\":%d,", row->status);
    ngx_faimi_json_slice(out, "source", row->source);
    faimi_buf_char(out, '}');
}


static void
ngx_faimi_report_static(faimi_buf_t *out, const faimi_row_t *row)
{
    faimi_buf_char(out, '{');
    ngx_faimi_json_slice(out, "url", row->url);
    faimi_buf_char(out, ',');
    ngx_faimi_json_slice(out, "source", row->source);
    faimi_buf_char(out, '}');
}


static void
ngx_faimi_report_rows(ngx_faimi_report_t *rp)
{
    size_t              i, n;
    ngx_uint_t          k, printed;
    const faimi_row_t  *rows;

    rows = faimi_site_rows(rp->site->site, rp->arena, &n);

    for (k = 0; k < sizeof(ngx_faimi_lists) / sizeof(ngx_faimi_lists[0]); k++)
    {
        faimi_buf_printf(rp->out, ",\n\"%s\":[", ngx_faimi_lists[k].name);
        printed = 0;

        for (i = 0; i < n; i++) {
            if (rows[i].kind == ngx_faimi_lists[k].kind) {
                ngx_faimi_json_comma(rp->out, printed++);
                ngx_faimi_lists[k].print(rp->out, &rows[i]);
            }
        }

        faimi_buf_char(rp->out, ']');
    }
}


/* An optional part by its name and version, or "". */
static void
ngx_faimi_report_part(ngx_faimi_report_t *rp, const char *member,
    const char *name, const char *version)
{
    ngx_faimi_json_slice(rp->out, member, (version == NULL) ? FAIMI_EMPTY
                         : faimi_arena_printf(rp->arena, "%s %s", name,
                                              version));
    faimi_buf_char(rp->out, ',');
}


static void
ngx_faimi_report_errors(faimi_buf_t *out, const char *name,
    const faimi_error_t *errs, size_t n)
{
    size_t  i;

    faimi_buf_printf(out, ",\n\"%s\":[", name);

    for (i = 0; i < n; i++) {
        ngx_faimi_json_comma(out, i);
        faimi_buf_char(out, '{');
        ngx_faimi_json_slice(out, "file", faimi_slice_str(errs[i].file));
        faimi_buf_printf(out, ",\"line\":%zu,\"column\":%zu,", errs[i].line,
                         errs[i].column);
        ngx_faimi_json_slice(out, "message",
                             faimi_slice_str(errs[i].message));
        faimi_buf_char(out, '}');
    }

    faimi_buf_char(out, ']');
}


static void
ngx_faimi_report_zone(ngx_faimi_report_t *rp)
{
    ngx_faimi_zone_stats_t  st;

    ngx_faimi_zone_stats(rp->site->zone, &st);

    faimi_buf_printf(rp->out, ",\n\"zone\":{\"size\":%zu,\"used\":%zu,"
                     "\"entries\":%lu,\"sources\":%lu,\"hits\":%lu,"
                     "\"misses\":%lu,\"stores\":%lu,\"evictions\":%lu,"
                     "\"too_large\":%lu,\"rebuilds\":%lu,\"bypassed\":%lu,"
                     "\"renders\":%lu,\"children\":%lu,\"sound\":%s}",
                     st.size, st.used, (unsigned long) st.entries,
                     (unsigned long) st.sources, (unsigned long) st.hits,
                     (unsigned long) st.misses, (unsigned long) st.stores,
                     (unsigned long) st.evictions,
                     (unsigned long) st.too_large,
                     (unsigned long) st.rebuilds,
                     (unsigned long) st.bypassed,
                     (unsigned long) st.renders, (unsigned long) st.children,
                     st.sound ? "true" : "false");
}


/* Who answers, about what. */
static void
ngx_faimi_report_head(ngx_faimi_report_t *rp)
{
    faimi_buf_t  *out;

    out = rp->out;

    faimi_buf_char(out, '{');
    ngx_faimi_json_str(out, "site", &rp->site->name);
    faimi_buf_char(out, ',');
    ngx_faimi_json_str(out, "root", &rp->site->root);
    faimi_buf_char(out, ',');
    ngx_faimi_json_slice(out, "version", FAIMI_SLICE(NGX_FAIMI_VERSION));
    faimi_buf_char(out, ',');
    ngx_faimi_report_part(rp, "sass", "libsass", faimi_sass_version());
    ngx_faimi_report_part(rp, "highlight", "Rouge", faimi_highlight_version());
    faimi_buf_printf(out, "\"worker\":%ld,\"generation\":%llu,",
                     (long) ngx_pid, (unsigned long long)
                                     faimi_site_generation(rp->site->site));
    ngx_faimi_json_slice(out, "watch",
                         faimi_slice_str(ngx_faimi_watch_mode(rp->site)));
}


static void
ngx_faimi_report_lists(ngx_faimi_report_t *rp)
{
    size_t                n;
    faimi_site_t         *site;
    const faimi_error_t  *errs;

    site = rp->site->site;

    errs = faimi_site_problems(site, rp->arena, &n);
    ngx_faimi_report_errors(rp->out, "errors", errs, n);

    errs = faimi_site_conflicts(site, rp->arena, &n);
    ngx_faimi_report_errors(rp->out, "conflicts", errs, n);

    faimi_buf_str(rp->out, ",\n\"sections\":");
    faimi_json(rp->out, faimi_site_sections(site, rp->arena), rp->arena);

    ngx_faimi_report_rows(rp);
}


static faimi_rc_t
ngx_faimi_report_work(void *data)
{
    ngx_faimi_report_t  *rp = data;

    rp->out = faimi_buf_create(rp->arena, FAIMI_MAX_SOURCE);
    ngx_faimi_report_head(rp);

    if (!rp->counters) {
        ngx_faimi_report_lists(rp);
    }

    ngx_faimi_report_zone(rp);
    faimi_buf_str(rp->out, "}\n");

    if (rp->out->full) {
        return FAIMI_NOMEM;
    }

    return (ngx_faimi_copy(rp->pool, &rp->body, faimi_buf_slice(rp->out))
            == NGX_OK)
           ? FAIMI_OK : FAIMI_NOMEM;
}


/* Whether the request has an argument `name=value`. */
static ngx_uint_t
ngx_faimi_status_asks(ngx_http_request_t *r, const char *name,
    const char *value)
{
    ngx_str_t  arg;

    return ngx_http_arg(r, (u_char *) name, ngx_strlen(name), &arg) == NGX_OK
           && arg.len == ngx_strlen(value)
           && ngx_strncmp(arg.data, value, arg.len) == 0;
}


static ngx_int_t
ngx_faimi_report(ngx_http_request_t *r, ngx_faimi_site_t *site,
    ngx_str_t *body)
{
    faimi_rc_t          rc;
    ngx_faimi_report_t  rp;

    ngx_memzero(&rp, sizeof(ngx_faimi_report_t));
    rp.site = site;
    rp.pool = r->pool;
    rp.counters = ngx_faimi_status_asks(r, "part", "zone");
    rp.arena = faimi_arena_create(site->guard, FAIMI_MAX_RENDER_MEMORY);

    if (rp.arena == NULL) {
        return NGX_ERROR;
    }

    if (ngx_faimi_status_asks(r, "check", "zone")) {
        ngx_faimi_zone_check(site->zone);
    }

    rc = faimi_guard_run(site->guard, ngx_faimi_report_work, &rp);
    faimi_arena_destroy(rp.arena);
    *body = rp.body;

    return (rc == FAIMI_OK) ? NGX_OK : NGX_ERROR;
}


ngx_int_t
ngx_faimi_status_handler(ngx_http_request_t *r)
{
    ngx_int_t              rc;
    ngx_faimi_ctx_t       *ctx;
    ngx_faimi_entry_t      entry;
    ngx_faimi_loc_conf_t  *flcf;

    ctx = ngx_pcalloc(r->pool, sizeof(ngx_faimi_ctx_t));

    if (ctx == NULL) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    ctx->revalidate = 1;
    ngx_http_set_ctx(r, ctx, ngx_faimi_module);

    if (!(r->method & (NGX_HTTP_GET|NGX_HTTP_HEAD))) {
        return ngx_faimi_not_allowed(r);
    }

    rc = ngx_http_discard_request_body(r);

    if (rc != NGX_OK) {
        return rc;
    }

    flcf = ngx_http_get_module_loc_conf(r, ngx_faimi_module);

    if (flcf->status_site->site == NULL) {
        return NGX_HTTP_SERVICE_UNAVAILABLE;
    }

    ngx_memzero(&entry, sizeof(ngx_faimi_entry_t));
    ngx_str_set(&entry.type, "application/json");

    if (ngx_faimi_report(r, flcf->status_site, &entry.body) != NGX_OK) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    return ngx_faimi_send(r, NGX_HTTP_OK, &entry);
}
