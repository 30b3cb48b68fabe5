/*
 * ngx_faimi_module: serves a Jekyll-style site live.
 *
 * This file is the module's table of contents: its directives, its context,
 * its configuration.  Directives are read in src/nginx/ngx_faimi_conf.c,
 * requests are answered in ngx_faimi_handler.c; what a site is, is in
 * src/site/, which knows no nginx.
 */

#include "ngx_faimi_conf.h"


static ngx_command_t  ngx_faimi_commands[] = {

    { ngx_string("faimi_site"),
      NGX_HTTP_MAIN_CONF|NGX_CONF_2MORE,
      ngx_faimi_conf_site,
      NGX_HTTP_MAIN_CONF_OFFSET,
      0,
      NULL },

    { ngx_string("faimi"),
      NGX_HTTP_SRV_CONF|NGX_HTTP_LOC_CONF|NGX_CONF_TAKE1,
      ngx_faimi_conf_serve,
      NGX_HTTP_LOC_CONF_OFFSET,
      0,
      NULL },

    { ngx_string("faimi_status"),
      NGX_HTTP_LOC_CONF|NGX_CONF_TAKE1,
      ngx_faimi_conf_status,
      NGX_HTTP_LOC_CONF_OFFSET,
      0,
      NULL },

      ngx_null_command
};


static ngx_http_module_t  ngx_faimi_module_ctx = {
    ngx_faimi_add_variables,               /* preconfiguration */
    ngx_faimi_init,                        /* postconfiguration */

    ngx_faimi_create_main_conf,            /* create main configuration */
    ngx_faimi_init_main_conf,              /* init main configuration */

    NULL,                                  /* create server configuration */
    NULL,                                  /* merge server configuration */

    ngx_faimi_create_loc_conf,             /* create location configuration */
    ngx_faimi_merge_loc_conf               /* merge location configuration */
};


ngx_module_t  ngx_faimi_module = {
    NGX_MODULE_V1,
    &ngx_faimi_module_ctx,                 /* module context */
    ngx_faimi_commands,                    /* module directives */
    NGX_HTTP_MODULE,                       /* module type */
    NULL,                                  /* init master */
    NULL,                                  /* init module */
    ngx_faimi_init_process,                /* init process */
    NULL,                                  /* init thread */
    NULL,                                  /* exit thread */
    ngx_faimi_exit_process,                /* exit process */
    NULL,                                  /* exit master */
    NGX_MODULE_V1_PADDING
};
