/*
 * The directive faimi_site: a site's name, its folder and its options.  An
 * option is a row of ngx_faimi_options: a new one is a row here, a field of
 * ngx_faimi_site_t and a paragraph in README.md.
 */

#include "ngx_faimi_conf.h"


typedef struct ngx_faimi_option_s  ngx_faimi_option_t;

typedef char *(*ngx_faimi_option_pt)(ngx_conf_t *cf, ngx_str_t *value,
    void *field, const ngx_faimi_option_t *option);

struct ngx_faimi_option_s {
    ngx_str_t            name;
    ngx_str_t            standard;  /* the default, as it would be written;
                                       "": the field stays zero */
    ngx_faimi_option_pt  parse;
    size_t               offset;    /* of the field in ngx_faimi_site_t */
    size_t               min;       /* bytes, or milliseconds */
    size_t               max;
};


static char *ngx_faimi_option_size(ngx_conf_t *cf, ngx_str_t *value,
    void *field, const ngx_faimi_option_t *option);
static char *ngx_faimi_option_msec(ngx_conf_t *cf, ngx_str_t *value,
    void *field, const ngx_faimi_option_t *option);
static char *ngx_faimi_option_watch(ngx_conf_t *cf, ngx_str_t *value,
    void *field, const ngx_faimi_option_t *option);
static char *ngx_faimi_option_folder(ngx_conf_t *cf, ngx_str_t *value,
    void *field, const ngx_faimi_option_t *option);


static const ngx_faimi_option_t  ngx_faimi_options[] = {

    { ngx_string("zone"), ngx_string("16m"), ngx_faimi_option_size,
      offsetof(ngx_faimi_site_t, zone_size),
      NGX_FAIMI_ZONE_MIN, (size_t) NGX_MAX_INT_T_VALUE },

    { ngx_string("max_page"), ngx_string("1m"), ngx_faimi_option_size,
      offsetof(ngx_faimi_site_t, max_page),
      1, FAIMI_MAX_SOURCE },

    { ngx_string("interval"), ngx_string("1s"), ngx_faimi_option_msec,
      offsetof(ngx_faimi_site_t, interval),
      100, 24 * 3600 * 1000 },

    { ngx_string("watch"), ngx_string("on"), ngx_faimi_option_watch,
      offsetof(ngx_faimi_site_t, watch), 0, 0 },

    { ngx_string("theme"), ngx_null_string, ngx_faimi_option_folder,
      offsetof(ngx_faimi_site_t, theme), 0, 0 },

    { ngx_string("themes"), ngx_null_string, ngx_faimi_option_folder,
      offsetof(ngx_faimi_site_t, themes), 0, 0 }
};

#define NGX_FAIMI_NOPTIONS                                                    \
    (sizeof(ngx_faimi_options) / sizeof(ngx_faimi_options[0]))


static char *
ngx_faimi_option_size(ngx_conf_t *cf, ngx_str_t *value, void *field,
    const ngx_faimi_option_t *option)
{
    ssize_t  size;

    size = ngx_parse_size(value);

    if (size == NGX_ERROR) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "invalid size \"%V\" in \"%V=\" of faimi_site: "
                           "write it as 512k or 16m", value, &option->name);
        return NGX_CONF_ERROR;
    }

    if ((size_t) size < option->min || (size_t) size > option->max) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "\"%V=%V\" of faimi_site is too %s: it must be "
                           "%s %uz bytes", &option->name, value,
                           (size_t) size < option->min ? "small" : "large",
                           (size_t) size < option->min ? "at least"
                                                       : "at most",
                           (size_t) size < option->min ? option->min
                                                       : option->max);
        return NGX_CONF_ERROR;
    }

    *(size_t *) field = (size_t) size;

    return NGX_CONF_OK;
}


static char *
ngx_faimi_option_msec(ngx_conf_t *cf, ngx_str_t *value, void *field,
    const ngx_faimi_option_t *option)
{
    ngx_int_t  msec;

    msec = ngx_parse_time(value, 0);

    if (msec == NGX_ERROR
        || (size_t) msec < option->min || (size_t) msec > option->max)
    {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "invalid time \"%V\" in \"%V=\" of faimi_site: "
                           "from %uzms to %uzs", value, &option->name,
                           option->min, option->max / 1000);
        return NGX_CONF_ERROR;
    }

    *(ngx_msec_t *) field = (ngx_msec_t) msec;

    return NGX_CONF_OK;
}


