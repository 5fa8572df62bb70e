#include "net/form_file.h"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>

#include "net/http_request.h"

namespace echatim {
namespace {

constexpr std::size_t kPiece = 256UL * 1024;

std::string words_of(int error_number) { return std::generic_category().message(error_number); }

// As HTML's form submission escapes it.
std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char letter : text) {
    if (letter == '"') {
      result += "%22";
    } else if (letter == '\r') {
      result += "%0D";
    } else if (letter == '\n') {
      result += "%0A";
    } else {
      result.push_back(letter);
    }
  }
  return result + '"';
}

std::string random_boundary() {
  std::array<unsigned char, 18> bytes = {};
  // It never fails for so few, once the system has started.
  static_cast<void>(getrandom(bytes.data(), bytes.size(), 0));
  std::string text = "----echatim";
  for (const unsigned char byte : bytes) text.push_back("0123456789abcdef"[byte % 16]);
  return text;
}

}  // namespace

FormFile::~FormFile() {
  if (fd_ >= 0) close(fd_);
}

std::string FormFile::open(const FilePart& part) {
  path_ = part.path;
  const auto failure = [&](int error_number) {
    return "can't read the file '" + path_ + "': " + words_of(error_number);
  };
  if (path_.find('\0') != std::string::npos) return failure(EINVAL);
  // A pipe would stop the client's thread.
  fd_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd_ < 0) return failure(errno);
  struct stat status = {};
  if (fstat(fd_, &status) != 0) return failure(errno);
  if (S_ISDIR(status.st_mode)) return failure(EISDIR);
  if (!S_ISREG(status.st_mode)) return "can't read the file '" + path_ + "': not a regular file";
  size_ = static_cast<std::uint64_t>(status.st_size);
  boundary_ = random_boundary();
  head_ = "--" + boundary_ + "\r\nContent-Disposition: form-data; name=" + quoted(part.field) +
          "; filename=" + quoted(part.file_name) +
          "\r\nContent-Type: application/octet-stream\r\n\r\n";
  tail_ = "\r\n--" + boundary_ + "--\r\n";
  return {};
}

std::string FormFile::content_type() const { return "multipart/form-data; boundary=" + boundary_; }

std::uint64_t FormFile::length() const { return head_.size() + size_ + tail_.size(); }

std::string FormFile::next(std::string_view& piece) {
  switch (part_) {
    case Part::kHead:
      piece = head_;
      part_ = size_ > 0 ? Part::kFile : Part::kTail;
      return {};
    case Part::kFile: {
      buffer_.resize(std::min<std::uint64_t>(kPiece, size_ - sent_));
      const ssize_t count = pread(fd_, buffer_.data(), buffer_.size(), static_cast<off_t>(sent_));
      if (count <= 0)
        return "can't read the file '" + path_ +
               "': " + (count < 0 ? words_of(errno) : "it became shorter while it was sent");
      sent_ += static_cast<std::uint64_t>(count);
      piece = std::string_view(buffer_).substr(0, static_cast<std::size_t>(count));
      if (sent_ == size_) part_ = Part::kTail;
      return {};
    }
    case Part::kTail:
      piece = tail_;
      part_ = Part::kEnd;
      return {};
    case Part::kEnd:
      piece = {};
      return {};
  }
  return {};
}

}  // namespace echatim
