/*
 * Each message says what is not there, and what to do: it is the one place
 * where an editor learns of it, since pages come out without a word.
 */

#include "faimi_github.h"
#include "faimi_missing.h"
#include "faimi_plugins.h"
#include "faimi_theme.h"
#include "faimi_value_tree.h"


/* The site, and where its problems go. */
typedef struct {
    const faimi_site_t    *site;
    const faimi_config_t  *config;
    faimi_notes_t         *notes;
    faimi_arena_t         *tmp;
} faimi_missing_t;


static faimi_slice_t
faimi_missing_text(const faimi_missing_t *m, const char *key)
{
    return faimi_map_text(m->tmp, m->config->values, key);
}


static void
faimi_missing_plugins(const faimi_missing_t *m)
{
    size_t         i;
    faimi_slice_t  name;

    for (i = 0; i < m->config->plugins.n; i++) {
        name = m->config->plugins.items[i];

        if (faimi_plugins_find(name) == NULL) {
            faimi_notes_problem(m->notes, FAIMI_SLICE("_config.yml"),
                                "plugins: %.*s is not built in: what it adds "
                                "is not there", FAIMI_FMT(name));
        }
    }

    if (faimi_map_at(m->config->values, "gems").type == FAIMI_ARRAY) {
        faimi_notes_problem(m->notes, FAIMI_SLICE("_config.yml"), "gems: is "
                            "not read, as in Jekyll 4: call it plugins");
    }
}


/* Ruby of the site's own. */
static void
faimi_missing_ruby(const faimi_missing_t *m)
{
    faimi_slice_t  folder;

    folder = faimi_missing_text(m, "plugins_dir");

    if (folder.len == 0) {
        return;
    }

    if (faimi_files_is_folder(m->site->files, folder)) {
        faimi_notes_problem(m->notes, folder, "plugins of the site's own are "
                            "Ruby, which is not run: tags and filters of "
                            "theirs are unknown");
    }
}


static void
faimi_missing_keys(const faimi_missing_t *m)
{
    faimi_slice_t  s;

    s = faimi_missing_text(m, "source");

    if (s.len > 0 && !faimi_slice_eq(s, FAIMI_SLICE("."))
        && !faimi_slice_eq(s, FAIMI_SLICE("./")))
    {
        faimi_notes_problem(m->notes, FAIMI_SLICE("_config.yml"), "source: "
                            "%.*s is not followed: name that folder as the "
                            "site's, with a _config.yml in it", FAIMI_FMT(s));
    }

    s = faimi_missing_text(m, "markdown");

    if (!m->config->convert.is_commonmark && s.len > 0
        && !faimi_slice_eq_ci(s, FAIMI_SLICE("kramdown"))
        && !faimi_slice_eq_ci(s, FAIMI_SLICE("GFM")))
    {
        faimi_notes_problem(m->notes, FAIMI_SLICE("_config.yml"), "markdown: "
                            "%.*s is not built in: kramdown is used",
                            FAIMI_FMT(s));
    }
}


/* The command that brings a theme into the folder of themes. */
static faimi_slice_t
faimi_missing_fetch(const faimi_missing_t *m, const faimi_theme_t *theme,
    const char *themes)
{
    if (theme->owner.len == 0) {
        return faimi_arena_printf(m->tmp, "gem unpack %.*s --target %s",
                                  FAIMI_FMT(theme->name), themes);
    }

    return faimi_arena_printf(m->tmp, "git clone --depth 1%s%.*s "
                              "%.*s/%.*s/%.*s %s/%.*s/%.*s",
                              (theme->ref.len > 0) ? " -b " : "",
                              FAIMI_FMT(theme->ref), FAIMI_FMT(theme->host),
                              FAIMI_FMT(theme->owner), FAIMI_FMT(theme->name),
                              themes, FAIMI_FMT(theme->owner),
                              FAIMI_FMT(theme->name));
}


/* A theme is a gem or another repository, and not here: its layouts and
 * includes are not either, and one message says so for all of them. */