static char *
ngx_faimi_option_watch(ngx_conf_t *cf, ngx_str_t *value, void *field,
    const ngx_faimi_option_t *option)
{
    ngx_uint_t  i;

    static ngx_str_t  modes[] = {
        ngx_string("on"),      /* NGX_FAIMI_WATCH_ON */
        ngx_string("poll"),    /* NGX_FAIMI_WATCH_POLL */
        ngx_string("off")      /* NGX_FAIMI_WATCH_OFF */
    };

    for (i = 0; i < 3; i++) {
        if (value->len == modes[i].len
            && ngx_strncmp(value->data, modes[i].data, value->len) == 0)
        {
            *(ngx_uint_t *) field = i;
            return NGX_CONF_OK;
        }
    }

    ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                       "invalid value \"%V\" in \"%V=\" of faimi_site: it "
                       "must be \"on\", \"poll\" or \"off\"",
                       value, &option->name);

    return NGX_CONF_ERROR;
}


/* Makes the path absolute (from the configuration's prefix), and sees that a
 * folder is there which this process can read. */
static char *
ngx_faimi_option_folder(ngx_conf_t *cf, ngx_str_t *value, void *field,
    const ngx_faimi_option_t *option)
{
    ngx_err_t         err;
    ngx_str_t        *path = field;
    ngx_file_info_t   fi;

    *path = *value;

    if (path->len == 0
        || ngx_conf_full_name(cf->cycle, path, 1) != NGX_OK)
    {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "the %V of faimi_site has no path",
                           &option->name);
        return NGX_CONF_ERROR;
    }

    while (path->len > 1 && path->data[path->len - 1] == '/') {
        path->data[--path->len] = '\0';
    }

    err = 0;

    if (ngx_file_info(path->data, &fi) == NGX_FILE_ERROR) {
        err = ngx_errno;

    } else if (!ngx_is_dir(&fi)) {
        err = NGX_ENOTDIR;

    } else if (access((char *) path->data, R_OK|X_OK) == -1) {
        err = ngx_errno;
    }

    if (err != 0) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, err,
                           "the %V \"%V\" of faimi_site cannot be read",
                           &option->name, path);
        return NGX_CONF_ERROR;
    }

    return NGX_CONF_OK;
}


static const ngx_faimi_option_t *
ngx_faimi_option_find(const ngx_str_t *arg)
{
    ngx_uint_t                 i;
    const ngx_faimi_option_t  *option;

    for (i = 0; i < NGX_FAIMI_NOPTIONS; i++) {
        option = &ngx_faimi_options[i];

        if (arg->len > option->name.len
            && arg->data[option->name.len] == '='
            && ngx_strncmp(arg->data, option->name.data, option->name.len)
               == 0)
        {
            return option;
        }
    }

    return NULL;
}


/* Names those that exist. */
static char *
ngx_faimi_option_unknown(ngx_conf_t *cf, const ngx_str_t *arg)
{
    u_char      *p, *last, list[256];
    ngx_uint_t   i;

    p = list;
    last = list + sizeof(list);

    for (i = 0; i < NGX_FAIMI_NOPTIONS; i++) {
        p = ngx_slprintf(p, last, "%s%V=",
                         (i == 0) ? ""
                         : (i + 1 < NGX_FAIMI_NOPTIONS) ? ", " : " and ",
                         &ngx_faimi_options[i].name);
    }

    ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                       "unknown option \"%V\" of faimi_site: there are %*s",
                       arg, (size_t) (p - list), list);

    return NGX_CONF_ERROR;
}


static char *
ngx_faimi_option_set(ngx_conf_t *cf, ngx_faimi_site_t *site,
    const ngx_faimi_option_t *option, ngx_str_t *value)
{
    return option->parse(cf, value, (u_char *) site + option->offset, option);
}


static char *
ngx_faimi_conf_defaults(ngx_conf_t *cf, ngx_faimi_site_t *site)
{
    ngx_str_t                  value;
    ngx_uint_t                 i;
    const ngx_faimi_option_t  *option;

    for (i = 0; i < NGX_FAIMI_NOPTIONS; i++) {
        option = &ngx_faimi_options[i];
        value = option->standard;

        if (value.len > 0
            && ngx_faimi_option_set(cf, site, option, &value) != NGX_CONF_OK)
        {
            return NGX_CONF_ERROR;
        }
    }

    return NGX_CONF_OK;
}


