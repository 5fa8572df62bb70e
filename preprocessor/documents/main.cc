// iftrue_documents FOLDER  Writes the documents into a folder, under the names that their readers
// look for.

#include <array>
#include <fstream>
#include <iostream>
#include <string>
#include <utility>

#include "documents/documents.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: iftrue_documents FOLDER\n";
    return 2;
  }
  const auto documents = std::to_array<std::pair<const char*, std::string>>({
      {"iftrue", iftrue::bash_completion()},
      {"_iftrue", iftrue::zsh_completion()},
      {"iftrue.fish", iftrue::fish_completion()},
      {"iftrue.1", iftrue::man_page()},
  });
  for (const auto& [name, text] : documents) {
    const std::string path = std::string(argv[1]) + '/' + name;
    std::ofstream file(path, std::ios::binary);
    if (!(file << text << std::flush)) {
      std::cerr << "iftrue_documents: cannot write " << path << '\n';
      return 2;
    }
  }
}
