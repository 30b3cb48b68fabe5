/*
 * All limits of the core in one place.  A limit that is hit is an error with
 * file and line (faimi_error.h), never a crash and never silence.
 */

#ifndef FAIMI_LIMITS_H
#define FAIMI_LIMITS_H

/* Bytes of any one source file; `max_page` of faimi_site lowers it for pages.
 * It keeps every length within an int. */
#define FAIMI_MAX_SOURCE          (64u << 20)

/* Code in colour: bytes of all patterns that a worker has compiled, steps of
 * one block, the depth of a lexer's stack, lexers within lexers, and patterns
 * that are made of one block's text. */
#define FAIMI_MAX_HIGHLIGHT_MEMORY  (64u << 20)
#define FAIMI_MAX_HIGHLIGHT_STEPS   20000000
#define FAIMI_MAX_HIGHLIGHT_STACK   10000
#define FAIMI_MAX_HIGHLIGHT_NESTED  16
#define FAIMI_MAX_HIGHLIGHT_MADE    256

/* Bytes that one render may take from its arena and write to its output. */
#define FAIMI_MAX_RENDER_MEMORY   (256u << 20)
#define FAIMI_MAX_OUTPUT          (32u << 20)

/* Bytes of what filters found in the lists of a site, for all its pages. */
#define FAIMI_MAX_ANSWERS         (16u << 20)

/* Seconds of processor time that one page may take, and of them until code is
 * no longer highlighted; milliseconds of it that a page may take where others
 * wait for it to end; and milliseconds by the clock for a page in a process of
 * its own. */
#define FAIMI_MAX_RENDER_TIME     3
#define FAIMI_MAX_CODE_TIME       2
#define FAIMI_MAX_QUICK_TIME      25
#define FAIMI_MAX_RENDER_WAIT     15000

/* Processes of a worker that render, at a time; and failures that are kept of
 * pages that have no file. */
#define FAIMI_MAX_CHILDREN        4
#define FAIMI_MAX_MADE_FAILURES   64

/* Bytes of memory for the parsed form of one file. */
#define FAIMI_MAX_FILE_MEMORY     (256u << 20)

/* YAML: nesting, nodes of one document with its aliases expanded, and bytes
 * of one front matter block. */
#define FAIMI_MAX_YAML_DEPTH      64
#define FAIMI_MAX_YAML_NODES      1000000
#define FAIMI_MAX_FRONT_MATTER    (1u << 20)

/* Digits of an integer. */
#define FAIMI_MAX_DIGITS          512

/* CSV: fields of one file, those included that its rows leave out. */
#define FAIMI_MAX_DATA_VALUES     1000000

/* Liquid: nesting of blocks in one template, of includes and layouts while
 * rendering, and steps (nodes rendered, loop rounds) of one page. */
#define FAIMI_MAX_LIQUID_NESTING  100
#define FAIMI_MAX_INCLUDE_DEPTH   32
#define FAIMI_MAX_LAYOUT_DEPTH    16
#define FAIMI_MAX_LIQUID_STEPS    10000000

/* Markdown: nesting of blocks, of spans and of raw HTML, columns of a table,
 * attributes of one element, bytes of a link's name, and steps of the parser
 * for each byte of text. */
#define FAIMI_MAX_BLOCK_DEPTH     64
#define FAIMI_MAX_SPAN_DEPTH      256
#define FAIMI_MAX_HTML_DEPTH      1000
#define FAIMI_MAX_TABLE_COLUMNS   1000
#define FAIMI_MAX_ATTRIBUTES      1000
#define FAIMI_MAX_LINK_NAME       1000
#define FAIMI_MAX_MARKDOWN_STEPS  32

/* CommonMark: bytes of a text, since libcmark ends the process where memory
 * ends. */
#define FAIMI_MAX_COMMONMARK      (1u << 20)

/* Site: files and folders, the length of a path within the site in bytes,
 * aliases of one page, hops of a redirect while it is resolved. */
#define FAIMI_MAX_FILES           200000
#define FAIMI_MAX_PATH            1024
#define FAIMI_MAX_DEPTH           32
#define FAIMI_MAX_ALIASES         1000
#define FAIMI_MAX_HOPS            1000

/* Parts of a pagination.  Each is a page with memory of its own: a site with
 * one post on each part would have as many pages again. */
#define FAIMI_MAX_PAGERS          10000

/* Sass: seconds of processor time and bytes of memory that one compilation may
 * take, milliseconds that all of one page may; files to import, and paths that
 * are looked at for those that an @import names. */
#define FAIMI_MAX_SASS_TIME       3
#define FAIMI_MAX_SASS_MEMORY     (256u << 20)
#define FAIMI_MAX_SASS_WAIT       10000
#define FAIMI_MAX_SASS_FILES      10000
#define FAIMI_MAX_SASS_LOOKS      20000

/* PCRE2: match and depth limits for patterns out of _config.yml. */
#define FAIMI_MAX_MATCH           100000

#endif
