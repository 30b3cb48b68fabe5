/*
 * site.github, made from what is known without GitHub (jekyll-github-metadata).
 */

#ifndef FAIMI_GITHUB_H
#define FAIMI_GITHUB_H

#include "faimi_checkout.h"


/* The variable, in the arena: a map by the names of the plugin, with the keys
 * of `github:` in _config.yml over it.  Nil: no repository is known, and there
 * are no such keys.  `checkout` may be NULL. */
faimi_value_t faimi_github(const faimi_config_t *config,
    const faimi_checkout_t *checkout, faimi_arena_t *arena);

/* Whether only GitHub's own interface knows a member: it is nil here. */
bool faimi_github_is_remote(faimi_slice_t member);

#endif
