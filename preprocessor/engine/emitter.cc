#include "engine/emitter.h"

#include <algorithm>

#include "engine/text.h"

namespace iftrue {
namespace {

// Feeds the text from `pos` on.
template <typename Emitter>
void feed(Emitter emitter, std::string_view text, std::size_t pos, const std::vector<Span>& removed,
          const std::vector<Rewrite>& rewritten) {
  const auto feed_until = [&](std::size_t begin, std::size_t end) {
    emitter.keep(text.substr(pos, begin - pos));
    pos = end;
  };
  const auto remove = [&](std::size_t begin, std::size_t end) {
    if (begin < end) emitter.remove(text.substr(begin, end - begin));
  };
  auto rewrite = rewritten.begin();
  const auto feed_rewritten = [&](std::size_t limit) {
    for (; rewrite != rewritten.end() && rewrite->begin <= limit; ++rewrite) {
      feed_until(rewrite->begin, rewrite->end);
      emitter.insert(rewrite->text);
      remove(rewrite->begin, rewrite->end);
    }
  };
  for (const Span& span : removed) {
    feed_rewritten(span.begin);
    feed_until(span.begin, span.end);
    remove(span.begin, span.end);
  }
  feed_rewritten(text.size());
  emitter.keep(text.substr(pos));
  emitter.finish();
}

bool only_blanks(std::string_view text) { return std::ranges::all_of(text, is_blank); }

struct FirstLine {
  std::string_view line;
  std::string_view terminator;  // empty where the text has none
  std::string_view rest;
};

FirstLine split_first_line(std::string_view text) {
  const std::size_t end = find_terminator(text, 0);
  const std::size_t next = end + terminator_at(text, end);
  return {text.substr(0, end), text.substr(end, next - end), text.substr(next)};
}

}  // namespace

Emitted emit(std::string_view text, const std::vector<Span>& removed,
             const std::vector<Rewrite>& rewritten, const StripOptions& options,
             KeptRuns::Records records) {
  Emitted out{{}, KeptRuns(records)};
  out.kept.at(text);
  out.text.reserve(text.size());
  // A byte order mark belongs to no line: it stays even where its line goes.
  const std::size_t mark = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  out.kept.append(text.substr(0, mark), 0);
  out.text += text.substr(0, mark);
  switch (options.layout) {
    case Layout::kPreserve:
      feed(PreserveEmitter(out.text), text, mark, removed, rewritten);
      break;
    case Layout::kMask:
      feed(MaskEmitter(out.text), text, mark, removed, rewritten);
      break;
    case Layout::kCompact:
      feed(CompactEmitter(out, options.language), text, mark, removed, rewritten);
      break;
    case Layout::kLoader:
      feed(LoaderEmitter(out), text, mark, removed, rewritten);
      break;
  }
  return out;
}

void PreserveEmitter::keep(std::string_view text) {
  // Only the first and the last line of kept text can share their line with a removal.
  const auto [line, terminator, rest] = split_first_line(text);
  const auto append = [this](std::string_view of_line) {
    out_ += of_line;
    if (only_blanks(of_line)) return;
    introduced_ = std::string::npos;
    line_is_blank_ = false;
  };
  append(line);
  if (terminator.empty()) return;
  end_line(terminator);
  const std::size_t last_line = last_line_start(rest);
  out_ += rest.substr(0, last_line);
  line_begin_ = out_.size();
  append(rest.substr(last_line));
}

void PreserveEmitter::remove(std::string_view text) {
  // Blanks at the end of a line would be cut again, so only the last line gets any.
  std::size_t pos = 0;
  for (std::size_t end = 0; (end = find_terminator(text, pos)) < text.size();) {
    const std::size_t next = end + terminator_at(text, end);
    introduced_ = std::min(introduced_, out_.size());
    end_line(text.substr(end, next - end));
    introduced_ = out_.size();
    pos = next;
  }
  const std::size_t units = utf16_units(text.substr(pos));
  const std::size_t made_up = std::min(excess_, units);
  excess_ -= made_up;
  if (made_up == units) return;
  introduced_ = std::min(introduced_, out_.size());
  out_.append(units - made_up, ' ');
}

void PreserveEmitter::insert(std::string_view text) {
  out_ += text;
  introduced_ = std::string::npos;
  line_is_blank_ = false;
  excess_ += utf16_units(text);
}

void PreserveEmitter::end_line(std::string_view terminator) {
  if (introduced_ != std::string::npos) {
    out_.resize(introduced_);
    if (line_is_blank_) {
      out_.resize(line_begin_);
      // Without a blank between them, a lone CR and this LF would become one terminator.
      if (terminator == "\n" && out_.ends_with('\r')) out_ += ' ';
    }
  }
  introduced_ = std::string::npos;
  excess_ = 0;
  out_ += terminator;
  line_begin_ = out_.size();
  line_is_blank_ = true;
}

std::size_t PreserveEmitter::settled() const {
  return line_is_blank_ ? line_begin_ : std::min(introduced_, out_.size());
}

void PreserveEmitter::dropping(std::size_t size) {
  line_begin_ -= std::min(line_begin_, size);
  if (introduced_ != std::string::npos) introduced_ -= size;
}

void MaskEmitter::keep(std::string_view text) {
  out_ += text;
  if (excess_ != 0 && find_terminator(text, 0) < text.size()) excess_ = 0;
}

void MaskEmitter::remove(std::string_view text) {
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t end = find_terminator(text, pos);
    const std::size_t units = utf16_units(text.substr(pos, end - pos));
    const std::size_t made_up = std::min(excess_, units);
    excess_ -= made_up;
    out_.append(units - made_up, ' ');
    const std::size_t next = end + terminator_at(text, end);
    if (next > end) excess_ = 0;
    out_ += text.substr(end, next - end);
    pos = next;
  }
}

