/*
 * Media types of what is rendered, by the ending of the output file.
 *
 * The table has only texts, since only those are rendered, each with the
 * charset: the renderer writes UTF-8.  For static files, and for pages with
 * another ending, the server has a table of its own.
 */

#include "faimi_url.h"


typedef struct {
    const char  *ext;
    const char  *type;
} faimi_media_t;


static const faimi_media_t  faimi_media[] = {
    { ".html", "text/html; charset=utf-8" },
    { ".htm", "text/html; charset=utf-8" },
    { ".xhtml", "application/xhtml+xml; charset=utf-8" },
    { ".xml", "text/xml; charset=utf-8" },
    { ".rss", "application/rss+xml; charset=utf-8" },
    { ".atom", "application/atom+xml; charset=utf-8" },
    { ".css", "text/css; charset=utf-8" },
    { ".txt", "text/plain; charset=utf-8" },
    { ".csv", "text/csv; charset=utf-8" },
    { ".ics", "text/calendar; charset=utf-8" },
    { ".vcf", "text/vcard; charset=utf-8" },
    { ".json", "application/json; charset=utf-8" },
    { ".geojson", "application/geo+json; charset=utf-8" },
    { ".webmanifest", "application/manifest+json; charset=utf-8" },
    { ".js", "text/javascript; charset=utf-8" },
    { ".mjs", "text/javascript; charset=utf-8" },
    { ".svg", "image/svg+xml; charset=utf-8" },
    { ".xsl", "text/xml; charset=utf-8" },
    { ".map", "application/json; charset=utf-8" }
};


faimi_slice_t
faimi_media_type(faimi_slice_t output)
{
    size_t         i;
    faimi_slice_t  ext;

    ext = faimi_path_ext(output);

    for (i = 0; i < sizeof(faimi_media) / sizeof(faimi_media[0]); i++) {
        if (faimi_slice_eq_ci(ext, faimi_slice_str(faimi_media[i].ext))) {
            return faimi_slice_str(faimi_media[i].type);
        }
    }

    return FAIMI_EMPTY;
}
