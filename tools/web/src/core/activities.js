// Activities of a border crossing as CAREC's corridor monitoring (CPMM) lists them, road then rail: id: [English, Chinese].
import { language } from "./language.js";

const activities = {
  "border-security": ["Border security / control", "边防检查"],
  "customs": ["Customs controls", "海关监管"],
  "customs-control": ["Customs controls", "海关监管"],
  "customs-controls": ["Customs controls", "海关监管"],
  "customs-inspection": ["Customs inspection", "海关查验"],
  "health-quarantine": ["Health / quarantine", "卫生检疫"],
  "phytosanitary": ["Phytosanitary", "植物检疫"],
  "veterinary": ["Veterinary inspection", "动物检疫"],
  "immigration": ["Visa / immigration", "出入境边检"],
  "traffic-inspection": ["Traffic inspection", "交通检查"],
  "police-checkpoint": ["Police checkpoint / stop", "警务检查"],
  "transport-inspection": ["Transport inspection", "运输检查"],
  "weight-inspection": ["Weight / standards inspection", "称重与标准检查"],
  "vehicle-registration": ["Vehicle registration", "车辆登记"],
  "emergency-repair": ["Emergency repair", "应急维修"],
  "escort": ["Escort / convoy", "押运与编队"],
  "loading": ["Loading", "装货"],
  "unloading": ["Unloading", "卸货"],
  "loading-unloading": ["Loading / unloading", "装卸"],
  "road-toll": ["Road toll", "路桥收费"],
  "waiting-queue": ["Waiting / queue", "排队等待"],
  "driving": ["Driving in the port", "口岸内行驶"],
  "moving": ["Moving in the port", "口岸内行驶"],
  "gate-closed": ["Gate closed", "闭关等待"],
  "closed": ["Port closed", "闭关等待"],
  "restriction-on-entry": ["Restriction on entry", "限制入境"],
  "document-processing": ["Document processing", "单证办理"],
  "documents": ["Document processing", "单证办理"],
  "document-errors": ["Document errors", "单证差错"],
  "gauge-change": ["Gauge change", "换轨（换装）"],
  "transloading": ["Transloading at gauge change", "换装作业"],
  "trains-classification": ["Classification of trains", "列车解编"],
  "technical-inspection": ["Technical inspection", "技术检查"],
  "commercial-inspection": ["Commercial inspection", "商务检查"],
  "waiting-wagons": ["No wagons available", "待车皮"],
  "busy-facilities": ["Busy facilities", "设施繁忙"],
  "faulty-equipment": ["Faulty equipment", "设备故障"],
  "pick-up-wagons": ["Pick-up and delivery of wagons", "取送车"],
};

function humanized(id) {
  const text = id.replace(/-/g, " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function activity_name(id) {
  if (!id) return "–";
  return activities[id]?.[language() === "zh" ? 1 : 0] ?? humanized(id);
}
