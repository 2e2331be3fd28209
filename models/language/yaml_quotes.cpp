#include "models/language/yaml_quotes.hpp"

#include <algorithm>

namespace kouan::models::language {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n'; }

/// Behind the closing quote of the text that opens at byte `from`.
std::size_t end_of_quoted(std::string_view text, std::size_t from) {
  const char quote = text[from];
  for (std::size_t i = from + 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      const bool is_doubled = quote == '\'' && i + 1 < text.size() && text[i + 1] == quote;
      if (!is_doubled) return i + 1;
      ++i;
    }
  }
  return text.size();
}

class QuoteWalk {
 public:
  explicit QuoteWalk(std::string_view text) : text_(text) {}

  QuotesAndComments all() {
    while (at_ < text_.size())
      step(text_[at_]);
    return std::move(found_);
  }

 private:
  bool is_last_or_before_blank() const {
    return at_ + 1 >= text_.size() || is_blank(text_[at_ + 1]);
  }

  void step(char c) {
    const bool is_after_blank = at_ == 0 || is_blank(text_[at_ - 1]);
    if (c == '\n') begin_line();
    if (c == '#' && is_after_blank) return skip_comment();
    if (may_begin_ && (c == '"' || c == '\'')) return skip_quoted();
    if (may_begin_ && depth_ == 0 && (c == '|' || c == '>')) return skip_block();
    if (!is_blank(c)) note(c);
    ++at_;
  }

  /// Whether a value or a key may begin behind the character.
  void note(char c) {
    const bool opens = (c == '{' || c == '[') && (may_begin_ || depth_ > 0);
    const bool closes = (c == '}' || c == ']') && depth_ > 0;
    depth_ += opens ? 1 : closes ? -1 : 0;
    const bool is_dash = may_begin_ && c == '-' && is_last_or_before_blank();
    if (!is_dash && may_begin_) key_at_ = std::min(key_at_, at_ - line_);
    may_begin_ =
        opens || is_dash || (c == ',' && depth_ > 0) || (c == ':' && is_last_or_before_blank());
  }

  void begin_line() {
    line_ = at_ + 1;
    key_at_ = std::string_view::npos;
    may_begin_ = true;
  }

  void skip_comment() {
    found_.comments.push_back(at_);
    at_ = std::min(text_.find('\n', at_), text_.size());
  }

  void skip_quoted() {
    const std::size_t end = end_of_quoted(text_, at_);
    found_.quoted.push_back({at_, end});
    key_at_ = std::min(key_at_, at_ - line_);
    at_ = end;
    may_begin_ = false;
  }

  /// The lines of a text behind | or > are those that stand deeper than its key.
  void skip_block() {
    const std::size_t indent = key_at_ == std::string_view::npos ? 0 : key_at_;
    at_ = std::min(text_.find('\n', at_), text_.size());
    while (at_ < text_.size()) {
      const std::size_t from = text_.find_first_not_of(' ', at_ + 1);
      const bool is_inside =
          from != std::string_view::npos && (text_[from] == '\n' || from - at_ - 1 > indent);
      if (!is_inside) return;
      at_ = std::min(text_.find('\n', from), text_.size());
    }
  }

  std::string_view text_;
  QuotesAndComments found_;
  std::size_t at_ = 0;
  std::size_t line_ = 0;                         ///< where the line begins
  std::size_t key_at_ = std::string_view::npos;  ///< of the line's first text, behind dashes
  int depth_ = 0;                                ///< of {…} and […]
  bool may_begin_ = true;
};

}  // namespace

QuotesAndComments quotes_and_comments(std::string_view text) { return QuoteWalk(text).all(); }

}  // namespace kouan::models::language
