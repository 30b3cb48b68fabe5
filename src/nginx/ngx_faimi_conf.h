/*
 * What the module's tables name: reading the configuration.
 */

#ifndef NGX_FAIMI_CONF_H
#define NGX_FAIMI_CONF_H

#include "ngx_faimi.h"


/* ngx_faimi_conf.c: how they merge; and the directives of locations */
void *ngx_faimi_create_main_conf(ngx_conf_t *cf);
char *ngx_faimi_init_main_conf(ngx_conf_t *cf, void *conf);
void *ngx_faimi_create_loc_conf(ngx_conf_t *cf);
char *ngx_faimi_merge_loc_conf(ngx_conf_t *cf, void *parent, void *child);
char *ngx_faimi_conf_serve(ngx_conf_t *cf, ngx_command_t *cmd, void *conf);
char *ngx_faimi_conf_status(ngx_conf_t *cf, ngx_command_t *cmd, void *conf);

/* ngx_faimi_conf_site.c */
char *ngx_faimi_conf_site(ngx_conf_t *cf, ngx_command_t *cmd, void *conf);

/* ngx_faimi_variables.c */
ngx_int_t ngx_faimi_add_variables(ngx_conf_t *cf);

/* ngx_faimi_handler.c: the phase and the filter */
ngx_int_t ngx_faimi_init(ngx_conf_t *cf);

#endif
