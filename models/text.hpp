// Words for readers, and places in files.
#pragma once

#include <string>

namespace kouan::models {

/// Text in both languages of the reports; `zh` falls back to `en` when the file gives a plain
/// string.
struct Text {
  std::string en;
  std::string zh;
};

/// Where something stands in the files: for messages, and for saying whence a value came.
struct Place {
  std::string file;
  int line = 0;    ///< 1-based; 0 = unknown
  int column = 0;  ///< 1-based
};

}  // namespace kouan::models
