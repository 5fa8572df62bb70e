// A file descriptor that is closed with its owner. It does nothing else: what is read and written
// by it, the calls of the system do.

#ifndef IFTRUE_COMMAND_SYSTEM_DESCRIPTOR_H_
#define IFTRUE_COMMAND_SYSTEM_DESCRIPTOR_H_

namespace iftrue {

class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  ~Descriptor();
  Descriptor(Descriptor&& other) noexcept : fd_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool valid() const { return fd_ >= 0; }
  [[nodiscard]] int release();

 private:
  int fd_;
};

}  // namespace iftrue

#endif  // IFTRUE_COMMAND_SYSTEM_DESCRIPTOR_H_
