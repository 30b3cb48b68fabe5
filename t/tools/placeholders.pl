#!/usr/bin/perl

# Writes a neutral placeholder for every local picture and download that the
# pages of a site name and that is not there, so that nothing on them is broken.
# A file that exists is left as it is, unless --force is given.
#
#     perl t/tools/placeholders.pl [--force] content
#
# Core modules only.  The JPEG encoder is the smallest that is honest: baseline,
# no subsampling, flat quantisation, and Huffman codes of one length, which
# costs a few kilobytes and saves two pages of tables.

use strict;
use warnings;

use Compress::Zlib qw(compress crc32);
use File::Basename qw(basename dirname);
use File::Path qw(make_path);


# How a picture is drawn, by its path: [pattern, width, height, shapes].
my @KINDS = (
    [ qr{/speakers/},     300, 375, \&portrait ],
    [ qr{/proceedings},   240, 364, \&cover ],
    [ qr{Best|[Aa]ward},  480, 360, \&award ],
    [ qr{Photo},          900, 600, \&group ],
    [ qr{},               480, 360, \&plain ],
);

# Ground, shape, detail: quiet tones of one lightness, told apart by hue.
my @TONES = (
    [ [ 214, 226, 229 ], [ 140, 164, 171 ], [ 104, 130, 138 ] ],
    [ [ 219, 224, 234 ], [ 150, 162, 186 ], [ 114, 127, 154 ] ],
    [ [ 229, 224, 216 ], [ 176, 163, 143 ], [ 143, 129, 108 ] ],
    [ [ 220, 229, 219 ], [ 148, 170, 147 ], [ 113, 137, 112 ] ],
);

my %WRITERS = (
    png   => \&picture,
    jpg   => \&picture,
    jpeg  => \&picture,
    pdf   => \&pdf,
    ipynb => \&notebook,
);


my $force = @ARGV && $ARGV[0] eq '--force' ? shift : 0;
my $site = shift or die "usage: placeholders.pl [--force] SITE\n";

for my $path (named_paths($site)) {
    my ($type) = $path =~ /\.(\w+)$/ or next;
    my $writer = $WRITERS{$type} or next;
    my $file = $site . $path;

    next if -e $file && !$force;

    make_path(dirname($file));
    write_file($file, $writer->($path, $type));
    print "$file\n";
}


