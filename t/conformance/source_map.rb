# Source maps by meaning: which place of which file a place of the CSS comes
# from, and the text of each file, whatever the order of the list of files.

require 'json'

# One map.
module SourceMap
  DIGITS = [*'A'..'Z', *'a'..'z', *'0'..'9', '+', '/'].each_with_index.to_h
                                                     .freeze

  # Where the theme's files are said to be: Jekyll leads out of the site.
  THEME = %r{\A(?:\.\./)*(?:usr|var)/.*/gems/[^/]+/}.freeze

  module_function

  # A list that is equal for equal maps.
  def meaning(text)
    map = JSON.parse(text)
    files = map['sources'].map { |f| f.sub(THEME, '~theme/') }
    texts = files.zip(map['sourcesContent']).uniq.sort
    [map.slice('version', 'file', 'names'), texts] +
      places(map['mappings'], files)
  end

  # Base64 VLQ: five bits a digit, the lowest first; the lowest of all is the
  # sign.
  def numbers(segment)
    list = []
    shift = value = 0
    segment.each_char do |c|
      digit = DIGITS.fetch(c)
      value += (digit & 31) << shift
      shift += 5
      next if digit >= 32

      list << (value.odd? ? -(value >> 1) : value >> 1)
      shift = value = 0
    end
    list
  end

  # [line, column, file, line, column] of each segment.
  def places(mappings, files)
    file = line = column = 0
    mappings.split(';').each_with_index.flat_map do |row, at|
      here = 0
      row.split(',').map do |segment|
        deltas = numbers(segment)
        here += deltas[0]
        file += deltas[1] || 0
        line += deltas[2] || 0
        column += deltas[3] || 0
        [at, here, files[file], line, column]
      end
    end
  end
end
