/*
 * The layouts for a folder of bare Markdown files, which has none of its own.
 *
 * They are Liquid templates, as a site's own would be, and go through the same
 * renderer: what they may show, their limits, and the dependencies of pages
 * that use them need no code of their own.  Everything that comes from a page
 * is escaped in the template, since the built-in layouts are no less exposed
 * to odd titles than a site's.
 */

#include "faimi_builtin.h"


/* In the page itself: a site without assets gets no request for a style sheet,
 * and no URL is taken from the site's own files. */
#define FAIMI_BUILTIN_STYLE                                                   \
    "<style>\n"                                                               \
    ":root { color-scheme: light dark; --line: #8884; --link: #0b57b0;\n"     \
    "  --c: #566770; --k: #8a1c6b; --s: #1d6331; --m: #8a4200; }\n"           \
    "@media (prefers-color-scheme: dark) { :root { --link: #8ab8ff;\n"        \
    "  --c: #9fb0b8; --k: #f0a6d8; --s: #9fdcaf; --m: #f2bf85; } }\n"         \
    "body { margin: 0 auto; max-width: 46rem; padding: 1rem;\n"               \
    "  font: 1.0625rem/1.6 system-ui, sans-serif; overflow-wrap: break-word;" \
    " }\n"                                                                    \
    "a { color: var(--link); }\n"                                             \
    "header { border-bottom: 1px solid var(--line); }\n"                      \
    "nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem;\n"         \
    "  list-style: none; padding: 0; }\n"                                     \
    "h1, h2, h3, h4 { line-height: 1.25; }\n"                                 \
    "img, video { max-width: 100%; height: auto; }\n"                         \
    "pre, table { display: block; overflow-x: auto; }\n"                      \
    ".highlight :is(.c, .c1, .cm, .cd, .cs) { color: var(--c); }\n"           \
    ".highlight :is(.k, .kd, .kn, .kc, .kt, .kr, .nt, .ow)"                   \
    " { color: var(--k); }\n"                                                 \
    ".highlight :is(.s, .s1, .s2, .sb, .sd, .sh, .ss, .sr, .gi)"              \
    " { color: var(--s); }\n"                                                 \
    ".highlight :is(.m, .mi, .mf, .mh, .nf, .nc, .nn, .na)"                   \
    " { color: var(--m); }\n"                                                 \
    "table { border-collapse: collapse; }\n"                                  \
    "th, td { border: 1px solid var(--line); padding: .3rem .6rem; }\n"       \
    ".skip { position: absolute; left: -100vw; }\n"                           \
    ".skip:focus { left: 1rem; }\n"                                           \
    "</style>\n"

#define FAIMI_BUILTIN_HEAD                                                    \
    "<!DOCTYPE html>\n"                                                       \
    "<html lang=\"{{ page.lang | default: site.lang | default: 'en' }}\">\n"  \
    "<head>\n"                                                                \
    "<meta charset=\"utf-8\">\n"                                              \
    "<meta name=\"viewport\" content=\"width=device-width, "                  \
    "initial-scale=1\">\n"                                                    \
    "<title>{% if page.title %}{{ page.title | strip_html | escape }}"        \
    "{% if site.title %} | {% endif %}{% endif %}"                            \
    "{{ site.title | escape }}</title>\n"                                     \
    "{% if page.description %}<meta name=\"description\" content=\""          \
    "{{ page.description | strip_html | escape }}\">\n{% endif %}"            \
    FAIMI_BUILTIN_STYLE                                                       \
    "</head>\n"                                                               \
    "<body>\n"


static const char  faimi_builtin_default[] =
    FAIMI_BUILTIN_HEAD
    "<a class=\"skip\" href=\"#content\">Skip to the content</a>\n"
    "<header>\n"
    "<nav aria-label=\"Main\">\n"
    "<ul>\n"
    "<li><a href=\"{{ '/' | relative_url }}\">"
    "{{ site.title | default: 'Home' | escape }}</a></li>\n"
    "{% for section in site.sections %}"
    "<li><a href=\"{{ section.url | relative_url }}\""
    "{% if section.url == page.url %} aria-current=\"page\"{% endif %}>"
    "{{ section.year | escape }}</a></li>\n"
    "{% endfor %}"
    "</ul>\n"
    "</nav>\n"
    "</header>\n"
    "<main id=\"content\">\n"
    "{% unless content contains '<h1' %}{% if page.title %}"
    "<h1>{{ page.title | strip_html | escape }}</h1>\n"
    "{% endif %}{% endunless %}"
    "{{ content }}\n"
    "</main>\n"
    "</body>\n"
    "</html>\n";


/* For a list of a section in a site that has layouts, but none that fits: no
 * navigation, which would be a second one next to the site's. */
static const char  faimi_builtin_alone[] =
    FAIMI_BUILTIN_HEAD
    "<main>\n"
    "{{ content }}\n"
    "</main>\n"
    "</body>\n"
    "</html>\n";


/* The list of a section's pages.  The section is found by its URL among all of
 * them, as a site's own layout would do it. */
static const char  faimi_builtin_section[] =
    "<h1>{{ page.title | escape }}</h1>\n"
    "<ul>\n"
    "{% for section in site.sections %}"
    "{% if section.url == page.url %}"
    "{% for event in section.pages %}"
    "<li><a href=\"{{ event.url | relative_url }}\">"
    "{{ event.title | default: event.url | escape }}</a>"
    "{% if event.description %} <br>{{ event.description | escape }}"
    "{% endif %}</li>\n"
    "{% endfor %}"
    "{% endif %}"
    "{% endfor %}"
    "</ul>\n";


const char  *const  faimi_builtins[FAIMI_BUILTINS] = {
    [FAIMI_BUILTIN_DEFAULT] = faimi_builtin_default,
    [FAIMI_BUILTIN_ALONE] = faimi_builtin_alone,
    [FAIMI_BUILTIN_SECTION] = faimi_builtin_section,
    [FAIMI_BUILTIN_FEED] = faimi_builtin_feed,
    [FAIMI_BUILTIN_SITEMAP] = faimi_builtin_sitemap,
    [FAIMI_BUILTIN_ROBOTS] = faimi_builtin_robots,
    [FAIMI_BUILTIN_SEO] = faimi_builtin_seo,
    [FAIMI_BUILTIN_FEED_META] = faimi_builtin_feed_meta,
    [FAIMI_BUILTIN_TOC] = faimi_builtin_toc,
    [FAIMI_BUILTIN_EDIT_LINK] = faimi_builtin_edit_link
};