static bool
faimi_missing_theme(const faimi_missing_t *m)
{
    const char     *themes;
    faimi_slice_t   file;
    faimi_theme_t   theme;

    file = FAIMI_SLICE("_config.yml");
    theme = faimi_theme_wanted(m->config->values);

    if (theme.key == NULL || faimi_files_theme(m->site->files) != NULL) {
        return false;
    }

    themes = faimi_files_themes(m->site->files);

    if (theme.name.len == 0) {
        faimi_notes_problem(m->notes, file, "%s: %.*s: names no theme: write "
                            "%s", theme.key, FAIMI_FMT(theme.text),
                            (strcmp(theme.key, "theme") == 0)
                            ? "the name of a gem" : "OWNER/NAME");

    } else if (themes == NULL) {
        faimi_notes_problem(m->notes, file, "%s: %.*s: its files are not in "
                            "the site; fetch them with `%.*s`, and name that "
                            "folder THEMES by themes=THEMES of faimi_site, or "
                            "--themes THEMES of faimi", theme.key,
                            FAIMI_FMT(theme.text),
                            FAIMI_FMT(faimi_missing_fetch(m, &theme,
                                                          "THEMES")));

    } else {
        faimi_notes_problem(m->notes, file, "%s: %.*s: is not there; fetch "
                            "it with `%.*s`", theme.key,
                            FAIMI_FMT(theme.text),
                            FAIMI_FMT(faimi_missing_fetch(m, &theme,
                                                          themes)));
    }

    return true;
}


/* A member of site.github that a template asks for, and that is nil since only
 * GitHub knows it; or "". */
static faimi_slice_t
faimi_missing_member(const faimi_template_t *template,
    const faimi_map_t *github)
{
    size_t                    i, n;
    bool                      asks;
    faimi_slice_t             member;
    const faimi_reference_t  *refs;

    asks = false;
    member = FAIMI_EMPTY;
    refs = faimi_liquid_references(template, &n);

    for (i = 0; i < n; i++) {
        asks |= refs[i].kind == FAIMI_REF_VARIABLE
                && faimi_slice_eq(refs[i].name, FAIMI_SLICE("site"))
                && faimi_slice_eq(refs[i].member, FAIMI_SLICE("github"));

        if (refs[i].kind == FAIMI_REF_MEMBER
            && faimi_github_is_remote(refs[i].name)
            && faimi_map_get(github, refs[i].name) == NULL)
        {
            member = refs[i].name;
        }
    }

    return asks ? member : FAIMI_EMPTY;
}


/* Said once, of the first file by its path. */
static void
faimi_missing_github(const faimi_missing_t *m)
{
    size_t                i, n;
    faimi_slice_t         member;
    faimi_value_t         github;
    faimi_file_t        **files;
    const faimi_parsed_t  *parsed;

    github = faimi_github(m->config, faimi_files_checkout(m->site->files),
                          m->tmp);

    if (github.type != FAIMI_MAP) {
        return;
    }

    files = faimi_files_list(m->site->files, m->tmp, &n);

    for (i = 0; i < n; i++) {
        parsed = files[i]->parsed;
        member = (parsed != NULL && parsed->template != NULL)
                 ? faimi_missing_member(parsed->template, github.u.map)
                 : FAIMI_EMPTY;

        if (member.len > 0) {
            faimi_notes_problem(m->notes, files[i]->path, "site.github.%.*s "
                                "is nil: only GitHub knows it, which is not "
                                "asked; write it into github: of _config.yml",
                                FAIMI_FMT(member));
            return;
        }
    }
}


bool
faimi_missing(faimi_site_t *site, faimi_notes_t *notes, faimi_arena_t *tmp)
{
    bool             themeless;
    faimi_missing_t  m;

    m = (faimi_missing_t) { site, faimi_files_config(site->files), notes,
                             tmp };
    themeless = faimi_missing_theme(&m);
    faimi_missing_plugins(&m);
    faimi_missing_ruby(&m);
    faimi_missing_keys(&m);
    faimi_missing_github(&m);

    return themeless;
}
