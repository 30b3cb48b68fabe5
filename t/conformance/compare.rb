# Compares HTML: as lists of tags and texts, without white space beside blocks,
# attributes in any order.

module Compare
  BLOCKS = %w[address article aside base blockquote body center dd details
              div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5
              h6 head header hr html iframe li link main meta nav ol p pre
              section table tbody td tfoot th thead title tr ul script style
              summary].freeze

  module_function

  def tag(text)
    name = text[%r{\A</?([\w:-]+)}, 1].to_s.downcase
    attrs = text.scan(/([\w:-]+)="([^"]*)"/).sort
    slash = text.start_with?('</') ? '/' : ''
    [slash + name, attrs]
  end

  # The document as a list of tags and texts.
  def tokens(html)
    list = html.split(/(<!--.*?-->|<[^>]*>)/m).reject(&:empty?)
    list = list.map { |t| t.start_with?('<') && t !~ /\A<!/ ? tag(t) : t }
    list.each_with_index.map do |token, i|
      next token if token.is_a?(Array)

      block = [i.zero? ? nil : list[i - 1], list[i + 1]].map do |near|
        near.nil? || (near.is_a?(Array) &&
                      BLOCKS.include?(near[0].delete('/')))
      end
      token = token.sub(/\A\s+/, '') if block[0]
      token = token.sub(/\s+\z/, '') if block[1]
      token
    end.reject { |t| t.respond_to?(:empty?) && t.empty? }
  end

  def result(theirs, ours)
    return :same if theirs == ours

    tokens(theirs) == tokens(ours) ? :equal : :differs
  end
end