void MaskEmitter::insert(std::string_view text) {
  out_ += text;
  excess_ += utf16_units(text);
}

void CompactEmitter::keep(std::string_view text) {
  const auto [line, terminator, rest] = split_first_line(text);
  if (!only_blanks(line)) go_on(line);
  append(line);
  if (!line.empty()) is_joint_ = false;
  if (terminator.empty()) return;
  end_line(terminator);
  append(rest);
  const std::size_t last_line = last_line_start(rest);
  line_begin_ += last_line;
  line_is_blank_ = only_blanks(rest.substr(last_line));
}

void CompactEmitter::remove(std::string_view text) {
  line_has_removal_ = true;
  is_joint_ = true;
  if (line_is_blank_ || terminator_) return;
  const std::string_view terminator = split_first_line(text).terminator;
  if (terminator.empty()) return;
  terminator_ = {std::string(terminator), out_.kept.run_of(terminator, out_.text.size())};
}

void CompactEmitter::insert(std::string_view text) {
  is_joint_ = true;
  go_on(text);
  out_.text += text;
  is_joint_ = true;
}

void CompactEmitter::go_on(std::string_view text) {
  line_is_blank_ = false;
  if (terminator_) {
    out_.text.insert(terminator_->run.output, terminator_->bytes);
    out_.kept.insert(terminator_->run);
    terminator_.reset();
  } else if (is_joint_ && joints_ && joints_->needs_blank(out_.text, text.front())) {
    out_.text += ' ';
  }
}

void CompactEmitter::append(std::string_view kept) {
  out_.kept.append(kept, out_.text.size());
  out_.text += kept;
}

void CompactEmitter::end_line(std::string_view terminator) {
  if (line_has_removal_ && line_is_blank_) {
    out_.text.resize(line_begin_);
    out_.kept.truncate(line_begin_);
  } else {
    append(terminator);
  }
  line_has_removal_ = false;
  line_is_blank_ = true;
  line_begin_ = out_.text.size();
  terminator_.reset();
  is_joint_ = false;
}

std::size_t CompactEmitter::settled() const {
  if (line_is_blank_) return line_begin_;
  return terminator_ ? terminator_->run.output : out_.text.size();
}

void CompactEmitter::dropping(std::size_t size) {
  if (joints_) joints_->dropping(out_.text, size);
  line_begin_ -= std::min(line_begin_, size);
  if (terminator_) terminator_->run.output -= size;
}

}  // namespace iftrue