/* `seen` has a bit for each option that was given. */
static char *
ngx_faimi_conf_option(ngx_conf_t *cf, ngx_faimi_site_t *site, ngx_str_t *arg,
    ngx_uint_t *seen)
{
    ngx_str_t                  value;
    ngx_uint_t                 bit;
    const ngx_faimi_option_t  *option;

    option = ngx_faimi_option_find(arg);

    if (option == NULL) {
        return ngx_faimi_option_unknown(cf, arg);
    }

    bit = (ngx_uint_t) 1 << (option - ngx_faimi_options);

    if (*seen & bit) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "duplicate \"%V=\" of faimi_site",
                           &option->name);
        return NGX_CONF_ERROR;
    }

    *seen |= bit;
    value.data = arg->data + option->name.len + 1;
    value.len = arg->len - option->name.len - 1;

    return ngx_faimi_option_set(cf, site, option, &value);
}


/* A name goes into the zone's name, log lines and the status. */
static char *
ngx_faimi_conf_name(ngx_conf_t *cf, ngx_faimi_main_conf_t *fmcf,
    ngx_str_t *name)
{
    ngx_uint_t          i;
    ngx_faimi_site_t  **sites;

    for (i = 0; i < name->len; i++) {
        if (!faimi_is_word((char) name->data[i]) && name->data[i] != '-'
            && name->data[i] != '.')
        {
            break;
        }
    }

    if (name->len == 0 || i < name->len
        || (name->len == 3 && ngx_strncmp(name->data, "off", 3) == 0))
    {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "invalid name \"%V\" of a faimi_site: letters, "
                           "digits, \"_\", \"-\" and \".\", and not \"off\"",
                           name);
        return NGX_CONF_ERROR;
    }

    sites = fmcf->sites.elts;

    for (i = 0; i < fmcf->sites.nelts; i++) {
        if (sites[i]->name.len == name->len
            && ngx_strncmp(sites[i]->name.data, name->data, name->len) == 0)
        {
            ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                               "the faimi_site \"%V\" is declared twice",
                               name);
            return NGX_CONF_ERROR;
        }
    }

    return NGX_CONF_OK;
}


/* Zones of all modules share one space of names: ours begin with "faimi:". */
static char *
ngx_faimi_conf_zone(ngx_conf_t *cf, ngx_faimi_site_t *site)
{
    ngx_str_t  name;

    name.len = sizeof("faimi:") - 1 + site->name.len;
    name.data = ngx_pnalloc(cf->pool, name.len);

    if (name.data == NULL) {
        return NGX_CONF_ERROR;
    }

    (void) ngx_sprintf(name.data, "faimi:%V", &site->name);
    site->zone = ngx_faimi_zone_create(cf, &name, site->zone_size,
                                       &site->root, &ngx_faimi_module);

    return (site->zone == NULL) ? NGX_CONF_ERROR : NGX_CONF_OK;
}


char *
ngx_faimi_conf_site(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_faimi_main_conf_t  *fmcf = conf;

    ngx_str_t                 *value;
    ngx_uint_t                 i, seen;
    ngx_faimi_site_t          *site, **slot;

    static const ngx_faimi_option_t  folder = {
        ngx_string("folder"), ngx_null_string, ngx_faimi_option_folder,
        offsetof(ngx_faimi_site_t, root), 0, 0
    };

    value = cf->args->elts;

    if (ngx_faimi_conf_name(cf, fmcf, &value[1]) != NGX_CONF_OK) {
        return NGX_CONF_ERROR;
    }

    site = ngx_pcalloc(cf->pool, sizeof(ngx_faimi_site_t));
    slot = ngx_array_push(&fmcf->sites);

    if (site == NULL || slot == NULL) {
        return NGX_CONF_ERROR;
    }

    *slot = site;
    site->name = value[1];

    if (ngx_faimi_conf_defaults(cf, site) != NGX_CONF_OK
        || ngx_faimi_option_set(cf, site, &folder, &value[2]) != NGX_CONF_OK)
    {
        return NGX_CONF_ERROR;
    }

    seen = 0;

    for (i = 3; i < cf->args->nelts; i++) {
        if (ngx_faimi_conf_option(cf, site, &value[i], &seen)
            != NGX_CONF_OK)
        {
            return NGX_CONF_ERROR;
        }
    }

    return ngx_faimi_conf_zone(cf, site);
}
