#include <catch2/catch.hpp>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

#include "net/form_file.h"
#include "net/proxies.h"
#include "net/url.h"

using echatim::FormFile;
using echatim::Proxies;
using echatim::read_url;
using echatim::resolve_url;
using echatim::Url;

TEST_CASE("addresses are read") {
  struct Case {
    std::string_view text, authority, host_header, target;
    bool is_secure;
  };
  for (const auto& [text, authority, host_header, target, is_secure] : {
           Case{"http://a.b/c?d#e", "a.b:80", "a.b", "/c?d", false},
           Case{"HTTPS://A.b", "a.b:443", "a.b", "/", true},
           Case{"ws://a:81?x", "a:81", "a:81", "/?x", false},
           Case{"wss://[::1]:8443/p", "[::1]:8443", "[::1]:8443", "/p", true},
           Case{"http://u:p%40@h:1", "h:1", "h:1", "/", false},
       }) {
    const std::optional<Url> url = read_url(text);
    REQUIRE(url);
    CHECK(url->authority() == authority);
    CHECK(url->host_header() == host_header);
    CHECK(url->target == target);
    CHECK(url->is_secure == is_secure);
  }
  CHECK(read_url("http://u:p%40@h:1")->user == "u:p@");
  for (const std::string_view text :
       {"", "a", "ftp://a", "http://", "http://a:b", "http://a:0", "http://a:65536", "http://[::1",
        "http://[a]", "http://[[::1]", "http://[a:[]", "http://a]", "http://a b",
        "http://a/\r\nX: y"})
    CHECK_FALSE(read_url(text));
}

TEST_CASE("redirects are resolved") {
  const Url base = *read_url("https://a:1/b/c?d");
  struct Case {
    std::string_view location, result;
  };
  for (const auto& [location, result] :
       {Case{"/x", "https://a:1/x"}, Case{"x?y", "https://a:1/b/x?y"}, Case{"//h/x", "https://h/x"},
        Case{"http://h/x", "http://h/x"}})
    CHECK(resolve_url(base, location)->text() == result);
  CHECK_FALSE(resolve_url(base, ""));
  CHECK_FALSE(resolve_url(base, "/\r\n"));
}

TEST_CASE("the environment's proxies are chosen as curl chooses them") {
  const Proxies proxies("http://p:1", "http://s:2", "localhost, .example.org,10.0.0.1:81 [::1]");
  struct Case {
    std::string_view target, proxy;
  };
  for (const auto& [target, proxy] : {
           Case{"http://a", "http://p:1"},
           Case{"ws://a", "http://p:1"},
           Case{"https://a", "http://s:2"},
           Case{"wss://a", "http://s:2"},
           Case{"http://LOCALHOST:99", ""},
           Case{"http://example.org", ""},
           Case{"https://www.example.org", ""},
           Case{"https://anexample.org", "http://s:2"},
           Case{"http://10.0.0.1:81", ""},
           Case{"http://10.0.0.1:82", "http://p:1"},
           Case{"http://[::1]:5", ""},
       })
    CHECK(proxies.of(*read_url(target)) == proxy);
  CHECK(Proxies("http://p:1", "", "*").of(*read_url("http://a")).empty());
}

TEST_CASE("a form holds its file, and tells how long it is") {
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / "echatim-form-file-test";
  for (const std::size_t size : {std::size_t{0}, std::size_t{5}, std::size_t{600'000}}) {
    std::ofstream(path, std::ios::binary) << std::string(size, 'x');
    FormFile form;
    REQUIRE(form.open({"file", path.string(), "a\"\r\n.txt"}).empty());
    std::string body;
    for (;;) {
      std::string_view piece;
      REQUIRE(form.next(piece).empty());
      if (piece.empty()) break;
      body += piece;
    }
    CHECK(body.size() == form.length());
    CHECK(form.file_sent() == size);
    CHECK(body.find("name=\"file\"; filename=\"a%22%0D%0A.txt\"\r\n") != std::string::npos);
    CHECK(body.find("\r\n\r\n" + std::string(size, 'x') + "\r\n--") != std::string::npos);
  }
  std::filesystem::remove(path);
}

TEST_CASE("a file that can't be sent says why") {
  struct Case {
    std::string_view path, words;
  };
  for (const auto& [path, words] :
       {Case{"/no/such", "No such file or directory"}, Case{"/tmp", "Is a directory"},
        Case{"/dev/null", "not a regular file"},
        Case{std::string_view("/a\0b", 4), "Invalid argument"}}) {
    FormFile form;
    const std::string failure = form.open({"file", std::string(path), "name"});
    CHECK(failure.find(words) != std::string::npos);
  }
}

TEST_CASE("a file that becomes shorter while it is sent is a failure") {
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / "echatim-form-shrink-test";
  std::ofstream(path, std::ios::binary) << std::string(600'000, 'x');
  FormFile form;
  REQUIRE(form.open({"file", path.string(), "name"}).empty());
  std::string_view piece;
  REQUIRE(form.next(piece).empty());
  REQUIRE(form.next(piece).empty());
  std::filesystem::resize_file(path, 10);
  CHECK(form.next(piece).find("became shorter") != std::string::npos);
  std::filesystem::remove(path);
}
