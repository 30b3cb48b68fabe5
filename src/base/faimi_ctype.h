/*
 * Character classes of ASCII, whatever the locale: <ctype.h> asks the locale,
 * and a server's locale is not the site's.
 */

#ifndef FAIMI_CTYPE_H
#define FAIMI_CTYPE_H

#include <stdbool.h>


static inline bool
faimi_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}


static inline bool
faimi_is_blank(char c)
{
    return c == ' ' || c == '\t';
}


static inline bool
faimi_is_digit(char c)
{
    return c >= '0' && c <= '9';
}


static inline bool
faimi_is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}


static inline bool
faimi_is_alnum(char c)
{
    return faimi_is_alpha(c) || faimi_is_digit(c);
}


/* A letter, a digit or an underscore: \w without Unicode. */
static inline bool
faimi_is_word(char c)
{
    return faimi_is_alnum(c) || c == '_';
}


/* A byte of a character beyond ASCII. */
static inline bool
faimi_is_high(char c)
{
    return (unsigned char) c >= 0x80;
}


static inline char
faimi_lower(char c)
{
    return (c >= 'A' && c <= 'Z') ? (char) (c | 0x20) : c;
}


static inline char
faimi_upper(char c)
{
    return (c >= 'a' && c <= 'z') ? (char) (c & ~0x20) : c;
}


/* The value of a hexadecimal digit, or -1. */
static inline int
faimi_hex(char c)
{
    if (faimi_is_digit(c)) {
        return c - '0';
    }

    c = faimi_lower(c);

    return (c >= 'a' && c <= 'f') ? c - 'a' + 10 : -1;
}

#endif
