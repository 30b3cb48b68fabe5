/*
 * Upper and lower case by Unicode's mappings (faimi_case.h).
 *
 * Mappings to one character are libutf8proc's; those to more than one, which it
 * does not have, are in the table here (SpecialCasing.txt), but for a block of
 * Greek that follows a rule.  Texts are read character by character; ASCII
 * takes neither table nor library.
 */

#include <utf8proc.h>

#include "faimi_case.h"
#include "faimi_ctype.h"
#include "faimi_utf8.h"


/* Greek letters with an iota below, eight of a kind, small before capital.
 * Their capitals have the iota next to them in upper case, below in titles. */
#define FAIMI_CASE_IOTA_FIRST  0x1F80
#define FAIMI_CASE_IOTA_LAST   0x1FAF
#define FAIMI_CASE_IOTA        0x0399

/* The only character whose small form is two: I with a dot. */
#define FAIMI_CASE_DOTTED      0x0130
#define FAIMI_CASE_DOT         0x0307


/* Capital letters of Georgian (Mtavruli), which are for words in capitals
 * only: Ruby takes them to the small ones in a title. */
#define FAIMI_CASE_MTAVRULI_FIRST  0x1C90
#define FAIMI_CASE_MTAVRULI_LAST   0x1CBF


typedef struct {
    uint32_t     code;
    const char  *upper;
    const char  *title;
} faimi_case_t;


/* In order of the codes. */
static const faimi_case_t  faimi_cases[] = {
    { 0x00DF, "SS", "Ss" },
    { 0x0149, "\u02BCN", "\u02BCN" },
    { 0x01F0, "J\u030C", "J\u030C" },
    { 0x0390, "\u0399\u0308\u0301", "\u0399\u0308\u0301" },
    { 0x03B0, "\u03A5\u0308\u0301", "\u03A5\u0308\u0301" },
    { 0x0587, "\u0535\u0552", "\u0535\u0582" },
    { 0x1E96, "H\u0331", "H\u0331" },
    { 0x1E97, "T\u0308", "T\u0308" },
    { 0x1E98, "W\u030A", "W\u030A" },
    { 0x1E99, "Y\u030A", "Y\u030A" },
    { 0x1E9A, "A\u02BE", "A\u02BE" },
    { 0x1F50, "\u03A5\u0313", "\u03A5\u0313" },
    { 0x1F52, "\u03A5\u0313\u0300", "\u03A5\u0313\u0300" },
    { 0x1F54, "\u03A5\u0313\u0301", "\u03A5\u0313\u0301" },
    { 0x1F56, "\u03A5\u0313\u0342", "\u03A5\u0313\u0342" },
    { 0x1FB2, "\u1FBA\u0399", "\u1FBA\u0345" },
    { 0x1FB3, "\u0391\u0399", "\u1FBC" },
    { 0x1FB4, "\u0386\u0399", "\u0386\u0345" },
    { 0x1FB6, "\u0391\u0342", "\u0391\u0342" },
    { 0x1FB7, "\u0391\u0342\u0399", "\u0391\u0342\u0345" },
    { 0x1FBC, "\u0391\u0399", "\u1FBC" },
    { 0x1FC2, "\u1FCA\u0399", "\u1FCA\u0345" },
    { 0x1FC3, "\u0397\u0399", "\u1FCC" },
    { 0x1FC4, "\u0389\u0399", "\u0389\u0345" },
    { 0x1FC6, "\u0397\u0342", "\u0397\u0342" },
    { 0x1FC7, "\u0397\u0342\u0399", "\u0397\u0342\u0345" },
    { 0x1FCC, "\u0397\u0399", "\u1FCC" },
    { 0x1FD2, "\u0399\u0308\u0300", "\u0399\u0308\u0300" },
    { 0x1FD3, "\u0399\u0308\u0301", "\u0399\u0308\u0301" },
    { 0x1FD6, "\u0399\u0342", "\u0399\u0342" },
    { 0x1FD7, "\u0399\u0308\u0342", "\u0399\u0308\u0342" },
    { 0x1FE2, "\u03A5\u0308\u0300", "\u03A5\u0308\u0300" },
    { 0x1FE3, "\u03A5\u0308\u0301", "\u03A5\u0308\u0301" },
    { 0x1FE4, "\u03A1\u0313", "\u03A1\u0313" },
    { 0x1FE6, "\u03A5\u0342", "\u03A5\u0342" },
    { 0x1FE7, "\u03A5\u0308\u0342", "\u03A5\u0308\u0342" },
    { 0x1FF2, "\u1FFA\u0399", "\u1FFA\u0345" },
    { 0x1FF3, "\u03A9\u0399", "\u1FFC" },
    { 0x1FF4, "\u038F\u0399", "\u038F\u0345" },
    { 0x1FF6, "\u03A9\u0342", "\u03A9\u0342" },
    { 0x1FF7, "\u03A9\u0342\u0399", "\u03A9\u0342\u0345" },
    { 0x1FFC, "\u03A9\u0399", "\u1FFC" },
    { 0xFB00, "FF", "Ff" },
    { 0xFB01, "FI", "Fi" },
    { 0xFB02, "FL", "Fl" },
    { 0xFB03, "FFI", "Ffi" },
    { 0xFB04, "FFL", "Ffl" },
    { 0xFB05, "ST", "St" },
    { 0xFB06, "ST", "St" },
    { 0xFB13, "\u0544\u0546", "\u0544\u0576" },
    { 0xFB14, "\u0544\u0535", "\u0544\u0565" },
    { 0xFB15, "\u0544\u053B", "\u0544\u056B" },
    { 0xFB16, "\u054E\u0546", "\u054E\u0576" },
    { 0xFB17, "\u0544\u053D", "\u0544\u056D" }
};


