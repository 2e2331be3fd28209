#include "analysis/system_error.hpp"

#include <cerrno>
#include <map>
#include <string>

#include "models/language/told.hpp"

namespace kouan::analysis {

models::Text reason_of(int error) {
  static const std::map<int, const char*> k_chinese = {
      {EACCES, "没有权限"},
      {EPERM, "操作不被允许"},
      {ENOENT, "没有此文件或文件夹"},
      {ENOTDIR, "路径中有一段不是文件夹"},
      {EISDIR, "所指为文件夹"},
      {EEXIST, "文件已存在"},
      {ENOSPC, "磁盘空间不足"},
      {EDQUOT, "超出磁盘配额"},
      {EROFS, "文件系统为只读"},
      {EFBIG, "文件过大"},
      {ENAMETOOLONG, "文件名过长"},
      {ELOOP, "符号链接层数过多"},
      {EIO, "读写错误"},
      {EPIPE, "管道的读取端已关闭"},
      {EBUSY, "文件或设备正被占用"},
      {EMFILE, "本进程打开的文件过多"},
      {ENFILE, "系统打开的文件过多"},
      {ENOMEM, "内存不足"},
      {EAGAIN, "资源暂时不足"},
      {EINVAL, "参数无效"},
      {ENXIO, "没有此设备或地址"},
      {ENODEV, "没有此设备"},
  };
  const std::string own = std::generic_category().message(error);
  const auto known = k_chinese.find(error);
  return {own, known == k_chinese.end() ? own : known->second};
}

SystemError::SystemError(int error, const models::Text& what)
    : std::system_error(error, std::generic_category(), what.en),
      text_(models::language::told("{}: {}", "{}：{}", what, reason_of(error))) {}

}  // namespace kouan::analysis