# Local paths in src="", href="" and Markdown links of the site's pages.
sub named_paths {
    my ($site) = @_;
    my %paths;

    for my $page (glob("$site/*.md $site/*.html")) {
        open my $in, '<', $page or die "$page: $!\n";

        while (my $line = <$in>) {
            $paths{$1} = 1 while $line =~ m{(?:src="|href="|\]\()(/[^")\s]+)}g;
        }
    }

    return sort keys %paths;
}


sub write_file {
    my ($file, $bytes) = @_;

    open my $out, '>:raw', $file or die "$file: $!\n";
    print {$out} $bytes or die "$file: $!\n";
    close $out or die "$file: $!\n";
}


#
# Pictures: a list of shapes, each [kind, x, y, half width, half height, colour
# of the tone], drawn one over the other.  All lengths are in hundredths of the
# picture's width.
#

sub picture {
    my ($path, $type) = @_;

    my ($kind) = grep { $path =~ $_->[0] } @KINDS;
    my (undef, $width, $height, $shapes) = @$kind;
    my $tone = $TONES[unpack('%32C*', $path) % @TONES];

    my $pixels = draw($width, $height, $tone, $shapes->());

    return $type eq 'png' ? png($width, $height, $pixels)
                          : jpeg($width, $height, $pixels);
}


# Head and shoulders; `size` is the head's half width.
sub person {
    my ($x, $y, $size, $colour) = @_;

    return ([ 'oval', $x, $y, $size, 1.2 * $size, $colour ],
            [ 'oval', $x, $y + 3.4 * $size, 2 * $size, 2 * $size, $colour ]);
}


sub portrait { return person(50, 50, 17, 1) }
sub plain    { return [ 'oval', 50, 37.5, 18, 18, 1 ] }


sub cover {
    return ([ 'box',  50,  76, 50, 76, 2 ],
            [ 'box',  46,  25, 34, 2, 0 ],
            [ 'box',  38,  34, 26, 2, 0 ],
            [ 'oval', 40,  88, 25, 25, 1 ],
            [ 'oval', 60,  88, 25, 25, 0 ],
            [ 'oval', 60,  88, 21, 21, 2 ],
            [ 'box',  50, 136, 38, 1, 1 ]);
}


sub award {
    return (person(33, 26, 9.5, 1), person(67, 24, 9.5, 2),
            [ 'box', 50, 61, 15, 9.5, 0 ],
            [ 'box', 50, 58, 10, .8, 1 ],
            [ 'box', 50, 63, 10, .8, 1 ]);
}


sub group {
    return ((map { person(8 + 14 * $_, 29, 4.4, 1) } 0 .. 6),
            (map { person(15 + 14 * $_, 43, 5, 2) } 0 .. 5));
}


# Rows of [r, g, b] triples, flat.
sub draw {
    my ($width, $height, $tone, @shapes) = @_;

    my @pixels = (@{ $tone->[0] }) x ($width * $height);

    for my $shape (@shapes) {
        my ($kind, $cx, $cy, $rx, $ry, $colour) = @$shape;

        my ($x0, $y0, $w, $h) = map { $_ * $width / 100 } $cx, $cy, $rx, $ry;

        for my $y (span($y0, $h, $height)) {
            for my $x (span($x0, $w, $width)) {
                my $part = covered($kind, ($x + .5 - $x0) / $w,
                                   ($y + .5 - $y0) / $h, $w, $h);

                next if $part <= 0;

                my $at = 3 * ($y * $width + $x);

                for my $c (0 .. 2) {
                    $pixels[$at + $c] +=
                        $part * ($tone->[$colour][$c] - $pixels[$at + $c]);
                }
            }
        }
    }

    return [ map { int($_ + .5) } @pixels ];
}


# The whole numbers that a shape reaches on one axis, cut to the picture.
sub span {
    my ($centre, $half, $size) = @_;

    my $from = int($centre - $half) - 1;
    my $to = int($centre + $half) + 1;

    return (($from < 0 ? 0 : $from) .. ($to >= $size ? $size - 1 : $to));
}


# How much of the pixel at x, y (-1 to 1 within the shape) the shape covers.
sub covered {
    my ($kind, $x, $y, $w, $h) = @_;

    my $outside;

    if ($kind eq 'oval') {
        $outside = (sqrt($x * $x + $y * $y) - 1) * ($w < $h ? $w : $h);

    } else {
        my ($dx, $dy) = ((abs($x) - 1) * $w, (abs($y) - 1) * $h);
        $outside = $dx > $dy ? $dx : $dy;
    }

    my $part = .5 - $outside;

    return $part > 1 ? 1 : $part;
}


#
# PNG
#

sub png {
    my ($width, $height, $pixels) = @_;

    my $row = 3 * $width;
    my $raw = join '', map {
        "\0" . pack 'C*', @$pixels[$_ * $row .. ($_ + 1) * $row - 1]
    } 0 .. $height - 1;

    return "\x89PNG\r\n\x1a\n"
        . png_chunk('IHDR', pack 'NNC5', $width, $height, 8, 2, 0, 0, 0)
        . png_chunk('IDAT', compress($raw, 9))
        . png_chunk('IEND', '');
}


sub png_chunk {
    my ($name, $data) = @_;

    return pack('N', length $data) . $name . $data
        . pack('N', crc32($name . $data));
}


#
# JPEG: baseline, three components of full resolution
#

use constant { DC_STEP => 4, AC_STEP => 12, PI => 3.14159265358979 };

my @ZIGZAG;
my @COSINE;
my %AC_CODE;


# Symbols of the AC coefficients: run of zeros (0 to 15) and size (1 to 10),
# besides "end of block" and "16 zeros".  All codes have eight bits.
sub jpeg_tables {
    return if @ZIGZAG;

    @ZIGZAG = map { 8 * $_->[0] + $_->[1] } sort {
        my ($p, $q) = ($a->[0] + $a->[1], $b->[0] + $b->[1]);

        $p <=> $q || ($p % 2 ? $a->[0] <=> $b->[0] : $b->[0] <=> $a->[0])
    } map { my $y = $_; map { [ $y, $_ ] } 0 .. 7 } 0 .. 7;

    for my $u (0 .. 7) {
        my $scale = $u ? .5 : sqrt(.125);
        $COSINE[$u] = [ map { $scale * cos((2 * $_ + 1) * $u * PI / 16) }
                        0 .. 7 ];
    }

    my @symbols = (0x00, 0xf0,
        map { my $run = $_; map { 16 * $run + $_ } 1 .. 10 } 0 .. 15);

    @AC_CODE{@symbols} = (0 .. $#symbols);
}


sub jpeg {
    my ($width, $height, $pixels) = @_;

    jpeg_tables();

    my @symbols = sort { $AC_CODE{$a} <=> $AC_CODE{$b} } keys %AC_CODE;

    return "\xff\xd8"
        . jpeg_segment(0xe0, "JFIF\0" . pack 'C3n2C2', 1, 1, 0, 1, 1, 0, 0)
        . jpeg_segment(0xdb, pack 'C*', 0, DC_STEP, (AC_STEP) x 63)
        . jpeg_segment(0xc0, pack 'CnnC*', 8, $height, $width, 3,
                       map { $_, 0x11, 0 } 1 .. 3)
        . jpeg_segment(0xc4, pack 'C*', 0x00, (0) x 3, 12, (0) x 12, 0 .. 11)
        . jpeg_segment(0xc4, pack 'C*', 0x10, (0) x 7, scalar @symbols,
                       (0) x 8, @symbols)
        . jpeg_segment(0xda, pack 'C*', 3, (map { $_, 0 } 1 .. 3), 0, 63, 0)
        . jpeg_scan($width, $height, $pixels)
        . "\xff\xd9";
}


sub jpeg_segment {
    my ($marker, $data) = @_;

    return pack('CCn', 0xff, $marker, 2 + length $data) . $data;
}


sub jpeg_scan {
    my ($width, $height, $pixels) = @_;

    my @last = (0, 0, 0);
    my $bits = '';

    for (my $y = 0; $y < $height; $y += 8) {
        for (my $x = 0; $x < $width; $x += 8) {
            my @planes = jpeg_block($width, $height, $pixels, $x, $y);

            for my $c (0 .. 2) {
                my ($dc, @ac) = transformed($planes[$c]);

                $bits .= dc_bits($dc - $last[$c]) . ac_bits(@ac);
                $last[$c] = $dc;
            }
        }
    }

    $bits .= '1' x (-length($bits) % 8);

    my $bytes = pack 'B*', $bits;
    $bytes =~ s/\xff/\xff\x00/g;

    return $bytes;
}


# Luma and the two chromas of one block; at the edges the last pixel repeats.
sub jpeg_block {
    my ($width, $height, $pixels, $x0, $y0) = @_;

    my @planes;

    for my $y ($y0 .. $y0 + 7) {
        my $row = $width * ($y < $height ? $y : $height - 1);

        for my $x ($x0 .. $x0 + 7) {
            my $at = 3 * ($row + ($x < $width ? $x : $width - 1));
            my ($r, $g, $b) = @$pixels[$at .. $at + 2];
            my $luma = .299 * $r + .587 * $g + .114 * $b;

            push @{ $planes[0] }, $luma - 128;
            push @{ $planes[1] }, ($b - $luma) * .564;
            push @{ $planes[2] }, ($r - $luma) * .713;
        }
    }

    return @planes;
}


# The quantised coefficients in zigzag order.  Most blocks are of one colour.
sub transformed {
    my ($plane) = @_;

    unless (grep { $_ != $plane->[0] } @$plane) {
        return (rounded(8 * $plane->[0] / DC_STEP), (0) x 63);
    }

    my (@rows, @all);

    for my $y (0 .. 7) {
        for my $u (0 .. 7) {
            $rows[$y][$u] += $COSINE[$u][$_] * $plane->[8 * $y + $_]
                for 0 .. 7;
        }
    }

    for my $v (0 .. 7) {
        for my $u (0 .. 7) {
            $all[8 * $v + $u] += $COSINE[$v][$_] * $rows[$_][$u] for 0 .. 7;
        }
    }

    my ($dc, @ac) = @all[@ZIGZAG];

    return (rounded($dc / DC_STEP), map { rounded($_ / AC_STEP) } @ac);
}


sub rounded { return $_[0] < 0 ? -int(.5 - $_[0]) : int($_[0] + .5) }


# The size of a number in bits, and those bits: a negative one is its
# complement.
sub sized {
    my ($n) = @_;

    return (0, '') if $n == 0;

    my $size = length sprintf '%b', abs $n;

    return ($size, sprintf "%0${size}b", $n < 0 ? $n + 2 ** $size - 1 : $n);
}


sub dc_bits {
    my ($size, $bits) = sized($_[0]);

    return sprintf('%04b', $size) . $bits;
}


sub ac_bits {
    my $run = 0;
    my $out = '';

    pop @_ while @_ && $_[-1] == 0;
    my $short = @_ < 63;

    for my $n (@_) {
        if ($n == 0) {
            $run++;
            next;
        }

        for (; $run > 15; $run -= 16) {
            $out .= sprintf '%08b', $AC_CODE{0xf0};
        }

        my ($size, $bits) = sized($n);

        $out .= sprintf('%08b', $AC_CODE{16 * $run + $size}) . $bits;
        $run = 0;
    }

    return $short ? $out . sprintf('%08b', $AC_CODE{0}) : $out;
}


#
# Documents that say what they are
#

sub pdf {
    my ($path) = @_;

    my $text = 'BT /F1 24 Tf 72 420 Td (Placeholder) Tj /F1 14 Tf 0 -34 Td '
        . '(' . basename($path) . ' is not part of this repository.) Tj ET';

    my @objects = (
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 595] '
            . '/Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>',
        '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
        '<< /Length ' . length($text) . " >>\nstream\n$text\nendstream",
    );

    my $out = "%PDF-1.4\n";
    my $index = "0000000000 65535 f \n";

    for my $n (1 .. @objects) {
        $index .= sprintf "%010d 00000 n \n", length $out;
        $out .= "$n 0 obj\n$objects[$n - 1]\nendobj\n";
    }

    my $start = length $out;
    my $size = 1 + @objects;

    return $out . "xref\n0 $size\n$index"
        . "trailer\n<< /Size $size /Root 1 0 R >>\n"
        . "startxref\n$start\n%%EOF\n";
}


sub notebook {
    my ($path) = @_;

    my $name = basename($path);

    return <<"JSON";
{
 "cells": [
  {
   "cell_type": "markdown",
   "id": "placeholder",
   "metadata": {},
   "source": [
    "# Placeholder\\n",
    "\\n",
    "`$name` is not part of this repository."
   ]
  }
 ],
 "metadata": {},
 "nbformat": 4,
 "nbformat_minor": 5
}
JSON
}
