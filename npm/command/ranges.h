// What the C++ library of emscripten 3.1.6, which is LLVM 14's, lacks of C++20 and the command uses:
// the algorithms on ranges, std::jthread and std::make_unique_for_overwrite. Every source of the
// command is compiled with this header before it; a newer library takes its place.

#ifndef IFTRUE_NPM_COMMAND_RANGES_H_
#define IFTRUE_NPM_COMMAND_RANGES_H_

#include <algorithm>
#include <cstddef>
#include <functional>
#include <iterator>
#include <memory>
#include <ranges>
#include <thread>
#include <utility>

static_assert(_LIBCPP_VERSION < 15000, "has the C++ library the algorithms itself by now?");

// Names of the standard library are only its own to declare; nothing else makes the sources compile.
// NOLINTBEGIN(cert-dcl58-cpp)
namespace std {

template <typename Object>
unique_ptr<Object> make_unique_for_overwrite() {
  return unique_ptr<Object>(new Object);
}

// Ends with its scope. There are no threads: its making throws std::system_error.
struct jthread : thread {
  using thread::thread;
  jthread(jthread&&) = default;
  ~jthread() {
    if (joinable()) join();
  }
};

namespace ranges {

namespace algorithms {

// A predicate or comparison of what a projection makes of each element.
template <typename Test, typename Projection>
constexpr auto projected(Test& test, Projection& projection) {
  return [&test, &projection](auto&&... each) -> bool {
    return invoke(test, invoke(projection, forward<decltype(each)>(each))...);
  };
}

}  // namespace algorithms

template <typename Range, typename Test, typename Projection = identity>
constexpr auto find_if(Range&& range, Test test, Projection projection = {}) {
  return std::find_if(begin(range), end(range), algorithms::projected(test, projection));
}

template <typename Range, typename Test, typename Projection = identity>
constexpr auto find_if_not(Range&& range, Test test, Projection projection = {}) {
  return std::find_if_not(begin(range), end(range), algorithms::projected(test, projection));
}

template <typename Range, typename Value, typename Projection = identity>
constexpr auto find(Range&& range, const Value& value, Projection projection = {}) {
  return find_if(
      range, [&value](const auto& each) { return each == value; }, projection);
}

template <typename Range, typename Value>
constexpr auto count(Range&& range, const Value& value) {
  return std::count(begin(range), end(range), value);
}

template <typename Range, typename Test, typename Projection = identity>
constexpr bool any_of(Range&& range, Test test, Projection projection = {}) {
  return find_if(range, test, projection) != end(range);
}

template <typename Range, typename Test, typename Projection = identity>
constexpr bool all_of(Range&& range, Test test, Projection projection = {}) {
  return find_if_not(range, test, projection) == end(range);
}

template <typename Range, typename Function>
constexpr void for_each(Range&& range, Function function) {
  for (auto&& each : range) invoke(function, each);
}

template <typename Range, typename Output, typename Function>
constexpr Output transform(Range&& range, Output output, Function function) {
  for (auto&& each : range) *output++ = invoke(function, each);
  return output;
}

template <typename Range, typename Output, typename Test>
constexpr Output copy_if(Range&& range, Output output, Test test) {
  return std::copy_if(begin(range), end(range), output, test);
}

template <typename Range, typename Output>
constexpr Output move(Range&& range, Output output) {
  return std::move(begin(range), end(range), output);
}

template <typename Range, typename Value>
constexpr void replace(Range&& range, const Value& old, const Value& value) {
  std::replace(begin(range), end(range), old, value);
}

template <typename Range, typename Test, typename Value>
constexpr void replace_if(Range&& range, Test test, const Value& value) {
  std::replace_if(begin(range), end(range), test, value);
}

template <typename Range>
constexpr void reverse(Range&& range) {
  std::reverse(begin(range), end(range));
}

template <typename Iterator1, typename Iterator2>
struct in_in_result {
  Iterator1 in1;
  Iterator2 in2;
};

template <typename Range1, typename Range2>
constexpr auto mismatch(Range1&& left, Range2&& right) {
  const auto [in1, in2] = std::mismatch(begin(left), end(left), begin(right), end(right));
  return in_in_result<decltype(begin(left)), decltype(begin(right))>{in1, in2};
}

template <typename Range1, typename Range2, typename Test = ranges::equal_to,
          typename Projection1 = identity, typename Projection2 = identity>
constexpr bool equal(Range1&& left, Range2&& right, Test test = {}, Projection1 of_left = {},
                     Projection2 of_right = {}) {
  return std::equal(begin(left), end(left), begin(right), end(right),
                    [&](const auto& one, const auto& other) {
                      return invoke(test, invoke(of_left, one), invoke(of_right, other));
                    });
}

template <typename Range, typename Less = ranges::less, typename Projection = identity>
constexpr void sort(Range&& range, Less less = {}, Projection projection = {}) {
  std::sort(begin(range), end(range), algorithms::projected(less, projection));
}

template <typename Range, typename Less = ranges::less, typename Projection = identity>
void stable_sort(Range&& range, Less less = {}, Projection projection = {}) {
  std::stable_sort(begin(range), end(range), algorithms::projected(less, projection));
}

template <typename Range, typename Less = ranges::less, typename Projection = identity>
constexpr bool is_sorted(Range&& range, Less less = {}, Projection projection = {}) {
  return std::is_sorted(begin(range), end(range), algorithms::projected(less, projection));
}

template <typename Range, typename Value, typename Less = ranges::less,
          typename Projection = identity>
constexpr auto lower_bound(Range&& range, const Value& value, Less less = {},
                           Projection projection = {}) {
  return std::partition_point(begin(range), end(range), [&](const auto& each) -> bool {
    return invoke(less, invoke(projection, each), value);
  });
}

template <typename Range, typename Value, typename Less = ranges::less,
          typename Projection = identity>
constexpr auto upper_bound(Range&& range, const Value& value, Less less = {},
                           Projection projection = {}) {
  return std::partition_point(begin(range), end(range), [&](const auto& each) -> bool {
    return !invoke(less, value, invoke(projection, each));
  });
}

template <typename Range, typename Value, typename Less = ranges::less,
          typename Projection = identity>
constexpr bool binary_search(Range&& range, const Value& value, Less less = {},
                             Projection projection = {}) {
  const auto found = lower_bound(range, value, less, projection);
  return found != end(range) && !invoke(less, value, invoke(projection, *found));
}

}  // namespace ranges
}  // namespace std
// NOLINTEND(cert-dcl58-cpp)

#endif  // IFTRUE_NPM_COMMAND_RANGES_H_