/* The row of a character, or NULL: by bisection. */
static const faimi_case_t *
faimi_case_find(uint32_t c)
{
    size_t  low, high, middle;

    low = 0;
    high = sizeof(faimi_cases) / sizeof(faimi_cases[0]);

    while (low < high) {
        middle = (low + high) / 2;

        if (faimi_cases[middle].code == c) {
            return &faimi_cases[middle];
        }

        if (faimi_cases[middle].code < c) {
            low = middle + 1;

        } else {
            high = middle;
        }
    }

    return NULL;
}


static bool
faimi_case_has_iota(uint32_t c)
{
    return c >= FAIMI_CASE_IOTA_FIRST && c <= FAIMI_CASE_IOTA_LAST;
}


/* The capital letter without the iota: those with alpha are at 1F08, with eta
 * at 1F28, with omega at 1F68. */
static uint32_t
faimi_case_bare(uint32_t c)
{
    static const uint32_t  capitals[] = { 0x1F08, 0x1F28, 0x1F68 };

    return capitals[(c - FAIMI_CASE_IOTA_FIRST) >> 4] | (c & 7);
}


static void
faimi_case_up_char(faimi_buf_t *out, uint32_t c)
{
    const faimi_case_t  *row;

    if (c < 0x80) {
        faimi_buf_char(out, faimi_upper((char) c));

    } else if (faimi_case_has_iota(c)) {
        faimi_utf8_add(out, faimi_case_bare(c));
        faimi_utf8_add(out, FAIMI_CASE_IOTA);

    } else if ((row = faimi_case_find(c)) != NULL) {
        faimi_buf_str(out, row->upper);

    } else {
        faimi_utf8_add(out, (uint32_t) utf8proc_toupper((int32_t) c));
    }
}


void
faimi_case_title_char(faimi_buf_t *out, uint32_t c)
{
    const faimi_case_t  *row;

    if (c < 0x80) {
        faimi_buf_char(out, faimi_upper((char) c));

    } else if (faimi_case_has_iota(c)) {
        faimi_utf8_add(out, c | 8);

    } else if (c >= FAIMI_CASE_MTAVRULI_FIRST && c <= FAIMI_CASE_MTAVRULI_LAST)
    {
        faimi_case_down_char(out, c);

    } else if ((row = faimi_case_find(c)) != NULL) {
        faimi_buf_str(out, row->title);

    } else {
        faimi_utf8_add(out, (uint32_t) utf8proc_totitle((int32_t) c));
    }
}


void
faimi_case_down_char(faimi_buf_t *out, uint32_t c)
{
    if (c < 0x80) {
        faimi_buf_char(out, faimi_lower((char) c));

    } else if (c == FAIMI_CASE_DOTTED) {
        faimi_buf_char(out, 'i');
        faimi_utf8_add(out, FAIMI_CASE_DOT);

    } else {
        faimi_utf8_add(out, (uint32_t) utf8proc_tolower((int32_t) c));
    }
}


void
faimi_case_up(faimi_buf_t *out, faimi_slice_t s)
{
    size_t  at;

    for (at = 0; at < s.len && !out->full; /* moved on */) {
        faimi_case_up_char(out, faimi_utf8_next(s, &at));
    }
}


/* `full` ends the loop: what follows would be dropped. */
static void
faimi_case_down_from(faimi_buf_t *out, faimi_slice_t s, size_t at)
{
    while (at < s.len && !out->full) {
        faimi_case_down_char(out, faimi_utf8_next(s, &at));
    }
}


void
faimi_case_down(faimi_buf_t *out, faimi_slice_t s)
{
    faimi_case_down_from(out, s, 0);
}


void
faimi_case_capitalize(faimi_buf_t *out, faimi_slice_t s)
{
    size_t  at;

    at = 0;

    if (s.len > 0) {
        faimi_case_title_char(out, faimi_utf8_next(s, &at));
    }

    faimi_case_down_from(out, s, at);
}
