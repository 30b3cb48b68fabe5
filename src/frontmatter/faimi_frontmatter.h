/*
 * Front matter: the block of YAML at the head of a page, layout or include,
 * and YAML files (_config.yml, _data), by libyaml into values, resolved as
 * Ruby's Psych resolves them (YAML 1.1, with Psych's scalar scanner).
 */

#ifndef FAIMI_FRONTMATTER_H
#define FAIMI_FRONTMATTER_H

#include "faimi_base.h"


typedef struct {
    bool           present;    /* the file begins with a block */
    faimi_slice_t  yaml;       /* the opening marker line, and what follows to
                                  the closing one: one YAML document */
    size_t         yaml_line;  /* the line of the file where it begins */
    faimi_slice_t  body;       /* what follows; all of it where there is none */
    size_t         body_line;
} faimi_frontmatter_t;


/* Finds the block as Jekyll does (Document::YAML_FRONT_MATTER_REGEXP): "---"
 * and blanks on the first line, to the next "---" or "..." line.  A blank line
 * before it: none.  A block that is never closed: present, no YAML, the raw
 * text is the body.  A byte order mark of UTF-8 at the beginning belongs to
 * neither part, since Jekyll reads files as "bom|utf-8"
 * (Utils.merged_file_read_opts).  No allocation, one scan. */
faimi_frontmatter_t faimi_frontmatter_split(faimi_slice_t source);

/* Whether a file begins with such a block in its raw bytes: what makes a page
 * of a file that is not Markdown (Utils.has_yaml_header?).  After a byte order
 * mark there is none: such a file is copied as it is. */
bool faimi_frontmatter_opens(faimi_slice_t source);

/* Reads one YAML document; an empty one is nil.  `first` is the line of
 * `file` where `yaml` begins.  Texts in the value belong to the arena.
 * FAIMI_ERROR: no YAML, or a limit (faimi_limits.h) is hit; `err` has file,
 * line and column. */
faimi_rc_t faimi_yaml_parse(faimi_arena_t *arena, faimi_slice_t yaml,
    faimi_slice_t file, size_t first, faimi_value_t *value,
    faimi_error_t *err);

/* The front matter as a map: an empty one for an empty block.  A list or a
 * scalar is an error, as it is in Jekyll. */
faimi_rc_t faimi_frontmatter_parse(faimi_arena_t *arena,
    const faimi_frontmatter_t *fm, faimi_slice_t file, faimi_map_t **map,
    faimi_error_t *err);

#endif
