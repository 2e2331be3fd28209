#include "analysis/report/activity_words.hpp"

namespace kouan::analysis {

const std::vector<ActivityWord>& activity_words() {
  static const std::vector<ActivityWord> k_words = {
      {"border-security", {"Border security / control", "边防检查"}},
      {"customs", {"Customs controls", "海关监管"}},
      {"health-quarantine", {"Health / quarantine", "卫生检疫"}},
      {"phytosanitary", {"Phytosanitary", "植物检疫"}},
      {"veterinary", {"Veterinary inspection", "动物检疫"}},
      {"visa-immigration", {"Visa / immigration", "出入境边检"}},
      {"transport-inspection", {"Transport inspection", "运输检查"}},
      {"weight-inspection", {"Weight / standards inspection", "称重与标准检查"}},
      {"documents", {"Document processing", "单证办理"}},
      {"loading-unloading", {"Loading / unloading", "装卸"}},
      {"gauge-change", {"Gauge change", "换轨（换装）"}},
      {"shunting", {"Classification of trains, shunting", "列车解编与调车"}},
      {"waiting-queue", {"Waiting / queue", "排队等待"}},
      {"road-toll", {"Road toll", "路桥收费"}},
      {"escort", {"Escort / convoy", "押运与编队"}},
      {"driving", {"Driving", "行驶"}},
      {"served", {"Other work", "其他作业"}},
      {"parts", {"Waiting for parts", "候各项"}},
  };
  return k_words;
}

}  // namespace kouan::analysis
