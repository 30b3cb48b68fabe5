/*
 * An option while it is being set.
 */

#ifndef FAIMI_MD_OPTION_H
#define FAIMI_MD_OPTION_H

#include "faimi_md_rules.h"


typedef struct {
    faimi_arena_t             *arena;
    faimi_markdown_options_t  *options;
    faimi_value_t              value;
    faimi_slice_t              text;     /* the value as text */
    bool                       page;     /* by {::options} */
} faimi_md_setting_t;


/* Sets `field` of s->options; false: not a value of this option. */
typedef bool (*faimi_md_option_pt)(const faimi_md_setting_t *s, void *field);

bool faimi_md_option_code(const faimi_md_setting_t *s, void *field);
bool faimi_md_option_guess(const faimi_md_setting_t *s, void *field);
bool faimi_md_option_links(const faimi_md_setting_t *s, void *field);
bool faimi_md_option_symbols(const faimi_md_setting_t *s, void *field);

void faimi_md_code_defaults(faimi_markdown_options_t *options);

#endif
