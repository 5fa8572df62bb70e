// The body of a `multipart/form-data` request with one file, read piece by piece while it is sent.

#ifndef ECHATIM_NET_FORM_FILE_H_
#define ECHATIM_NET_FORM_FILE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "net/http_request.h"

namespace echatim {

class FormFile {
 public:
  FormFile() = default;
  FormFile(const FormFile&) = delete;
  FormFile& operator=(const FormFile&) = delete;
  ~FormFile();

  // Returns why the file can't be read, or "". Then, as all that can fail here.
  [[nodiscard]] std::string open(const FilePart& part);

  [[nodiscard]] std::string content_type() const;
  // Of the whole body.
  [[nodiscard]] std::uint64_t length() const;
  [[nodiscard]] std::uint64_t file_size() const { return size_; }
  // Of the file, in the pieces so far.
  [[nodiscard]] std::uint64_t file_sent() const { return sent_; }

  // The next piece of the body, which lasts until the next call; empty at its end. Of a file that
  // grows, what was there at the beginning; one that shrinks is a failure.
  [[nodiscard]] std::string next(std::string_view& piece);

 private:
  enum class Part { kHead, kFile, kTail, kEnd };

  int fd_ = -1;
  std::string path_;
  std::string boundary_;
  std::string head_;
  std::string tail_;
  std::uint64_t size_ = 0;
  std::uint64_t sent_ = 0;
  Part part_ = Part::kHead;
  std::string buffer_;
};

}  // namespace echatim

#endif  // ECHATIM_NET_FORM_FILE_H_
