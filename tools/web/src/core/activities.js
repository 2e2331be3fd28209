// Activities of a border crossing as CAREC's corridor monitoring (CPMM) lists them: id: [English, Chinese].
// The last ones are states of the time ledger that no activity names.
import { language } from "./language.js";

const activities = {
  "border-security": ["Border security / control", "边防检查"],
  customs: ["Customs controls", "海关监管"],
  "health-quarantine": ["Health / quarantine", "卫生检疫"],
  phytosanitary: ["Phytosanitary", "植物检疫"],
  veterinary: ["Veterinary inspection", "动物检疫"],
  "visa-immigration": ["Visa / immigration", "出入境边检"],
  "transport-inspection": ["Transport inspection", "运输检查"],
  "weight-inspection": ["Weight / standards inspection", "称重与标准检查"],
  documents: ["Document processing", "单证办理"],
  "loading-unloading": ["Loading / unloading", "装卸"],
  "gauge-change": ["Gauge change", "换轨（换装）"],
  shunting: ["Classification of trains, shunting", "列车解编与调车"],
  "waiting-queue": ["Waiting / queue", "排队等待"],
  "road-toll": ["Road toll", "路桥收费"],
  escort: ["Escort / convoy", "押运与编队"],
  driving: ["Driving", "行驶"],
  served: ["Other work", "其他作业"],
  parts: ["Waiting for parts", "候各项"],
};

function humanized(id) {
  const text = id.replace(/-/g, " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function activity_name(id) {
  if (!id) return "–";
  return activities[id]?.[language() === "zh" ? 1 : 0] ?? humanized(id);
}
